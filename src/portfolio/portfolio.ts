// The portfolio: one account's ledger, the positions that strategies hold in it, and its value at the marks.

import type { BarColumns } from '../model/bar.js'
import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { fromMicros } from '../model/money.js'
import { sign } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import { assert } from '../std/assert.js'
import { Ledger } from './ledger.js'
import { LivePosition } from './position.js'

/** Why a fill happened, for the round trip it opens or closes. */
export interface FillContext {
  readonly reason: string
  /** Price of the first protective stop, or null. */
  readonly initialStop: number | null
}

export class Portfolio {
  readonly ledger = new Ledger()
  readonly roundTrips: RoundTrip[] = []
  readonly #holdings: Holding[]
  readonly #held: Holding[] = []
  readonly #bySymbol = new Map<string, Holding>()

  constructor(instruments: readonly Instrument[], cash: number, time: number) {
    this.#holdings = instruments.map((instrument) => new Holding(instrument))
    for (const holding of this.#holdings) this.#bySymbol.set(holding.instrument.id, holding)
    this.ledger.deposit(time, cash)
  }

  get cash(): number {
    return fromMicros(this.ledger.cash)
  }

  /** Cash + Σ position × mark × multiplier, in currency units. */
  get equity(): number {
    return this.equityWith(this.cash)
  }

  /** The same for a caller that has the cash already. */
  equityWith(cash: number): number {
    let value = cash
    for (const holding of this.#held) value += holding.lots * holding.markValue
    return value
  }

  get isExposed(): boolean {
    return this.#held.length > 0
  }

  /** Σ |position × mark × multiplier|. */
  get grossExposure(): number {
    let value = 0
    for (const holding of this.#held) value += Math.abs(holding.lots * holding.markValue)
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

  /** The last mark of an instrument; NaN before the first. */
  mark(instrument: string): number {
    return this.#holding(instrument).mark
  }

  /** Books a fill; returns the round trip that it closed, if any. */
  apply(fill: Fill, context: FillContext): RoundTrip | null {
    const holding = this.#holding(fill.instrument)
    const signed = sign(fill.side) * fill.quantity
    this.ledger.trade(fill.time, fill.fillId, {
      value: signed * lotValue(holding.instrument, fill.price),
      referenceValue: signed * lotValue(holding.instrument, fill.referencePrice),
      fee: fill.fee,
    })
    holding.lots += signed
    if (Number.isNaN(holding.mark)) holding.setMark(fill.price)
    const draft = holding.position(fill.strategy).apply(fill, context.reason, context.initialStop)
    this.#trackHeld(holding)
    if (draft === null) return null
    const trip = { id: this.roundTrips.length + 1, ...draft }
    this.roundTrips.push(trip)
    return trip
  }

  /** Marks an instrument at a closed bar. `index` is its place in the constructor's list. */
  markBar(index: number, columns: BarColumns, bar: number): void {
    const holding = this.#holdings[index] as Holding
    const close = columns.close[bar] as number
    holding.setMark(close)
    for (const position of holding.positions) {
      if (position.quantity !== 0) position.observe(bar, columns.high[bar] as number, columns.low[bar] as number, close)
    }
  }

  #holding(instrument: string): Holding {
    const holding = this.#bySymbol.get(instrument)
    assert(holding !== undefined, `the portfolio knows the instrument ${instrument}`)
    return holding
  }

  #trackHeld(holding: Holding): void {
    const index = this.#held.indexOf(holding)
    const isHeld = holding.positions.some((position) => !position.isFlat)
    if (isHeld && index < 0) this.#held.push(holding)
    if (!isHeld && index >= 0) this.#held.splice(index, 1)
  }
}

/** One instrument in the account: net lots, last mark, and each strategy's share. */
class Holding {
  readonly instrument: Instrument
  readonly positions: LivePosition[] = []
  lots = 0
  mark = Number.NaN
  /** Currency value of one lot at the mark. */
  markValue = Number.NaN
  readonly #perPoint: number

  constructor(instrument: Instrument) {
    this.instrument = instrument
    this.#perPoint = lotValue(instrument, 1)
  }

  setMark(price: number): void {
    this.mark = price
    this.markValue = price * this.#perPoint
  }

  position(strategy: string): LivePosition {
    const known = this.positions.find((position) => position.strategy === strategy)
    if (known !== undefined) return known
    const fresh = new LivePosition(strategy, this.instrument)
    this.positions.push(fresh)
    return fresh
  }
}
