// Whether a run of equal events is more than chance: how often it happens nearby, on that day and at that time of day, and how many places it had to happen.

import { DAY_MS, type EpochMs, MINUTE_MS } from '../../model/time.js'
import type { WallMs } from '../time-zone.js'
import { modulo } from './slot-grid.js'

/** A run is a fault when fewer than this many runs of its length are expected by chance in the whole series. */
export const EXPECTED_BY_CHANCE = 0.01

/** A quarter of a year and half an hour of the day: markets get thinner and busier over years, and by the hour. */
const CELL_DAYS_MS = 91.3125 * DAY_MS
const CELL_CLOCK_MS = 30 * MINUTE_MS
const CLOCK_CELLS = DAY_MS / CELL_CLOCK_MS

/** Observations of the whole series that each cell is given beforehand, so that a cell with few of its own is not certain of anything. */
const PRIOR_TRIALS = 50

/** What happens in four of five places of a time of day is how the market is, such as an hour in which it is closed every day. */
const USUAL = 0.8

/** Calls with the time of every place where it could have happened, and whether it did; the same each time. */
export type EachTrial = (visit: (time: EpochMs, isHit: boolean) => void) => void

/** Counts how often something happens: by quarter and time of day, and by day. */
export class ChanceCells {
  readonly #toWall: (time: EpochMs) => WallMs
  readonly #start: WallMs
  readonly #clocks: Cells
  readonly #days: Cells

  /** Walks the trials twice: what is usual at a time of day must be known before a day is called thin, and is left out of it. */
  constructor(from: EpochMs, to: EpochMs, toWall: (time: EpochMs) => WallMs, eachTrial: EachTrial) {
    this.#toWall = toWall
    this.#start = toWall(from)
    const span = toWall(to) - this.#start
    this.#clocks = new Cells((Math.floor(span / CELL_DAYS_MS) + 1) * CLOCK_CELLS)
    this.#days = new Cells(Math.floor(span / DAY_MS) + 1)
    eachTrial((time, isHit) => this.#clocks.add(this.#clockOf(time), isHit))
    eachTrial((time, isHit) => {
      if (!this.#clocks.isUsual(this.#clockOf(time))) this.#days.add(this.#dayOf(time), isHit)
    })
  }

  get trials(): number {
    return this.#clocks.allTrials
  }
  get hits(): number {
    return this.#clocks.allHits
  }

  /** Whether a run of hits at these times is longer than chance makes in this series. Its own hits prove nothing. */
  isBeyondChance(length: number, timeAt: (index: number) => EpochMs): boolean {
    const clocks = Array.from({ length }, (_, index) => this.#clockOf(timeAt(index)))
    const days = Array.from({ length }, (_, index) => this.#dayOf(timeAt(index)))
    const byClock = this.#clocks.ratesWithout(clocks)
    const byDay = this.#days.ratesWithout(days.filter((_, index) => !this.#clocks.isUsual(clocks[index]!)))
    let expected = this.trials
    for (let index = 0; index < length; index++) {
      expected *= Math.max(byClock.get(clocks[index]!)!, byDay.get(days[index]!) ?? 0)
    }
    return expected < EXPECTED_BY_CHANCE
  }

  #clockOf(time: EpochMs): number {
    const wall = this.#toWall(time)
    const quarter = Math.floor((wall - this.#start) / CELL_DAYS_MS)
    return quarter * CLOCK_CELLS + Math.floor(modulo(wall, DAY_MS) / CELL_CLOCK_MS)
  }

  #dayOf(time: EpochMs): number {
    return Math.floor((this.#toWall(time) - this.#start) / DAY_MS)
  }
}

/** Trials and hits, in cells and in all. */
class Cells {
  allTrials = 0
  allHits = 0
  readonly #trials: Float64Array
  readonly #hits: Float64Array
  #unusual: { readonly trials: number; readonly hits: number } | null = null

  constructor(count: number) {
    this.#trials = new Float64Array(count)
    this.#hits = new Float64Array(count)
  }

  add(cell: number, isHit: boolean): void {
    this.#trials[cell]!++
    this.allTrials++
    if (!isHit) return
    this.#hits[cell]!++
    this.allHits++
  }

  isUsual(cell: number): boolean {
    return isUsual(this.#hits[cell]!, this.#trials[cell]!)
  }

  /** How often it happens in each of the cells, had the hits at these cells (one entry a hit) not been. */
  ratesWithout(own: readonly number[]): Map<number, number> {
    const ownHits = new Map<number, number>()
    for (const cell of own) ownHits.set(cell, (ownHits.get(cell) ?? 0) + 1)
    const overall = this.#overallWithout(ownHits)
    const rates = new Map<number, number>()
    for (const [cell, count] of ownHits) {
      const trials = this.#trials[cell]! - count
      const hits = this.#hits[cell]! - count
      rates.set(cell, isUsual(hits, trials) ? 1 : (hits + PRIOR_TRIALS * overall) / (trials + PRIOR_TRIALS))
    }
    return rates
  }

  /** How often it happens anywhere but where it is usual. */
  #overallWithout(own: ReadonlyMap<number, number>): number {
    this.#unusual ??= this.#sumUnusual()
    let { trials, hits } = this.#unusual
    for (const [cell, count] of own) {
      if (this.isUsual(cell)) continue
      trials -= count
      hits -= count
    }
    return (hits + 1) / (trials + 1)
  }

  #sumUnusual(): { trials: number; hits: number } {
    const sum = { trials: 0, hits: 0 }
    for (let cell = 0; cell < this.#trials.length; cell++) {
      if (this.isUsual(cell)) continue
      sum.trials += this.#trials[cell]!
      sum.hits += this.#hits[cell]!
    }
    return sum
  }
}

function isUsual(hits: number, trials: number): boolean {
  return hits > USUAL * trials
}
