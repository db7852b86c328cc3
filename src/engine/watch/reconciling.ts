// Reconciliation of a run: it asks the broker for statements, mends what the two books do not share by the ordinary way, and tells it.

import type { Breach } from '../../model/breach.js'
import type { Broker, BrokerOrder, OrderEvent, Statement } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { DAY_MS, type EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import { agree, type Differences, type OwnBooks, reconcile } from '../../orders/reconciliation.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { samePrice } from '../planning/same-order.js'
import type { Connection } from './connection.js'

/** A word may be on its way for so long: what differs for less is left to it. */
const UNDER_WAY_MS = 10_000

const orphaned = 'reconciliation: the broker does not have it'
const unheard = 'reconciliation: the request was never answered'

export interface ReconcilingParts {
  readonly broker: Broker
  readonly connection: Connection
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly instruments: readonly Instrument[]
  readonly everyMs: number
  readonly raise: (breach: Breach) => void
  readonly agreed: (time: EpochMs) => void
}

/** What is done about differences: words for the ordinary way, and cancels once those are taken in. */
export interface Mending {
  /** What differs before anything of it is done. */
  readonly found: Differences
  readonly words: readonly OrderEvent[]
  readonly cancels: readonly Order[]
}

/** A run without a line that can be lost, or one that does not compare, has none of it. */
type MaybeParts = { readonly [Part in keyof ReconcilingParts]: ReconcilingParts[Part] | null }

export class Reconciling {
  readonly #parts: ReconcilingParts
  readonly #own: OwnBooks
  #nextAt = Number.NEGATIVE_INFINITY
  #since = Number.NEGATIVE_INFINITY
  /** The executions of a statement of which none was missing. */
  #allTold: Statement['executions'] | null = null
  /** Since when an order differs, by its id. */
  #differs = new Map<number, EpochMs>()
  /** How many statements in a row held other positions than ours. */
  #unequal = 0
  #isLast = false

  static of(parts: MaybeParts): Reconciling | null {
    return Object.values(parts).includes(null) ? null : new Reconciling(parts as ReconcilingParts)
  }

  private constructor(parts: ReconcilingParts) {
    const { orders, portfolio, instruments } = parts
    const assets = new Map(instruments.map((one) => [one.id, assetOf(one)]))
    const asset = (instrument: string): string => assets.get(instrument) ?? instrument
    this.#parts = parts
    this.#own = {
      get lots() {
        return lotsOf(portfolio, asset)
      },
      get working() {
        const working: Order[] = []
        for (const desk of orders.desks) for (const order of desk.orders) working.push(order)
        return working
      },
      hasAll: (executions) => executions === this.#allTold,
      hasFill: (id) => orders.executions.has(id),
      standing: (fill) => orders.executions.standing(fill),
      hasRevision: (revision) => orders.executions.hasRevision(revision),
      asset,
    }
  }

  /** Asks for a statement where it is time for one; answers whether it did. */
  ask(time: EpochMs, isNow = false): boolean {
    const { broker, connection, everyMs } = this.#parts
    if (connection.state === 'down' || (!isNow && time < this.#nextAt)) return false
    this.#nextAt = time + everyMs
    broker.requestStatement?.(this.#since, time)
    return true
  }

  /** The last of the run: nothing is under way any more. */
  askLast(time: EpochMs): boolean {
    this.#isLast = true
    return this.ask(time, true)
  }

  /** What is to be done about a statement. */
  mend(statement: Statement, time: EpochMs): Mending {
    const all = reconcile(statement, this.#own)
    if (all.missing.length === 0) this.#allTold = statement.executions
    if (agree(all)) {
      if (this.#differs.size > 0) this.#differs.clear()
      return { found: all, words: [], cancels: [] }
    }
    const found = this.#lasting(all, time)
    this.#tell(found, time)
    const { orders } = this.#parts
    for (const one of [...found.unknown, ...found.twins]) orders.endThere(one, time, 'reconciliation: it works there and not here')
    return {
      found: all,
      words: [
        ...found.missing.map((fill, at) => this.#told(fill, found.missing.slice(at + 1), statement, time)),
        ...found.revisions.map((one) => ({ kind: 'revised', clientOrderId: one.fill.clientOrderId, ...one }) as const),
        ...found.gone.map(({ clientOrderId }) => ({ kind: 'canceled', clientOrderId, time, why: orphaned }) as const),
        ...found.unanswered.flatMap((order) => answers(order, statement, all.missing, found.missing, time)),
      ],
      cancels: found.unanswered.filter(({ status }) => status === 'pending-cancel'),
    }
  }

  /**
   * Looks again where something was done; answers whether positions that differed until now agree, and all else with them. What is under way alone neither
   * holds trading back nor lets go of it.
   */
  conclude(statement: Statement, { found, words }: Mending, time: EpochMs): boolean {
    const left = words.length === 0 ? found : reconcile(statement, this.#own)
    const differed = this.#unequal > 0
    this.#since = time - DAY_MS
    this.#unequal = left.positions.length > 0 ? this.#unequal + 1 : 0
    const isAgreed = agree(left)
    if (this.#unequal > 0 || left.twins.length > 0 || isAgreed) this.#parts.connection.reconciled(isAgreed, time)
    if (isAgreed) this.#parts.agreed(time)
    return differed && isAgreed
  }

  /** The differences that no word on its way explains. */
  #lasting(all: Differences, time: EpochMs): Differences {
    const ids = [...all.gone, ...all.unanswered, ...all.unknown].map(({ clientOrderId }) => clientOrderId)
    this.#differs = new Map(ids.map((id) => [id, this.#differs.get(id) ?? time]))
    const lasts = (since: EpochMs): boolean => this.#isLast || since <= time - UNDER_WAY_MS
    const isOld = ({ clientOrderId }: Pick<Order, 'clientOrderId'>): boolean => lasts(this.#differs.get(clientOrderId) as EpochMs)
    const missing = all.missing.filter((fill) => lasts(fill.time))
    const waiting = new Set(all.missing.filter((fill) => !missing.includes(fill)).map(({ clientOrderId }) => clientOrderId))
    const filled = new Set(missing.filter((fill) => this.#ends(fill, missing)).map(({ clientOrderId }) => clientOrderId))
    return {
      missing,
      revisions: all.revisions.filter(({ time: since }) => lasts(since)),
      gone: all.gone.filter((order) => isOld(order) && !waiting.has(order.clientOrderId) && !filled.has(order.clientOrderId)),
      unanswered: all.unanswered.filter(isOld),
      unknown: all.unknown.filter(isOld),
      // Two under one client id are nothing that a word on its way explains.
      twins: all.twins,
      positions: all.positions,
    }
  }

  /** A fill as it would have been told; the last of an order that is full ends it. */
  #told(fill: Fill, later: readonly Fill[], { working }: Statement, time: EpochMs): OrderEvent {
    const { clientOrderId } = fill
    const works = working.some((one) => one.clientOrderId === clientOrderId)
    const isLast = !works && !later.some((one) => one.clientOrderId === clientOrderId)
    return { kind: 'filled', clientOrderId, time: Math.min(fill.time, time), fill, done: isLast && this.#ends(fill, [fill, ...later]) }
  }

  /** Whether an order has filled whole with what was missing. */
  #ends({ clientOrderId, twin }: Fill, missing: readonly Fill[]): boolean {
    if (twin !== undefined) return false
    const order = this.#own.working.find((one) => one.clientOrderId === clientOrderId)
    if (order === undefined) return false
    return order.filledQuantity + filledOf(clientOrderId, missing) >= order.quantity
  }

  /** Each time that something had to be mended; of positions at the first statement, and at the second as what nobody here can mend. */
  #tell({ missing, revisions, gone, unanswered, unknown, twins, positions }: Differences, time: EpochMs): void {
    const counts = {
      missing: missing.length,
      revised: revisions.length,
      gone: gone.length,
      unanswered: unanswered.length,
      unknown: unknown.length,
      twins: twins.length,
    }
    const isMended = Object.values(counts).some((count) => count > 0)
    const isTold = positions.length > 0 && this.#unequal < 2
    if (!isMended && !isTold) return
    const [first] = positions
    const position = first === undefined ? {} : { asset: first.asset, ours: first.ours, theirs: first.theirs }
    this.#parts.raise({
      code: 'RECONCILIATION',
      severity: positions.length > 0 && this.#unequal > 0 ? 'critical' : 'warning',
      ...{ strategy: null, instrument: null, time },
      context: { ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)), ...position },
    })
  }
}

/** What the broker would have said of an order that works: that it took it, what it has made of it, and that nothing came of the rest. */
function answers(
  order: Order,
  { working }: Statement,
  missing: readonly Fill[],
  told: readonly Fill[],
  time: EpochMs,
): readonly OrderEvent[] {
  const { clientOrderId, status } = order
  if (status === 'submitted') return [{ kind: 'accepted', clientOrderId, time }]
  const there = working.findLast((one) => one.clientOrderId === clientOrderId) as BrokerOrder
  const untold = filledOf(clientOrderId, missing)
  const isChanged = !isAsItWas(order, there, untold)
  // What is on its way has filled there, and not here.
  const quantity = there.lots + untold - filledOf(clientOrderId, told)
  const updated: readonly OrderEvent[] = isChanged ? [{ kind: 'updated', clientOrderId, time, price: there.price, quantity }] : []
  if (status === 'pending-cancel') return [...updated, { kind: 'cancel-rejected', clientOrderId, time, why: unheard }]
  return isChanged ? updated : [{ kind: 'update-rejected', clientOrderId, time, why: unheard }]
}

function isAsItWas({ quantity, filledQuantity, price }: Order, there: BrokerOrder, untold: number): boolean {
  return there.lots + untold === quantity - filledQuantity && samePrice(price, anywhere(there.price))
}

/** A trailing stop moves by itself. */
function anywhere(price: OrderPrice): OrderPrice {
  return 'trail' in price ? { ...price, trigger: null } : price
}

/** Lots of an order among fills; those of a twin are none of it. */
function filledOf(clientOrderId: number, fills: readonly Fill[]): number {
  const own = fills.filter((fill) => fill.clientOrderId === clientOrderId && fill.twin === undefined)
  return own.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** Net lots of all strategies, by asset. */
function lotsOf(portfolio: Portfolio, asset: (instrument: string) => string): ReadonlyMap<string, number> {
  const lots = new Map<string, number>()
  for (const { instrument, quantity } of portfolio.openPositions()) {
    const id = asset(instrument.id)
    lots.set(id, (lots.get(id) ?? 0) + quantity)
  }
  return lots
}
