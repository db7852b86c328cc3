// The round trip that an open position is part of: what went in and out so far, in the currency of the instrument.

import type { Fill } from '../model/fill.js'
import type { RoundTrip } from '../model/round-trip.js'

export class OpenTrip {
  readonly first: Fill
  /** The number of the booking that opened it. */
  readonly began: number
  /** Lots of its first fill that opened it: fewer than the fill has where that turned a position. */
  opened: number
  readonly openedAtOpen: boolean
  readonly #reason: string
  readonly #initialRisk: number | null
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

  constructor(first: Fill, began: number, opened: number, reason: string, initialRisk: number | null) {
    this.first = first
    this.began = began
    this.opened = opened
    this.#reason = reason
    this.#initialRisk = initialRisk
    this.openedAtOpen = first.priceSource === 'open'
  }

  get direction(): RoundTrip['direction'] {
    return this.first.side === 'buy' ? 'long' : 'short'
  }

  /** What part exits have brought in, fees left out; currency. */
  get realized(): number {
    return this.#gross
  }
  get fees(): number {
    return this.#fees
  }
  get lotsIn(): number {
    return this.#lotsIn
  }

  /** Takes an open result into the excursions. */
  watch(unrealized: number): void {
    const result = this.#gross + unrealized
    if (result < this.#worst) this.#worst = result
    if (result > this.#best) this.#best = result
  }

  /** Lots that were opened; fewer than none takes lots back. `share` is the part of the fill's costs that goes with them. */
  add(fill: Fill, lots: number, share: number): void {
    this.#lotsIn += lots
    this.#paidIn += lots * fill.price
    this.#charge(fill, share)
  }

  /** Lots that were closed, and what that realized; fewer than none takes lots back. */
  take(fill: Fill, lots: number, share: number, gross: number): void {
    this.#lotsOut += lots
    this.#paidOut += lots * fill.price
    this.#gross += gross
    this.#charge(fill, share)
  }

  /** What a fill that was taken back leaves realized otherwise; currency. */
  adjust(gross: number): void {
    this.#gross += gross
  }

  /** Restates lots after a split; what was paid stays, so mean prices follow. */
  split(ratio: number): void {
    this.opened *= ratio
    this.#lotsIn *= ratio
    this.#lotsOut *= ratio
  }

  /** The trip as it ended with a fill. `rate` turns the instrument's currency into the account's. */
  close(id: number, last: Fill, reason: string, rate: number): RoundTrip {
    const gross = this.#gross * rate
    const fees = this.#fees * rate
    return {
      id,
      strategy: last.strategy,
      instrument: this.first.instrument,
      direction: this.direction,
      entryTime: this.first.time,
      exitTime: last.time,
      entryBar: this.first.barIndex,
      exitBar: last.barIndex,
      quantity: this.#lotsIn,
      entryPrice: this.#paidIn / this.#lotsIn,
      exitPrice: this.#paidOut / this.#lotsOut,
      grossPnl: gross,
      fees,
      slippage: this.#slippage * rate,
      pnl: gross - fees,
      mae: this.#worst * rate,
      mfe: this.#best * rate,
      initialRisk: this.#initialRisk === null ? null : this.#initialRisk * rate,
      entryReason: this.#reason,
      exitReason: reason,
      exitRole: last.role,
      ambiguous: this.#ambiguous,
      rate: rate === 1 ? undefined : rate,
    }
  }

  #charge(fill: Fill, share: number): void {
    this.#fees += fill.fee * share
    this.#slippage += fill.slippage * share
    this.#ambiguous ||= fill.ambiguous
  }
}
