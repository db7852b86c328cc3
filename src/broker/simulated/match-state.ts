// What matching one instrument's bar can change: the working orders, who holds what, and the volume that is left.

import type { BrokerEvent } from '../../model/broker.js'
import type { Fill, FillRule, PriceSource } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import { lotValue } from '../../model/instrument.js'
import { type ChildIntent, protectivePrice, sign } from '../../model/order.js'
import type { OrderPrice } from '../../model/signal.js'
import { onTick } from '../../model/tick-rounding.js'
import type { EpochMs } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

/** A fill that the broker numbers once a path is chosen, and whose doubt shows once both were walked. */
interface MatchedFill extends Fill {
  fillId: number
  ambiguous: boolean
}

export type FillEvent = Extract<BrokerEvent, { kind: 'filled' }> & { readonly fill: MatchedFill }

/** What happened, in the order it happened, as the broker will say it if this path is chosen. */
export type MatchEvent = FillEvent | Exclude<BrokerEvent, { kind: 'filled' }>

const noOrders: readonly RestingOrder[] = []
const noEvents: readonly MatchEvent[] = []

export class MatchState {
  orders: readonly RestingOrder[]
  /** Lots that our fills may still take of the bar's volume. */
  budget = 0
  #events: MatchEvent[] | null = null
  /** Lots by strategy: what reduce-only orders are held to. */
  readonly #positions: Map<string, number>
  readonly #instrument: Instrument
  readonly #policy: VenuePolicy
  #bar = -1
  #time: EpochMs = 0
  #volume = 0

  constructor(
    instrument: Instrument,
    policy: VenuePolicy,
    orders: readonly RestingOrder[] = noOrders,
    positions: Map<string, number> = new Map<string, number>(),
  ) {
    this.#instrument = instrument
    this.#policy = policy
    this.orders = orders
    this.#positions = positions
  }

  /** A state of its own, for a walk that may be thrown away. */
  copy(): MatchState {
    const orders = this.orders.map((order) => order.copy())
    const copy = new MatchState(this.#instrument, this.#policy, orders, new Map(this.#positions))
    copy.budget = this.budget
    copy.begin(this.#bar, this.#time, this.#volume)
    return copy
  }

  /** Starts a match in a bar, its events at a time; `volume` is NaN where the bar does not report it. */
  begin(bar: number, time: EpochMs, volume: number): void {
    this.#bar = bar
    this.#time = time
    this.#volume = volume
    this.#events = null
  }

  /** What happened since the match began. */
  get events(): readonly MatchEvent[] {
    return this.#events ?? noEvents
  }

  /** What the fills so far are worth at a price, costs included: two paths of a bar are compared by it. */
  valueAt(price: number): number {
    let value = 0
    for (const event of this.events) {
      if (event.kind !== 'filled') continue
      const { fill } = event
      value += sign(fill.side) * fill.quantity * lotValue(this.#instrument, price - fill.price) - fill.fee
    }
    return value
  }

  /** A triggered stop is a market order from then on. */
  trigger(order: RestingOrder): void {
    order.triggered = true
    if (order.price.type === 'stop') order.price = { type: 'market' }
    this.#say({ kind: 'triggered', clientOrderId: order.id, time: this.#time })
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
    this.#sayFilled(order, lots, price, reference, fee, rule, source)
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
    this.#say({ kind: 'canceled', clientOrderId: order.id, time: this.#time, why })
    this.#endDormant(order, 'its parent ended unfilled')
  }

  #endDormant(parent: RestingOrder, why: string): void {
    if (parent.children.length === 0) return
    for (const child of this.orders) if (child.parentId === parent.id && child.dormant) this.cancel(child, why)
  }

  #slipped(order: RestingOrder, reference: number): number {
    const lots = order.notional === null ? order.leaves : order.notional / lotValue(this.#instrument, reference)
    const units = Math.min(lots, this.budget) * this.#instrument.lot
    const share = this.#volume > 0 && Number.isFinite(units) ? Math.min(1, units / this.#volume) : 0
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
    return this.#policy.fees({ units, value }, this.#time, this.#instrument)
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
    order.closing = Math.max(0, order.closing - lots)
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

  /** Reduce-only orders never outgrow the position, and end with it; of a reversal that goes for the part that closes. */
  #clampReduceOnly(strategy: string): void {
    // The list is replaced, never changed, so it can be walked while orders leave it.
    for (const order of this.orders) {
      if (order.dormant || order.intent.strategy !== strategy) continue
      const reducible = this.#reducible(order)
      if (order.isReduceOnly) this.#resize(order, Math.min(order.leaves, reducible), 'there is no position left to reduce')
      else if (order.closing > reducible) this.#shrinkClosing(order, reducible)
    }
  }

  /** Somebody else closed a part of what a reversal was to close: that part is not traded twice. */
  #shrinkClosing(order: RestingOrder, reducible: number): void {
    const gone = order.closing - reducible
    order.closing = reducible
    this.#resize(order, Math.max(0, order.leaves - gone), 'what it was to close is closed')
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
        child.bornBar = this.#bar
        child.price = onTick(childPrice(intent, price), child.intent.side, this.#instrument)
      }
      child.leaves = leaves
      this.#sayUpdated(child)
    }
  }

  #resize(order: RestingOrder, leaves: number, why: string): void {
    if (leaves === order.leaves) return
    order.leaves = leaves
    if (leaves > 0) {
      this.#sayUpdated(order)
      return
    }
    this.cancel(order, why)
    // An entry that goes on without its protection would open what nothing guards.
    const entry = this.orders.find((other) => other.id === order.parentId)
    if (entry !== undefined) this.cancel(entry, 'what it had opened is closed')
  }

  #sayFilled(
    order: RestingOrder,
    lots: number,
    price: number,
    referencePrice: number,
    fee: number,
    rule: FillRule,
    priceSource: PriceSource,
  ): void {
    const { intent, id: clientOrderId } = order
    const fill: MatchedFill = {
      fillId: 0,
      clientOrderId,
      strategy: intent.strategy,
      instrument: intent.instrument,
      role: intent.role,
      side: intent.side,
      quantity: lots,
      price,
      referencePrice,
      fee,
      slippage: order.side * lots * lotValue(this.#instrument, price - referencePrice),
      time: this.#time,
      barIndex: this.#bar,
      rule,
      priceSource,
      ambiguous: false,
      volumeUnknown: Number.isNaN(this.#volume),
    }
    this.#say({ kind: 'filled', clientOrderId, time: this.#time, fill, done: order.isDone })
  }

  #sayUpdated(order: RestingOrder): void {
    this.#say({ kind: 'updated', clientOrderId: order.id, time: this.#time, price: order.price, quantity: order.leaves })
  }

  #say(event: MatchEvent): void {
    // Most matches have one event: a list of one is a quarter of what an empty list takes when it grows.
    if (this.#events === null) this.#events = [event]
    else this.#events.push(event)
  }
}

function childPrice({ role, price }: ChildIntent, parentFill: number): OrderPrice {
  return protectivePrice(role, 'at' in price ? price.at : parentFill * (1 + price.fractionOfFill))
}
