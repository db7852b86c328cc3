// What matching one instrument's bar can change: the working orders, who holds what, and the volume that is left.

import type { OrderEvent } from '../../model/broker.js'
import type { Fill, FillRule, PriceSource } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import { lotValue } from '../../model/instrument.js'
import { sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { withMore, without } from '../../std/short-lists.js'
import { ROUNDING } from '../../std/whole-down.js'
import { executedPrice } from './executed-price.js'
import { HeldLots } from './held-lots.js'
import type { LiveMarket } from './impact/live-market.js'
import { clampArrival, clampReduceOnly, endEntry, endParent, linkFill, reducibleOf } from './linked-orders.js'
import { type GroupFill, groupFill, reduceGroup } from './oca-groups.js'
import type { VenuePolicy } from './policy.js'
import type { Quotes } from './quotes.js'
import type { RestingOrder } from './resting-order.js'
import { follow } from './trailing.js'

/** A fill that the broker numbers once a path is chosen, and whose doubt shows once both were walked. */
interface MatchedFill extends Fill {
  fillId: number
  ambiguous: boolean
  /** Of a bar with detail, its row until the broker reports it. */
  barIndex: number
}

export type FillEvent = Extract<OrderEvent, { kind: 'filled' }> & { readonly fill: MatchedFill }

/** What happened, in the order it happened, as the broker will say it if this path is chosen. */
export type MatchEvent = FillEvent | Exclude<OrderEvent, { kind: 'filled' }>

const noOrders: readonly RestingOrder[] = []
const noEvents: readonly MatchEvent[] = []
const noGroupFills: readonly GroupFill[] = []

export class MatchState {
  orders: readonly RestingOrder[]
  /** Lots that our fills may still take of the bar's volume. */
  budget = 0
  /** What our fills have done to the price, and the band that holds it; null where nothing moves or bounds it. */
  market: LiveMarket | null = null
  /** What the budget and the market leave for the fill at hand. */
  #allowed = 0
  #events = noEvents
  /** Lots by strategy: what reduce-only orders are held to. */
  held: HeldLots
  /** Fills of OCA groups in this match, for other books. */
  groupFills: readonly GroupFill[] = noGroupFills
  /** Those that this book has not heard of yet. */
  #unheard: readonly GroupFill[] = noGroupFills
  readonly instrument: Instrument
  readonly policy: VenuePolicy
  /** The quote beside the bars; null where a bar's price is the quote. */
  readonly quotes: Quotes | null
  /** The bar being matched; −1 before the first. */
  bar = -1
  #time: EpochMs = 0
  volume = 0

  constructor(
    instrument: Instrument,
    policy: VenuePolicy,
    quotes: Quotes | null,
    orders: readonly RestingOrder[] = noOrders,
    held = new HeldLots(),
  ) {
    this.instrument = instrument
    this.policy = policy
    this.quotes = quotes
    this.orders = orders
    this.held = held
  }

  /** A state of its own, for a walk that may be thrown away. */
  copy(): MatchState {
    const orders = this.orders.map((order) => order.copy())
    const copy = new MatchState(this.instrument, this.policy, this.quotes, orders, this.held.copy())
    copy.budget = this.budget
    if (this.market !== null) copy.market = this.market.copy()
    copy.begin(this.bar, this.#time, this.volume)
    copy.groupFills = this.groupFills
    copy.#unheard = this.#unheard
    return copy
  }

  /** Starts a match in a bar, its events at a time; `volume` is NaN where the bar does not report it. */
  begin(bar: number, time: EpochMs, volume: number): void {
    this.bar = bar
    this.#time = time
    this.volume = volume
    this.#events = noEvents
    this.groupFills = noGroupFills
  }

  /** When it happens, or what happened last did. */
  get time(): EpochMs {
    return this.#time
  }

  /** What happened since the match began. */
  get events(): readonly MatchEvent[] {
    return this.#events
  }

  /** What the fills so far are worth at a price, costs included: two paths of a bar are compared by it. */
  valueAt(price: number): number {
    let value = 0
    for (const event of this.events) {
      if (event.kind !== 'filled') continue
      const { fill } = event
      value += sign(fill.side) * fill.quantity * lotValue(this.instrument, price - fill.price) - fill.fee
    }
    return value
  }

  /** A triggered stop is a market order from then on, a stop-limit a limit order. */
  trigger(order: RestingOrder): void {
    order.meetTrigger(this.instrument.tick)
    this.#say({ kind: 'triggered', clientOrderId: order.id, time: this.#time })
    if (order.isProtection) endEntry(this, order)
  }

  /** Fills what the position, the volume and the notional allow at a price; children wake at it. */
  fill(order: RestingOrder, reference: number, rule: FillRule, source: PriceSource, slips: boolean): void {
    this.#allowed = this.market === null ? this.budget : this.#tradable(order, reference, source, this.market)
    let price = executedPrice(order, reference, source, slips, this)
    let lots = this.#lots(order, price)
    if (this.market !== null && lots > 0) {
      const moved = this.market.priceFor(this.#taker(order, source), reference, lots * this.instrument.lot)
      price = executedPrice(order, moved, source, slips, this)
      lots = Math.min(lots, this.#lots(order, price))
    }
    if (lots <= 0) {
      if (order.notional !== null && this.#allowed > 0) this.cancel(order, 'the notional is worth less than one lot')
      return
    }
    if (order.intent.timeInForce === 'FOK' && !this.#fillsWhole(order, lots, price)) return
    const fee = this.#charge(order, lots, price)
    this.#take(order, lots, price, fee)
    this.market?.take(order.side, lots * this.instrument.lot)
    this.#sayFilled(order, lots, price, reference, fee, rule, source)
    if (order.isDone) this.orders = without(this.orders, order)
    const { oca } = order.intent.terms
    if (oca !== null) this.#tellGroup(groupFill(order, oca, lots, price, this.instrument))
    linkFill(this, order, lots, price)
  }

  cancel(order: RestingOrder, why: string): void {
    this.#end(order, 'canceled', why)
  }

  /** Ends an order whose time is over, or was over at a time before. */
  expire(order: RestingOrder, why: string, at: EpochMs = this.#time): void {
    const now = this.#time
    this.#time = at
    this.#end(order, 'expired', why)
    this.#time = now
  }

  /** Lets the orders of this book hear of a fill in their group, here or in another book. */
  hear(fill: GroupFill): void {
    reduceGroup(this, fill)
  }

  /** Lets them hear of fills that did not block them; answers whether there were any. */
  settleGroups(): boolean {
    if (this.#unheard.length === 0) return false
    const fills = this.#unheard
    this.#unheard = noGroupFills
    for (const fill of fills) this.hear(fill)
    return true
  }

  #tellGroup(fill: GroupFill): void {
    this.groupFills = [...this.groupFills, fill]
    if (fill.type === 3) this.#unheard = [...this.#unheard, fill]
    else this.hear(fill)
  }

  #end(order: RestingOrder, kind: 'canceled' | 'expired', why: string): void {
    if (!this.orders.includes(order)) return
    this.orders = without(this.orders, order)
    this.#say({ kind, clientOrderId: order.id, time: this.#time, why })
    endParent(this, order, 'its parent ended unfilled')
  }

  /** Whether a price gives an order all that it asks for. */
  #fillsWhole(order: RestingOrder, lots: number, price: number): boolean {
    const whole = order.notional === null ? order.leaves : this.#lotsFor(order, order.notional, price)
    return lots >= (order.isReduceOnly ? Math.min(whole, this.reducible(order)) : whole)
  }

  /** Goes on with what another state holds, which other books read too, and gives them what this one made of it. */
  adoptHeld({ held }: MatchState): void {
    held.become(this.held)
    this.held = held
  }

  /** Holds what reduces to the strategy's position. */
  clamp(strategy: string): void {
    clampReduceOnly(this, strategy)
  }

  /** Holds an order that comes to it. */
  clampArrival(order: RestingOrder): void {
    clampArrival(this, order)
  }

  /** A strategy's signed lots. */
  lotsOf(strategy: string): number {
    return this.held.of(strategy)
  }

  /** The lots that an order of its side could still take off the strategy's position. */
  reducible(order: RestingOrder): number {
    return reducibleOf(this.lotsOf(order.intent.strategy), order)
  }

  #lots(order: RestingOrder, price: number): number {
    const wanted = order.notional === null ? order.leaves : this.#lotsFor(order, order.notional, price)
    const allowed = order.isReduceOnly ? Math.min(wanted, this.reducible(order)) : wanted
    return Math.min(allowed, this.#allowed)
  }

  /** Lots that the market lets an order trade before its limit or the band is reached, the budget allowing. */
  #tradable(order: RestingOrder, reference: number, source: PriceSource, market: LiveMarket): number {
    const { lot } = this.instrument
    const wanted = Math.min(order.notional === null ? order.leaves : order.notional / lotValue(this.instrument, reference) + 1, this.budget)
    return Math.floor(market.unitsFor(this.#taker(order, source), reference, wanted * lot) / lot + 1e-9)
  }

  #taker({ side, limit }: RestingOrder, source: PriceSource) {
    const isPriced = this.quotes === null || Number.isNaN(limit)
    return { side, limit: isPriced ? limit : this.quotes.priceAt(side, limit), rests: source === 'limit' }
  }

  /** The most lots whose value and fee together fit the notional. */
  #lotsFor(order: RestingOrder, notional: number, price: number): number {
    const each = lotValue(this.instrument, price)
    if (!(each > 0)) return 0
    const cost = (lots: number): number =>
      lots * each + this.#feeOf(order, lots, price) - order.feesPaid + this.#takenOf(order, lots, price)
    const most = notional * ROUNDING
    let lots = Math.floor(most / each)
    while (lots > 0 && cost(lots) > most) lots = Math.min(lots - 1, Math.floor((most * lots) / cost(lots)))
    while (cost(lots + 1) <= most) lots++
    return lots
  }

  #feeOf(order: RestingOrder, lots: number, price: number): number {
    const units = order.filledUnits + lots * this.instrument.lot
    const value = order.filledValue + Math.abs(lots * lotValue(this.instrument, price))
    return this.policy.fees({ units, value, sells: order.side < 0 }, this.#time, this.instrument)
  }

  /** What regulators take of a fill. */
  #takenOf(order: RestingOrder, lots: number, price: number): number {
    const { regulatory } = this.policy
    if (regulatory === null) return 0
    const fill = { units: lots * this.instrument.lot, value: Math.abs(lots * lotValue(this.instrument, price)), sells: order.side < 0 }
    return regulatory(fill, order.filledUnits, this.#time, this.instrument)
  }

  #charge(order: RestingOrder, lots: number, price: number): number {
    // A rate that falls while the order works takes nothing back.
    const total = Math.max(this.#feeOf(order, lots, price), order.feesPaid)
    const fee = total - order.feesPaid + this.#takenOf(order, lots, price)
    order.feesPaid = total
    order.filledUnits += lots * this.instrument.lot
    order.filledValue += Math.abs(lots * lotValue(this.instrument, price))
    return fee
  }

  #take(order: RestingOrder, lots: number, price: number, fee: number): void {
    order.closing = Math.max(0, order.closing - lots)
    if (order.notional === null) order.leaves -= lots
    else if (lots < this.#allowed) order.notional = null
    // The cap cut it short: what is not spent goes on.
    else order.notional -= lots * lotValue(this.instrument, price) + fee
    this.budget -= lots
    const { strategy } = order.intent
    this.held.move(strategy, order.side * lots)
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
      slippage: order.side * lots * lotValue(this.instrument, price - referencePrice),
      time: this.#time,
      barIndex: this.bar,
      rule,
      priceSource,
      ambiguous: false,
      volumeUnknown: Number.isNaN(this.volume),
    }
    this.#say({ kind: 'filled', clientOrderId, time: this.#time, fill, done: order.isDone })
  }

  /** A trailing child begins behind the price at which its parent filled, unless it was told where, or waits for the close. */
  anchor(order: RestingOrder, price: number): void {
    if (order.trail !== null && Number.isNaN(order.trigger) && this.policy.trailAnchor !== 'close') follow(order, price, this)
  }

  sayUpdated(order: RestingOrder): void {
    if (order.trail !== null) order.toldTrigger = order.trigger
    const { id: clientOrderId, price, leaves, nextLots } = order
    this.#say({ kind: 'updated', clientOrderId, time: this.#time, price, quantity: leaves + nextLots, isUnasked: true })
  }

  #say(event: MatchEvent): void {
    this.#events = withMore(this.#events, [event])
  }
}
