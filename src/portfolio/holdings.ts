// What the account holds, instrument by instrument, what it is worth, and the round trips that fills closed.

import type { Fill } from '../model/fill.js'
import { assetOf, type Instrument, lotValue } from '../model/instrument.js'
import { sign } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { withMore, without } from '../std/short-lists.js'
import { Holding } from './holding.js'
import type { LivePosition } from './position.js'
import { roundTripTable } from './round-trip-table.js'

export class Holdings {
  /** One for each asset, in the order of the portfolio's instruments. */
  readonly all: readonly Holding[]
  /** The last close of each listing, where an asset has several; null where none has. */
  readonly closes: Float64Array | null
  /** The holding of each instrument: listings of one asset share theirs. */
  readonly #listed: readonly Holding[]
  readonly roundTrips = roundTripTable()
  /** Those with an open position, in the order they were opened. */
  #held: readonly Holding[] = []
  readonly #bySymbol: ReadonlyMap<string, Holding>
  /** The instrument that was asked for last, and its holding: most questions about one come in a row. */
  #asked = ''
  #answer: Holding | null = null

  /** `currencyOf` answers the place of an instrument's currency in the ledger. */
  constructor(instruments: readonly Instrument[], currencyOf: (instrument: Instrument) => number) {
    const byAsset = new Map<string, Holding>()
    this.#listed = instruments.map((instrument, index) => {
      const asset = assetOf(instrument)
      const holding = byAsset.get(asset) ?? new Holding(instrument, index, currencyOf(instrument))
      byAsset.set(asset, holding)
      return holding
    })
    this.all = [...byAsset.values()]
    this.closes = byAsset.size < instruments.length ? new Float64Array(instruments.length).fill(Number.NaN) : null
    this.#bySymbol = new Map(instruments.map(({ id }, index) => [id, this.at(index)]))
  }

  get isExposed(): boolean {
    return this.#held.length > 0
  }

  /** Σ |net position × mark × multiplier| in the account's currency. */
  get grossExposure(): number {
    let value = 0
    for (const holding of this.#held) value += Math.abs(holding.value)
    return value
  }

  /** Σ |position × mark × multiplier| of every strategy, in the account's currency: opposite positions of two strategies are added. */
  get grossValue(): number {
    let value = 0
    for (const holding of this.#held) value += holding.grossValue
    return value
  }

  /** A sum of money and the value of every position on top, in the account's currency. */
  addedTo(money: number): number {
    let value = money
    for (const holding of this.#held) value += holding.value
    return value
  }

  /** By the instrument's place in the constructor's list. */
  at(index: number): Holding {
    return this.#listed[index] as Holding
  }

  of(instrument: string): Holding {
    if (this.#answer !== null && instrument === this.#asked) return this.#answer
    this.#answer = this.#bySymbol.get(instrument) ?? fail(`the portfolio knows the instrument ${instrument}`)
    this.#asked = instrument
    return this.#answer
  }

  /** Every position that is open, in instrument order. */
  open(): LivePosition[] {
    const open: LivePosition[] = []
    for (const { positions } of this.all) for (const position of positions) if (position.quantity !== 0) open.push(position)
    return open
  }

  /** The last closes of an asset's listings after a split. */
  restateCloses(holding: Holding, ratio: number): void {
    if (this.closes === null) return
    for (const [index, listed] of this.#listed.entries())
      if (listed === holding) this.closes[index] = (this.closes[index] as number) / ratio
  }

  /** Takes in a fill under the number of its booking; answers the round trip that it closed, if any. */
  book(holding: Holding, fill: Fill, sequence: number, reason: string, initialStop: number | null): RoundTrip | null {
    holding.lots += sign(fill.side) * fill.quantity
    const position = holding.position(fill.strategy)
    const trip = position.apply(fill, sequence, reason, initialStop, this.roundTrips.length + 1, holding.lastRate)
    position.proceeds += proceedsOf(fill, holding)
    this.#track(holding)
    if (trip !== null) this.roundTrips.appendFinal(trip)
    return trip
  }

  /** Takes a fill back that was booked under a number; what that takes is booked under the number `now`. Answers the round trip that it closed, if any. */
  undo(holding: Holding, fill: Fill, sequence: number, now: number, time: EpochMs): RoundTrip | null {
    const position = holding.position(fill.strategy)
    const trip = position.undo(fill, sequence, now, time, this.roundTrips.length + 1, holding.lastRate)
    position.proceeds -= proceedsOf(fill, holding)
    if (trip !== null) this.roundTrips.appendFinal(trip)
    this.recount(holding)
    return trip
  }

  /** Adds an instrument's lots up anew, after its positions were changed one by one. */
  recount(holding: Holding): void {
    holding.lots = holding.positions.reduce((lots, { quantity }) => lots + quantity, 0)
    this.#track(holding)
  }

  #track(holding: Holding): void {
    const isHeld = !holding.isFlat
    if (isHeld === holding.isTracked) return
    holding.isTracked = isHeld
    this.#held = isHeld ? withMore(this.#held, [holding]) : without(this.#held, holding)
  }
}

/** What a fill brings at the last rate, fees left out; below zero where it costs. */
function proceedsOf({ side, quantity, price }: Fill, { instrument, lastRate }: Holding): number {
  return -sign(side) * quantity * lotValue(instrument, price) * lastRate
}
