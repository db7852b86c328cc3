// One strategy's position in one instrument at average cost, and the round trip that it is part of.

import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { sign } from '../model/order.js'
import type { Position } from '../model/position.js'
import type { RoundTrip } from '../model/round-trip.js'

/** A live position; strategies see it as the read-only `Position`. */
export class LivePosition implements Position {
  readonly strategy: string
  readonly instrument: Instrument
  quantity = 0
  averagePrice = 0
  openedAt = -1
  openedBar = -1
  /** Net of every fill, fees left out; currency. */
  realizedPnl = 0
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

  /** What the open round trip has realized and paid in fees so far; zeros when flat. */
  get tripSoFar(): { readonly realizedPnl: number; readonly fees: number } {
    return { realizedPnl: this.#trip?.realized ?? 0, fees: this.#trip?.fees ?? 0 }
  }

  /** Open result at a price, fees left out; currency. */
  unrealizedPnl(price: number): number {
    return this.quantity * lotValue(this.instrument, price - this.averagePrice)
  }

  /** Books a fill. A fill through zero closes one round trip and opens the next, its fee and slippage split pro rata. `tripId` numbers the one it closes. */
  apply(fill: Fill, reason: string, initialStop: number | null, tripId: number): RoundTrip | null {
    const signed = sign(fill.side) * fill.quantity
    const closing =
      this.quantity !== 0 && Math.sign(signed) !== Math.sign(this.quantity) ? Math.min(fill.quantity, Math.abs(this.quantity)) : 0
    const closed = closing > 0 ? this.#reduce(fill, closing, reason, tripId) : null
    if (fill.quantity > closing) this.#increase(fill, fill.quantity - closing, reason, initialStop)
    return closed
  }

  /** Takes a closed bar into the excursions of the open trip; of a bar that it was opened inside, only the close is surely after the fill. */
  observe(bar: number, high: number, low: number, close: number): void {
    this.#lastBar = bar
    const trip = this.#trip
    if (trip === null) return
    const whole = bar !== this.openedBar || trip.openedAtOpen
    trip.watch(this.unrealizedPnl(whole ? high : close))
    trip.watch(this.unrealizedPnl(whole ? low : close))
  }

  #increase(fill: Fill, lots: number, reason: string, initialStop: number | null): void {
    const share = lots / fill.quantity
    if (this.#trip === null) {
      const risk = initialStop === null ? null : Math.abs(lots * lotValue(this.instrument, fill.price - initialStop))
      this.#trip = new OpenTrip(fill, reason, risk)
      this.openedAt = fill.time
      this.openedBar = fill.barIndex
      this.#lastBar = fill.barIndex
    }
    const held = Math.abs(this.quantity)
    this.averagePrice = held === 0 ? fill.price : (this.averagePrice * held + fill.price * lots) / (held + lots)
    this.quantity += sign(fill.side) * lots
    this.#trip.add(fill, lots, share)
  }

  #reduce(fill: Fill, lots: number, reason: string, tripId: number): RoundTrip | null {
    const trip = this.#trip as OpenTrip
    trip.watch(this.unrealizedPnl(fill.price))
    const gross = sign(fill.side) * -1 * lots * lotValue(this.instrument, fill.price - this.averagePrice)
    this.realizedPnl += gross
    this.quantity += sign(fill.side) * lots
    trip.take(fill, lots, lots / fill.quantity, gross)
    if (this.quantity !== 0) return null
    const closed = trip.close(tripId, this, fill, reason)
    this.#trip = null
    this.averagePrice = 0
    this.openedAt = -1
    this.openedBar = -1
    return closed
  }
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

class OpenTrip {
  readonly #first: Fill
  readonly #reason: string
  readonly #initialRisk: number | null
  readonly openedAtOpen: boolean
  /** Worst and best result so far, realized and open together; currency. */
  #worst = 0
  #best = 0
  #lotsIn = 0
  #lotsOut = 0
  #paidIn = 0
  #paidOut = 0
  #gross = 0
  #fees = 0
  #slippage = 0
  #ambiguous = false

  constructor(first: Fill, reason: string, initialRisk: number | null) {
    this.#first = first
    this.#reason = reason
    this.#initialRisk = initialRisk
    this.openedAtOpen = first.priceSource === 'open'
  }

  /** What part exits have brought in, fees left out; currency. */
  get realized(): number {
    return this.#gross
  }
  get fees(): number {
    return this.#fees
  }

  /** Takes an open result into the excursions. */
  watch(unrealized: number): void {
    const result = this.#gross + unrealized
    if (result < this.#worst) this.#worst = result
    if (result > this.#best) this.#best = result
  }

  add(fill: Fill, lots: number, share: number): void {
    this.#lotsIn += lots
    this.#paidIn += lots * fill.price
    this.#charge(fill, share)
  }

  take(fill: Fill, lots: number, share: number, gross: number): void {
    this.#lotsOut += lots
    this.#paidOut += lots * fill.price
    this.#gross += gross
    this.#charge(fill, share)
  }

  close(id: number, position: LivePosition, last: Fill, reason: string): RoundTrip {
    const { instrument } = position
    const direction = this.#first.side === 'buy' ? 'long' : 'short'
    return {
      id,
      strategy: position.strategy,
      instrument: instrument.id,
      direction,
      entryTime: this.#first.time,
      exitTime: last.time,
      entryBar: this.#first.barIndex,
      exitBar: last.barIndex,
      quantity: this.#lotsIn,
      entryPrice: this.#paidIn / this.#lotsIn,
      exitPrice: this.#paidOut / this.#lotsOut,
      grossPnl: this.#gross,
      fees: this.#fees,
      slippage: this.#slippage,
      pnl: this.#gross - this.#fees,
      mae: this.#worst,
      mfe: this.#best,
      initialRisk: this.#initialRisk,
      entryReason: this.#reason,
      exitReason: reason,
      exitRole: last.role,
      ambiguous: this.#ambiguous,
    }
  }

  #charge(fill: Fill, share: number): void {
    this.#fees += fill.fee * share
    this.#slippage += fill.slippage * share
    this.#ambiguous ||= fill.ambiguous
  }
}
