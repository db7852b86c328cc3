// One strategy's position in one instrument at average cost, and the round trip that it is part of.

import type { BarColumns } from '../model/bar.js'
import type { Fill } from '../model/fill.js'
import { type Instrument, isPrice, lotValue } from '../model/instrument.js'
import { opposite, sign } from '../model/order.js'
import type { Position } from '../model/position.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { EpochMs } from '../model/time.js'
import { wholeIfNear } from '../std/whole-down.js'
import { OpenTrip } from './open-trip.js'

/** A live position; strategies see it as the read-only `Position`. */
export class LivePosition implements Position {
  readonly strategy: string
  readonly instrument: Instrument
  quantity = 0
  averagePrice = 0
  openedAt = -1
  openedBar = -1
  /** Net of every fill, fees left out; the instrument's currency. */
  realizedPnl = 0
  /** What its sales brought less what its purchases cost, fees left out: the account's currency, each at the rate of its booking. */
  proceeds = 0
  #lastBar = -1
  #trip: OpenTrip | null = null

  constructor(strategy: string, instrument: Instrument) {
    this.strategy = strategy
    this.instrument = instrument
  }

  get isFlat(): boolean {
    return this.quantity === 0
  }
  get isLong(): boolean {
    return this.quantity > 0
  }
  get isShort(): boolean {
    return this.quantity < 0
  }
  get barsHeld(): number {
    return this.isFlat ? -1 : Math.max(0, this.#lastBar - this.openedBar)
  }

  /** The listing of the fill that opened it; null when flat. */
  get openedIn(): string | null {
    return this.#trip?.first.instrument ?? null
  }

  /** The last bar that it was open in; −1 before the first. */
  get lastBar(): number {
    return this.#lastBar
  }

  /** What the open round trip has realized and paid in fees so far, the instrument's currency; zeros when flat. */
  get tripSoFar(): { readonly realizedPnl: number; readonly fees: number } {
    return { realizedPnl: this.#trip?.realized ?? 0, fees: this.#trip?.fees ?? 0 }
  }

  /** Open result at a price, fees left out; the instrument's currency. */
  unrealizedPnl(price: number): number {
    return this.quantity * lotValue(this.instrument, price - this.averagePrice)
  }

  /**
   * Books a fill. A fill through zero closes one round trip and opens the next, its fee and slippage split pro rata. `sequence` numbers the booking,
   * `tripId` the trip that it closes; `rate` turns what that made into the account's currency.
   */
  apply(fill: Fill, sequence: number, reason: string, initialStop: number | null, tripId: number, rate: number): RoundTrip | null {
    const closing = sign(fill.side) === Math.sign(this.quantity) ? 0 : Math.min(fill.quantity, Math.abs(this.quantity))
    const closed = closing > 0 ? this.#reduce(fill, closing, reason, tripId, rate) : null
    if (fill.quantity > closing) this.#increase(fill, fill.quantity - closing, sequence, reason, initialStop)
    return closed
  }

  /**
   * Takes a fill back that was booked under a number. One of the open trip leaves it as if it had never been; of a trip that has ended the result
   * stands, and what the bust changes is a trade at the fill's own price, booked under the number `now`.
   */
  undo(fill: Fill, sequence: number, now: number, time: EpochMs, tripId: number, rate: number): RoundTrip | null {
    const trip = this.#trip
    const isOfTrip = trip !== null && isIn(trip, fill, sequence)
    if (isOfTrip && fill.side !== trip.first.side) {
      this.#untake(trip, fill)
      return null
    }
    if (isOfTrip && fill.quantity <= Math.abs(this.quantity)) return this.#unadd(trip, fill, tripId, rate)
    const { fee, slippage, side } = fill
    const back: Fill = { ...fill, side: opposite(side), fee: -fee, slippage: -slippage, time, barIndex: this.#lastBar }
    return this.apply(back, now, 'bust', null, tripId, rate)
  }

  /** Restates the position after a split: lots × ratio at the price ÷ ratio, so that it is worth what it was. A fraction of a lot stays: it is to be paid out. */
  split(ratio: number): void {
    this.quantity = wholeIfNear(this.quantity * ratio)
    this.averagePrice /= ratio
    this.#trip?.split(ratio)
  }

  /** A bar has closed that it is open in. */
  reach(bar: number): void {
    this.#lastBar = bar
  }

  /**
   * Takes closed bars into the excursions of the open trip, none of its fills being later than the first of them; of a bar that it was opened inside, only
   * the close is surely after the fill, and tells nothing where it is no price.
   */
  observe({ high, low, close }: Pick<BarColumns, 'high' | 'low' | 'close'>, from: number, to: number): void {
    this.#lastBar = to - 1
    const trip = this.#trip
    if (trip === null) return
    const isInside = from === this.openedBar && !trip.openedAtOpen
    const isKnown = isInside && isPrice(close[from] as number, this.instrument)
    let highest = isKnown ? (close[from] as number) : Number.NEGATIVE_INFINITY
    let lowest = isKnown ? highest : Number.POSITIVE_INFINITY
    for (let bar = isInside ? from + 1 : from; bar < to; bar++) {
      if ((high[bar] as number) > highest) highest = high[bar] as number
      if ((low[bar] as number) < lowest) lowest = low[bar] as number
    }
    if (highest < lowest) return
    trip.watch(this.unrealizedPnl(highest))
    trip.watch(this.unrealizedPnl(lowest))
  }

  #increase(fill: Fill, lots: number, sequence: number, reason: string, initialStop: number | null): void {
    const share = lots / fill.quantity
    if (this.#trip === null) {
      const risk = initialStop === null ? null : Math.abs(lots * lotValue(this.instrument, fill.price - initialStop))
      this.#trip = new OpenTrip(fill, sequence, lots, reason, risk)
      this.openedAt = fill.time
      this.openedBar = fill.barIndex
      this.#lastBar = fill.barIndex
    }
    const held = Math.abs(this.quantity)
    this.averagePrice = held === 0 ? fill.price : (this.averagePrice * held + fill.price * lots) / (held + lots)
    this.quantity += sign(fill.side) * lots
    this.#trip.add(fill, lots, share)
  }

  #reduce(fill: Fill, lots: number, reason: string, tripId: number, rate: number): RoundTrip | null {
    const trip = this.#trip as OpenTrip
    trip.watch(this.unrealizedPnl(fill.price))
    const gross = -sign(fill.side) * lots * lotValue(this.instrument, fill.price - this.averagePrice)
    this.realizedPnl += gross
    this.quantity += sign(fill.side) * lots
    trip.take(fill, lots, lots / fill.quantity, gross)
    if (this.quantity !== 0) return null
    const closed = trip.close(tripId, fill, reason, rate)
    this.#end()
    return closed
  }

  /** Takes back a fill that opened or added, as if its lots had never been bought: what is left keeps the cost of the rest. */
  #unadd(trip: OpenTrip, fill: Fill, tripId: number, rate: number): RoundTrip | null {
    const way = sign(fill.side)
    const left = Math.abs(this.quantity) - fill.quantity
    const cost = this.averagePrice * Math.abs(this.quantity) - fill.price * fill.quantity
    trip.add(fill, -fill.quantity, -1)
    this.quantity -= way * fill.quantity
    if (left > 0) {
      this.averagePrice = cost / left
      return null
    }
    // What exits before were reckoned to have cost comes out otherwise.
    const gross = -way * lotValue(this.instrument, cost)
    trip.adjust(gross)
    trip.watch(0)
    this.realizedPnl += gross
    const closed = trip.lotsIn === 0 ? null : trip.close(tripId, fill, 'bust', rate)
    this.#end()
    return closed
  }

  /** Takes back an exit of the open trip: its lots are held again at the average price. */
  #untake(trip: OpenTrip, fill: Fill): void {
    const gross = sign(fill.side) * fill.quantity * lotValue(this.instrument, fill.price - this.averagePrice)
    trip.take(fill, -fill.quantity, -1, gross)
    this.realizedPnl += gross
    this.quantity -= sign(fill.side) * fill.quantity
  }

  #end(): void {
    this.#trip = null
    this.averagePrice = 0
    this.openedAt = -1
    this.openedBar = -1
  }
}

/** Whether a fill is of this trip, and of no trip before it: one that turned the position is of both. */
function isIn({ began, opened }: OpenTrip, { quantity }: Fill, sequence: number): boolean {
  return sequence > began || (sequence === began && opened === quantity)
}

/** A position for strategies: it shows, and cannot be written. */
export class PositionView implements Position {
  readonly #live: LivePosition

  constructor(live: LivePosition) {
    this.#live = live
  }

  get isFlat(): boolean {
    return this.#live.quantity === 0
  }
  get isLong(): boolean {
    return this.#live.quantity > 0
  }
  get isShort(): boolean {
    return this.#live.quantity < 0
  }
  get quantity(): number {
    return this.#live.quantity
  }
  get averagePrice(): number {
    return this.#live.averagePrice
  }
  get openedAt(): number {
    return this.#live.openedAt
  }
  get openedBar(): number {
    return this.#live.openedBar
  }
  get barsHeld(): number {
    return this.#live.barsHeld
  }
}
