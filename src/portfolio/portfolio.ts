// The portfolio: one account's ledger, the positions that strategies hold in it, and its value at the marks.

import type { BarColumns } from '../model/bar.js'
import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { fromMicros } from '../model/money.js'
import { sign } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import { fail } from '../std/assert.js'
import { Ledger } from './ledger.js'
import { LivePosition } from './position.js'
import { roundTripTable } from './round-trip-table.js'

export class Portfolio {
  readonly ledger = new Ledger()
  readonly #roundTrips = roundTripTable()
  readonly #holdings: Holding[]
  readonly #held: Holding[] = []
  #cash: number
  readonly #bySymbol = new Map<string, Holding>()

  constructor(instruments: readonly Instrument[], cash: number, time: number) {
    this.#holdings = instruments.map((instrument) => new Holding(instrument))
    for (const holding of this.#holdings) this.#bySymbol.set(holding.instrument.id, holding)
    this.ledger.deposit(time, cash)
    this.#cash = fromMicros(this.ledger.cash)
  }

  /** Closed round trips in the order they closed. */
  get roundTrips(): readonly RoundTrip[] {
    return this.#roundTrips.records()
  }

  get roundTripCount(): number {
    return this.#roundTrips.length
  }

  /** Currency units; the ledger's cash balance. */
  get cash(): number {
    return this.#cash
  }

  /** Cash + Σ position × mark × multiplier, in currency units. */
  get equity(): number {
    let value = this.#cash
    for (const holding of this.#held) value += holding.value
    return value
  }

  get isExposed(): boolean {
    return this.#held.length > 0
  }

  /** Σ |position × mark × multiplier|. */
  get grossExposure(): number {
    let value = 0
    for (const holding of this.#held) value += Math.abs(holding.value)
    return value
  }

  /** The strategy's own position, made flat on first sight. */
  position(strategy: string, instrument: string): LivePosition {
    return this.#holding(instrument).position(strategy)
  }

  /** Every position that is open, in instrument order. */
  openPositions(): LivePosition[] {
    return this.#holdings.flatMap((holding) => holding.positions.filter((position) => !position.isFlat))
  }

  /** The account's net lots in an instrument, all strategies together. */
  netLots(instrument: string): number {
    return this.#holding(instrument).lots
  }

  /** The same by the instrument's place in the constructor's list. */
  lots(index: number): number {
    return (this.#holdings[index] as Holding).lots
  }

  /** The last mark of an instrument; NaN before the first. */
  mark(instrument: string): number {
    return this.#holding(instrument).mark
  }

  /**
   * Books a fill; returns the round trip that it closed, if any. `reason` goes into the trip that it opens or closes,
   * `initialStop` is the price of its first protective stop, or null.
   */
  apply(fill: Fill, reason: string, initialStop: number | null): RoundTrip | null {
    const holding = this.#holding(fill.instrument)
    const signed = sign(fill.side) * fill.quantity
    this.ledger.trade(fill.time, fill.fillId, {
      value: signed * lotValue(holding.instrument, fill.price),
      referenceValue: signed * lotValue(holding.instrument, fill.referencePrice),
      fee: fill.fee,
    })
    this.#cash = fromMicros(this.ledger.cash)
    holding.lots += signed
    if (Number.isNaN(holding.mark)) holding.mark = fill.price
    const trip = holding.position(fill.strategy).apply(fill, reason, initialStop, this.#roundTrips.length + 1)
    this.#trackHeld(holding)
    if (trip !== null) this.#roundTrips.append(trip)
    return trip
  }

  /** Marks an instrument at a closed bar. `index` is its place in the constructor's list. */
  markBar(index: number, columns: BarColumns, bar: number): void {
    const holding = this.#holdings[index] as Holding
    const close = columns.close[bar] as number
    holding.mark = close
    if (!holding.isTracked) return
    for (const position of holding.positions) {
      if (position.quantity !== 0) position.observe(bar, columns.high[bar] as number, columns.low[bar] as number, close)
    }
  }

  /** Writes the equity at each of these closes of the only instrument, in which nothing traded, to the same rows of a column. */
  valueBars(closes: Float64Array, from: number, to: number, column: Float64Array): void {
    const cash = this.#cash
    if (!this.isExposed) {
      for (let row = from; row < to; row++) column[row] = cash
      return
    }
    const { lots, perPoint } = this.#holdings[0] as Holding
    for (let row = from; row < to; row++) column[row] = cash + lots * ((closes[row] as number) * perPoint)
  }

  #holding(instrument: string): Holding {
    const holding = this.#bySymbol.get(instrument)
    return holding ?? fail(`the portfolio knows the instrument ${instrument}`)
  }

  #trackHeld(holding: Holding): void {
    const isHeld = !holding.isFlat
    if (isHeld === holding.isTracked) return
    holding.isTracked = isHeld
    if (isHeld) this.#held.push(holding)
    else this.#held.splice(this.#held.indexOf(holding), 1)
  }
}

/** One instrument in the account: net lots, last mark, and each strategy's share. */
class Holding {
  readonly instrument: Instrument
  readonly positions: LivePosition[] = []
  lots = 0
  /** Whether any position in it is open: it is among the holdings that the equity adds up. */
  isTracked = false
  mark = Number.NaN
  /** Currency value of one lot at a price of one. */
  readonly perPoint: number

  constructor(instrument: Instrument) {
    this.instrument = instrument
    this.perPoint = lotValue(instrument, 1)
  }

  /** Currency value of the net lots at the mark. */
  get value(): number {
    return this.lots * (this.mark * this.perPoint)
  }

  /** Flat in every strategy; opposite positions of two are not flat. */
  get isFlat(): boolean {
    for (const position of this.positions) if (position.quantity !== 0) return false
    return true
  }

  position(strategy: string): LivePosition {
    for (const position of this.positions) if (position.strategy === strategy) return position
    const fresh = new LivePosition(strategy, this.instrument)
    this.positions.push(fresh)
    return fresh
  }
}
