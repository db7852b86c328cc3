// The account as controls and sizers see it: what is held, what working orders have promised, and what that leaves by the account's own rules.

import type { Reach } from '../../model/decision.js'
import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import type { Order, OrderIntent, Side } from '../../model/order.js'
import { notionalLeft } from '../../model/order-left.js'
import { judgedPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { AccountModel, PlannedOrder, Reduction } from '../../risk/account-model.js'
import type { AccountState } from '../../risk/control.js'
import { openingLegs } from '../../risk/opening-legs.js'
import { groupKey } from './group-key.js'
import { judgedAtMost } from './judged-at-most.js'
import type { MarginBook } from './margin-book.js'
import { SideReach } from './side-reach.js'
import { untouched, WorkingReach } from './working-reach.js'

/** An order that is being canceled, and what takes its place then. */
export interface Replacement {
  readonly replaces: Order
  readonly intent: OrderIntent
}

export interface CommitmentsParts {
  readonly orders: OrderManager
  readonly waiting: { readonly replacements: readonly Replacement[] }
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
  readonly #sides: Readonly<Record<Side, SideReach>> = { buy: new SideReach(), sell: new SideReach() }
  /** One object, filled anew for each order. */
  readonly #account = {
    equity: 0,
    grossExposure: 0,
    committed: 0,
    heldLots: 0,
    promised: undefined as AccountState['promised'],
    leaving: undefined as AccountState['leaving'],
    referencePrice: 0,
    released: 0,
    settledCash: undefined as number | undefined,
    requirement: undefined as number | undefined,
    maintenance: undefined as number | undefined,
    reach: undefined as Reach | undefined,
    own: undefined as Reach | undefined,
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
   * The account for an order of a strategy in this instrument and group, by its key. `except` is a working order that it takes the place of, `released`
   * what reductions of the same batch will free. Good until the next one is asked for.
   */
  account(strategy: string, instrument: Instrument, except: Order | null, released: number, group: string | null): AccountState {
    const { portfolio, model, margin, now } = this.#parts
    const { id } = instrument
    const account = this.#account
    account.equity = portfolio.equity
    const { isSideBySide } = model
    account.grossExposure = isSideBySide ? portfolio.grossValue : portfolio.grossExposure
    account.heldLots = isSideBySide ? portfolio.position(strategy, id).quantity : portfolio.netLots(id)
    account.referencePrice = portfolio.lastClose(id)
    account.released = released
    account.group = undefined
    if (!portfolio.isOneCurrency) account.rate = portfolio.rate(id)
    if (this.#reach !== null) {
      this.#reach.gather(except, group, id)
      account.reach = this.#reach.of(id)
      account.group = this.#reach.ownGroup
      if (model.asksOwn) account.own = this.#reach.ofHolder(strategy, id)
    }
    if (isSideBySide) {
      this.#commit(except, group, strategy, instrument)
      account.leaving = released > 0 ? this.#leaving(strategy, instrument) : undefined
    } else account.committed = this.#reach?.bought ?? 0
    if (model.type === 'cash') account.settledCash = portfolio.settledCash(now())
    if (margin !== null && this.#reach !== null) {
      account.requirement = margin.worstInitial(this.#reach)
      account.maintenance = margin.maintenance
    }
    return account
  }

  /** The most that an order of no size yet may be worth, what it closes left out. */
  spendable(
    order: PlannedOrder,
    strategy: string,
    instrument: Instrument,
    except: Order | null,
    released: number,
    group: string | null,
  ): number {
    return this.#parts.model.spendable(order, this.account(strategy, instrument, except, released, group), instrument)
  }

  /** What a reduction that was just sent leaves for the increases of its batch. */
  freed(reduction: Reduction, strategy: string, instrument: Instrument): number {
    return this.#parts.model.freed(reduction, this.account(strategy, instrument, null, 0, null), instrument)
  }

  /**
   * What working orders that may open or add would take up, those that others trigger with them, one left out: their value at their own price or the mark,
   * where a group counts for its largest order and the one that is asked about not at all, and the lots that the strategy's would trade of the asset, as
   * groups do.
   */
  #commit(except: Order | null, own: string | null, strategy: string, instrument: Instrument): void {
    const { buy, sell } = this.#sides
    buy.clear()
    sell.clear()
    let value = 0
    let groups: Map<string, number> | null = null
    for (const desk of this.#parts.orders.desks) {
      for (const order of desk.orders) {
        const { intent } = order
        if (order === except || intent.reduceOnly) continue
        const listing = this.#instruments.get(intent.instrument) as Instrument
        const group = groupKey(intent.strategy, intent.terms.oca)
        const worth = this.#valueOf(order, listing)
        if (group === null) {
          value += worth
        } else {
          groups ??= new Map()
          groups.set(group, Math.max(groups.get(group) ?? 0, worth))
        }
        const isOther = intent.strategy !== strategy || assetOf(listing) !== assetOf(instrument) || (group !== null && group === own)
        if (!isOther) this.#sides[intent.side].add(group, this.#lotsOf(order, listing), 0)
      }
    }
    const committed = groups === null ? value : value + this.#inGroups(groups, own)
    this.#account.committed = committed
    this.#account.promised = committed > 0 && buy.lots + sell.lots > 0 ? { buy: buy.lots, sell: sell.lots } : undefined
  }

  /** Lots that a strategy's orders at market take off its position in the asset, for certain. */
  #leaving(strategy: string, instrument: Instrument): AccountState['leaving'] {
    const leaving = { buy: 0, sell: 0 }
    for (const desk of this.#parts.orders.desks) {
      for (const order of desk.orders) {
        const { intent } = order
        if (!intent.reduceOnly || intent.strategy !== strategy || intent.price.type !== 'market') continue
        const listing = this.#instruments.get(intent.instrument) as Instrument
        if (assetOf(listing) === assetOf(instrument)) leaving[intent.side] += this.#lotsOf(order, listing)
      }
    }
    return leaving.buy + leaving.sell > 0 ? leaving : undefined
  }

  /** Lots that an order may still trade; of a notional as many, whole or not, as it buys at its own price or the mark. */
  #lotsOf(order: Order, instrument: Instrument): number {
    const unspent = notionalLeft(order, instrument)
    const { orders } = this.#parts
    return unspent === null ? orders.mostLeft(order) : unspent / this.#eachOf(order, instrument)
  }

  /** Value of a lot at the order's own price or the mark; the instrument's currency. */
  #eachOf(order: Order, instrument: Instrument): number {
    const { orders, portfolio } = this.#parts
    return Math.abs(lotValue(instrument, judgedAtMost(order, portfolio.lastClose(instrument.id), orders)))
  }

  /**
   * Value of what is held and of working orders that may open or add, one left out, in the asset of an instrument or in all (null); every strategy's, and
   * groups in full. What waits to take the place of an order is cut no more when it is placed, so it counts from when it was decided.
   */
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
        const listing = this.#instruments.get(order.intent.instrument) as Instrument
        if (asset !== null && assetOf(listing) !== asset) continue
        value += this.#valueOf(order, listing)
      }
    }
    return value + this.#openedLater(asset, except)
  }

  /** What replacements that wait add to that. */
  #openedLater(asset: string | null, except: Order | null): number {
    let value = 0
    for (const { replaces, intent } of this.#parts.waiting.replacements) {
      const listing = this.#instruments.get(intent.instrument) as Instrument
      if (replaces !== except && (asset === null || assetOf(listing) === asset)) value += this.#addedBy(intent, replaces, listing)
    }
    return value
  }

  /** What an intent is worth beyond the order that it waits to replace, each with what it triggers: only one of the two comes to be. */
  #addedBy(intent: OrderIntent, replaced: Order, instrument: Instrument): number {
    let added = 0
    for (const leg of openingLegs(intent)) added += this.#valueOfLeg(leg, instrument)
    for (const order of this.#parts.orders.desk(intent.strategy, intent.instrument).orders) {
      const isItsOwn = order === replaced || (order.parentId === replaced.clientOrderId && order.quantity === 0)
      if (isItsOwn && !order.intent.reduceOnly) added -= this.#valueOf(order, instrument)
    }
    return Math.max(0, added)
  }

  /** At its own price or the mark, like an order that works. */
  #valueOfLeg({ price, side, quantity }: OrderIntent, instrument: Instrument): number {
    const { portfolio } = this.#parts
    const rate = portfolio.isOneCurrency ? 1 : portfolio.rate(instrument.id)
    if ('notional' in quantity) return quantity.notional * rate
    return quantity.lots * Math.abs(lotValue(instrument, judgedPrice(price, side, portfolio.lastClose(instrument.id)))) * rate
  }

  #inGroups(groups: ReadonlyMap<string, number>, own: string | null): number {
    let value = 0
    for (const [group, largest] of groups) {
      if (group !== own) value += largest
      else this.#account.group = { ...(this.#account.group ?? untouched), buyValue: largest, sellValue: largest }
    }
    return value
  }

  #valueOf(order: Order, instrument: Instrument): number {
    const { orders, portfolio } = this.#parts
    const rate = portfolio.isOneCurrency ? 1 : portfolio.rate(instrument.id)
    // What a notional has spent already stands in the exposure.
    const unspent = notionalLeft(order, instrument)
    if (unspent !== null) return unspent * rate
    return orders.mostLeft(order) * this.#eachOf(order, instrument) * rate
  }
}
