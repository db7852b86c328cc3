// What matching one instrument's bar can change: the working orders, who holds what, and the volume that is left.

import type { FillRule, PriceSource } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import { lotValue } from '../../model/instrument.js'
import type { ChildIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/signal.js'
import { onTick } from '../../model/tick-rounding.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

/** A fill or a change of state, in the order it happened; the broker turns it into events once a path is chosen. */
export type FillEvent = Extract<MatchEvent, { kind: 'fill' }>

export type MatchEvent =
  | {
      readonly kind: 'fill'
      readonly order: RestingOrder
      readonly lots: number
      readonly price: number
      readonly referencePrice: number
      readonly fee: number
      readonly rule: FillRule
      readonly source: PriceSource
      readonly done: boolean
    }
  | { readonly kind: 'triggered'; readonly order: RestingOrder }
  | { readonly kind: 'updated'; readonly order: RestingOrder; readonly price: OrderPrice; readonly leaves: number }
  | { readonly kind: 'canceled'; readonly order: RestingOrder; readonly why: string }

/** The bar that is being matched. */
export interface MatchBar {
  readonly index: number
  readonly time: number
  readonly volume: number
}

/** What a match begins with. */
export interface MatchStart {
  readonly orders: readonly RestingOrder[]
  /** Lots by strategy. */
  readonly positions: ReadonlyMap<string, number>
  /** Lots that our fills may still take of the bar's volume. */
  readonly budget: number
}

const noOrders: readonly RestingOrder[] = []

export class MatchState implements MatchStart {
  orders: readonly RestingOrder[]
  readonly events: MatchEvent[] = []
  budget: number
  readonly #positions: Map<string, number>
  readonly #instrument: Instrument
  readonly #policy: VenuePolicy
  readonly #bar: MatchBar

  /** `start` is changed in place; a walk that may be thrown away starts from `copyOf` it. */
  constructor(instrument: Instrument, policy: VenuePolicy, bar: MatchBar, start: MatchStart) {
    this.#instrument = instrument
    this.#policy = policy
    this.#bar = bar
    this.orders = start.orders
    this.#positions = start.positions as Map<string, number>
    this.budget = start.budget
  }

  get positions(): ReadonlyMap<string, number> {
    return this.#positions
  }

  /** What the fills so far are worth at a price, costs included: two paths of a bar are compared by it. */
  valueAt(price: number): number {
    let value = 0
    for (const event of this.events) {
      if (event.kind === 'fill') value += event.order.side * event.lots * lotValue(this.#instrument, price - event.price) - event.fee
    }
    return value
  }

  /** A triggered stop is a market order from then on. */
  trigger(order: RestingOrder): void {
    order.triggered = true
    if (order.price.type === 'stop') order.price = { type: 'market' }
    this.events.push({ kind: 'triggered', order })
  }

  /**
   * Fills what the position, the volume and the notional allow at a price; children wake at it.
   * Answers whether anything was filled.
   */
  fill(order: RestingOrder, reference: number, rule: FillRule, source: PriceSource, slips: boolean): boolean {
    const price = slips ? this.#slipped(order, reference) : reference
    const lots = this.#lots(order, price)
    if (lots <= 0) {
      if (order.notional !== null && this.budget > 0) this.cancel(order, 'the notional is worth less than one lot')
      return false
    }
    const fee = this.#charge(order, lots, price)
    this.#take(order, lots, price, fee)
    this.events.push({ kind: 'fill', order, lots, price, referencePrice: reference, fee, rule, source, done: order.isDone })
    if (order.isDone) this.orders = this.orders.length === 1 ? noOrders : this.orders.filter((other) => other !== order)
    this.#shrinkSiblings(order, lots)
    this.#clampReduceOnly(order.intent.strategy)
    this.#wakeChildren(order, lots, price)
    if (order.isDone) this.#endDormant(order, 'its entry opened nothing to protect')
    return true
  }

  cancel(order: RestingOrder, why: string): void {
    if (!this.orders.includes(order)) return
    this.orders = this.orders.filter((other) => other !== order)
    this.events.push({ kind: 'canceled', order, why })
    this.#endDormant(order, 'its parent ended unfilled')
  }

  #endDormant(parent: RestingOrder, why: string): void {
    if (parent.children.length === 0) return
    for (const child of this.orders) if (child.parentId === parent.id && child.dormant) this.cancel(child, why)
  }

  #slipped(order: RestingOrder, reference: number): number {
    const lots = order.notional === null ? order.leaves : order.notional / lotValue(this.#instrument, reference)
    const units = Math.min(lots, this.budget) * this.#instrument.lot
    const share = this.#bar.volume > 0 && Number.isFinite(units) ? Math.min(1, units / this.#bar.volume) : 0
    const slipped = this.#policy.slippage(reference, order.side, this.#instrument, share)
    return this.#instrument.mayBeNegative ? slipped : Math.max(0, slipped)
  }

  #lots(order: RestingOrder, price: number): number {
    const wanted = order.notional === null ? order.leaves : this.#lotsFor(order, order.notional, price)
    const allowed = order.isReduceOnly ? Math.min(wanted, this.#reducible(order)) : wanted
    return Math.min(allowed, this.budget)
  }

  /** The most lots whose value and fee together fit the notional. */
  #lotsFor(order: RestingOrder, notional: number, price: number): number {
    const each = lotValue(this.#instrument, price)
    if (!(each > 0)) return 0
    const cost = (lots: number): number => lots * each + this.#feeOf(order, lots, price) - order.feesPaid
    let lots = Math.floor(notional / each)
    while (lots > 0 && cost(lots) > notional) lots = Math.min(lots - 1, Math.floor((notional * lots) / cost(lots)))
    while (cost(lots + 1) <= notional) lots++
    return lots
  }

  #feeOf(order: RestingOrder, lots: number, price: number): number {
    const units = order.filledUnits + lots * this.#instrument.lot
    const value = order.filledValue + Math.abs(lots * lotValue(this.#instrument, price))
    return this.#policy.fees({ units, value }, this.#bar.time, this.#instrument)
  }

  #charge(order: RestingOrder, lots: number, price: number): number {
    const total = this.#feeOf(order, lots, price)
    const fee = total - order.feesPaid
    order.feesPaid = total
    order.filledUnits += lots * this.#instrument.lot
    order.filledValue += Math.abs(lots * lotValue(this.#instrument, price))
    return fee
  }

  #take(order: RestingOrder, lots: number, price: number, fee: number): void {
    if (order.notional === null) order.leaves -= lots
    else if (lots < this.budget) order.notional = null
    // The cap cut it short: what is not spent goes on.
    else order.notional -= lots * lotValue(this.#instrument, price) + fee
    this.budget -= lots
    const { strategy } = order.intent
    this.#positions.set(strategy, (this.#positions.get(strategy) ?? 0) + order.side * lots)
  }

  #reducible(order: RestingOrder): number {
    const position = this.#positions.get(order.intent.strategy) ?? 0
    return position * order.side < 0 ? Math.abs(position) : 0
  }

  /** One child's fill takes the same lots from its siblings, and ends an entry that was still filling: the position is on its way out. */
  #shrinkSiblings(order: RestingOrder, lots: number): void {
    if (order.parentId === null) return
    const parent = this.orders.find((other) => other.id === order.parentId)
    if (parent !== undefined) this.cancel(parent, 'its protection acted')
    for (const sibling of this.orders.filter((other) => other.parentId === order.parentId && other !== order && !other.dormant)) {
      this.#resize(sibling, Math.max(0, sibling.leaves - lots), 'its sibling filled')
    }
  }

  /** Reduce-only orders never outgrow the position, and end with it. */
  #clampReduceOnly(strategy: string): void {
    // The list is replaced, never changed, so it can be walked while orders leave it.
    for (const order of this.orders) {
      if (!order.isReduceOnly || order.dormant || order.intent.strategy !== strategy) continue
      this.#resize(order, Math.min(order.leaves, this.#reducible(order)), 'there is no position left to reduce')
    }
  }

  #wakeChildren(parent: RestingOrder, lots: number, price: number): void {
    for (const { id, intent } of parent.children) {
      const child = this.orders.find((order) => order.id === id)
      if (child === undefined) continue
      const leaves = Math.min(child.leaves + lots, this.#reducible(child))
      // A reversal in parts has nothing to protect before it is through zero.
      if (leaves === 0) continue
      if (child.dormant) {
        child.dormant = false
        child.bornBar = this.#bar.index
        child.price = onTick(childPrice(intent, price), child.intent.side, this.#instrument)
      }
      child.leaves = leaves
      this.events.push({ kind: 'updated', order: child, price: child.price, leaves: child.leaves })
    }
  }

  #resize(order: RestingOrder, leaves: number, why: string): void {
    if (leaves === order.leaves) return
    order.leaves = leaves
    if (leaves === 0) this.cancel(order, why)
    else this.events.push({ kind: 'updated', order, price: order.price, leaves })
  }
}

/** A start that can be matched without touching the original. */
export function copyOf({ orders, positions, budget }: MatchStart): MatchStart {
  return { orders: orders.map((order) => order.copy()), positions: new Map(positions), budget }
}

function childPrice({ role, price }: ChildIntent, parentFill: number): OrderPrice {
  const at = 'at' in price ? price.at : parentFill * (1 + price.percentOfFill)
  return role === 'stop' ? { type: 'stop', trigger: at } : { type: 'limit', limit: at }
}
