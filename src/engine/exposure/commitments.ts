// The account as controls and sizers see it: what is held, what working orders have promised, and what that leaves by the account's own rules.

import type { Reach } from '../../model/decision.js'
import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import type { Order, Side } from '../../model/order.js'
import { lotsLeft, notionalLeft } from '../../model/order-left.js'
import { judgedPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { AccountModel, PlannedOrder, Reduction } from '../../risk/account-model.js'
import type { AccountState } from '../../risk/control.js'
import type { MarginBook } from './margin-book.js'
import { untouched, WorkingReach } from './working-reach.js'

export interface CommitmentsParts {
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly instruments: readonly Instrument[]
  readonly model: AccountModel
  /** Whether a control asks how far working orders could take each asset, whatever the account. */
  readonly limitsShorts: boolean
  /** Null but for a margin account. */
  readonly margin: MarginBook | null
  readonly now: () => EpochMs
}

export class Commitments {
  readonly #parts: CommitmentsParts
  readonly #instruments: ReadonlyMap<string, Instrument>
  /** Null where nobody asks. */
  readonly #reach: WorkingReach | null
  /** One object, filled anew for each order. */
  readonly #account = {
    equity: 0,
    grossExposure: 0,
    committed: 0,
    netLots: 0,
    promised: undefined as AccountState['promised'],
    referencePrice: 0,
    released: 0,
    settledCash: undefined as number | undefined,
    requirement: undefined as number | undefined,
    maintenance: undefined as number | undefined,
    reach: undefined as Reach | undefined,
    group: undefined as Reach | undefined,
    rate: undefined as number | undefined,
  } satisfies AccountState

  constructor(parts: CommitmentsParts) {
    this.#parts = parts
    const { orders, portfolio, instruments, model, limitsShorts } = parts
    this.#instruments = new Map(instruments.map((instrument) => [instrument.id, instrument]))
    this.#reach = model.asksReach || limitsShorts ? new WorkingReach(orders, portfolio, instruments) : null
  }

  /**
   * The account for an order in this instrument and group. `except` is a working order that it takes the place of, `released` what reductions of the
   * same batch will free. Good until the next one is asked for.
   */
  account(instrument: Instrument, except: Order | null, released: number, group: string | null): AccountState {
    const { portfolio, model, margin, now } = this.#parts
    const { id } = instrument
    const account = this.#account
    account.equity = portfolio.equity
    account.grossExposure = portfolio.grossExposure
    account.netLots = portfolio.netLots(id)
    account.referencePrice = portfolio.lastClose(id)
    account.released = released
    account.group = undefined
    if (!portfolio.isOneCurrency) account.rate = portfolio.rate(id)
    if (this.#reach !== null) {
      this.#reach.gather(except, group, id)
      account.reach = this.#reach.of(id)
      account.group = this.#reach.ownGroup
    }
    const isResearch = model.type === 'research'
    account.committed = isResearch ? this.#committed(except, group) : (this.#reach?.bought ?? 0)
    account.promised = isResearch && account.committed > 0 ? this.#promised(except, group, instrument) : undefined
    if (model.type === 'cash') account.settledCash = portfolio.settledCash(now())
    if (margin !== null && this.#reach !== null) {
      account.requirement = margin.worstInitial(this.#reach)
      account.maintenance = margin.maintenance
    }
    return account
  }

  /** The most that an order of no size yet may be worth, what it closes left out. */
  spendable(order: PlannedOrder, instrument: Instrument, except: Order | null, released: number, group: string | null): number {
    return this.#parts.model.spendable(order, this.account(instrument, except, released, group), instrument)
  }

  /** What a reduction that was just sent leaves for the increases of its batch. */
  freed(reduction: Reduction, instrument: Instrument): number {
    return this.#parts.model.freed(reduction, this.account(instrument, null, 0, null), instrument)
  }

  /**
   * Value of working orders that may open or add, those that others trigger with them, at their own price or the mark, one left out; currency. A group
   * counts for its largest order, the one that is asked about not at all.
   */
  #committed(except: Order | null, own: string | null): number {
    let value = 0
    let groups: Map<string, number> | null = null
    for (const desk of this.#parts.orders.desks) {
      for (const order of desk.orders) {
        if (order === except || order.intent.reduceOnly) continue
        const group = order.intent.terms.oca?.group
        if (group === undefined) {
          value += this.#valueOf(order)
        } else {
          groups ??= new Map()
          groups.set(group, Math.max(groups.get(group) ?? 0, this.#valueOf(order)))
        }
      }
    }
    return groups === null ? value : value + this.#inGroups(groups, own)
  }

  /** Lots that those orders would trade of an asset, each side by itself, as groups do; undefined for none. */
  #promised(except: Order | null, own: string | null, instrument: Instrument): AccountState['promised'] {
    const lots: Record<Side, number> = { buy: 0, sell: 0 }
    const groups = new Map<string, number>()
    for (const desk of this.#parts.orders.desks) {
      for (const order of desk.orders) {
        const { reduceOnly, side, terms } = order.intent
        const listing = this.#instruments.get(order.intent.instrument) as Instrument
        if (order === except || reduceOnly || assetOf(listing) !== assetOf(instrument)) continue
        const group = terms.oca?.group
        if (group !== undefined && group === own) continue
        const known = group === undefined ? 0 : (groups.get(`${side} ${group}`) ?? 0)
        const more = Math.max(0, this.#lotsOf(order, listing) - known)
        if (group !== undefined) groups.set(`${side} ${group}`, known + more)
        lots[side] += more
      }
    }
    return lots.buy + lots.sell > 0 ? lots : undefined
  }

  /** Lots that an order may still trade; of a notional as many, whole or not, as it buys at its own price or the mark. */
  #lotsOf(order: Order, instrument: Instrument): number {
    const unspent = notionalLeft(order, instrument)
    if (unspent === null) return lotsLeft(order)
    return unspent / Math.abs(lotValue(instrument, judgedPrice(order.price, this.#parts.portfolio.lastClose(instrument.id))))
  }

  /** Value of what is held and of working orders that may open or add, one left out, in the asset of an instrument or in all (null); every strategy's, and groups in full. */
  openValue(instrument: Instrument | null, except: Order | null): number {
    const { portfolio, orders } = this.#parts
    const asset = instrument === null ? null : assetOf(instrument)
    let value = 0
    for (const { instrument: own, quantity } of portfolio.openPositions()) {
      if (asset !== null && assetOf(own) !== asset) continue
      value += Math.abs(quantity * lotValue(own, portfolio.mark(own.id))) * portfolio.rate(own.id)
    }
    for (const desk of orders.desks) {
      for (const order of desk.orders) {
        if (order === except || order.intent.reduceOnly) continue
        if (asset !== null && assetOf(this.#instruments.get(order.intent.instrument) as Instrument) !== asset) continue
        value += this.#valueOf(order)
      }
    }
    return value
  }

  #inGroups(groups: ReadonlyMap<string, number>, own: string | null): number {
    let value = 0
    for (const [group, largest] of groups) {
      if (group !== own) value += largest
      else this.#account.group = { ...(this.#account.group ?? untouched), buyValue: largest, sellValue: largest }
    }
    return value
  }

  #valueOf(order: Order): number {
    const { portfolio } = this.#parts
    const { intent, price } = order
    const instrument = this.#instruments.get(intent.instrument) as Instrument
    const rate = portfolio.isOneCurrency ? 1 : portfolio.rate(intent.instrument)
    // What a notional has spent already stands in the exposure.
    const unspent = notionalLeft(order, instrument)
    if (unspent !== null) return unspent * rate
    const mark = judgedPrice(price, portfolio.lastClose(intent.instrument))
    return lotsLeft(order) * Math.abs(lotValue(instrument, mark)) * rate
  }
}
