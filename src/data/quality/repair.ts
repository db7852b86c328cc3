// Repairs one series step by step: unsound rows, copies, order, spikes, holes. The source stays as it is; every change is told.

import type { BarColumns, BarSeries } from '../../model/bar.js'
import { formatTime } from '../../model/time.js'
import { calendar } from '../calendar/calendar.js'
import { allocateColumns, columnNames } from '../columns.js'
import { mayOverlap, partOverlap, type Stamp } from '../part-overlap.js'
import { priceFault } from '../validate-columns.js'
import { areCopies, duplicateRows } from './duplicates.js'
import { fillHoles } from './fill-holes.js'
import { inspect } from './inspect.js'
import type { RepairChange, RepairPolicy, RepairRefusal } from './repair-policy.js'
import { gatherRows } from './sound-rows.js'
import { findSpikes } from './spikes.js'

export interface SeriesToRepair extends BarSeries {
  /** The line of the file that each row was on; absent for a dataset. */
  readonly lines?: Float64Array | undefined
  /** Which end of a bar the file's stamps are; absent for a dataset, whose bars do not overlap. */
  readonly stamp?: Stamp | undefined
}

export interface RepairedSeries {
  readonly series: BarSeries
  /** The row of the source that each bar still is, as far as its prices go; null where they were made up. */
  readonly sourceRows: readonly (number | null)[]
  readonly changes: readonly RepairChange[]
  /** Where there is one, the series still has faults and is not to be used. */
  readonly refusals: readonly RepairRefusal[]
}

export function repairSeries(source: SeriesToRepair, policy: RepairPolicy): RepairedSeries {
  return new Repair(source, policy).run()
}

/** The bars on their way, and what was done to them. */
class Repair {
  readonly #source: SeriesToRepair
  readonly #policy: RepairPolicy
  readonly #changes: RepairChange[] = []
  readonly #refusals: RepairRefusal[] = []
  /** The bars as they are now, and the row of the source that each was. */
  #columns: BarColumns
  #rows: readonly number[]
  /** Rows of the source whose prices were changed. */
  readonly #altered = new Set<number>()

  constructor(source: SeriesToRepair, policy: RepairPolicy) {
    this.#source = source
    this.#policy = policy
    this.#columns = copyOf(source.columns)
    this.#rows = Array.from({ length: source.columns.length }, (_, row) => row)
  }

  run(): RepairedSeries {
    this.#mendImpossible()
    this.#removeDuplicates()
    this.#sort()
    this.#mendSpikes()
    this.#partOverlaps()
    const { openTime } = this.#columns
    if (this.#policy.fill === 'previous') this.#fill()
    const { instrument, timeframe } = this.#source
    const series = { instrument, timeframe, columns: this.#columns }
    return { series, sourceRows: this.#sourceRows(openTime), changes: this.#changes, refusals: this.#refusals }
  }

  #mendImpossible(): void {
    const { instrument } = this.#source
    const columns = this.#columns
    const dropped = new Set<number>()
    for (let index = 0; index < columns.length; index++) {
      const fault = priceFault(columns, index, instrument)
      if (fault === null) continue
      const row = this.#rows[index] as number
      if (this.#policy.impossible === 'drop') {
        dropped.add(index)
        this.#change('dropped', row, `left out: ${fault.message}`)
      } else if (this.#policy.impossible === 'clamp') this.#clamp(index, row, fault.message)
      else this.#refuse(row, fault.message, 'say what to do: --ohlc drop leaves the bar out, --ohlc clamp moves its high and low')
    }
    this.#keep((index) => !dropped.has(index))
  }

  /** Swaps high and low where that is all; else moves them until they contain open and close. What is no number, or below zero, has no neighbour to go by. */
  #clamp(index: number, row: number, why: string): void {
    const { open, high, low, close } = this.#columns
    const before = { high: high[index]!, low: low[index]! }
    high[index] = before.low
    low[index] = before.high
    if (priceFault(this.#columns, index, this.#source.instrument) !== null) {
      high[index] = Math.max(open[index]!, close[index]!, before.high)
      low[index] = Math.min(open[index]!, close[index]!, before.low)
    }
    const isMended = priceFault(this.#columns, index, this.#source.instrument) === null
    const became = `high ${before.high} became ${high[index]}, low ${before.low} became ${low[index]}`
    if (isMended) {
      this.#altered.add(row)
      this.#change('clamped', row, `${why}: ${became}`)
    } else this.#refuse(row, why, 'no other price tells what it was: --ohlc drop leaves the bar out')
  }

  #removeDuplicates(): void {
    const columns = this.#columns
    const removed = new Set<number>()
    const keptOf = new Map<number, number>()
    for (const [index, first] of duplicateRows(columns)) {
      const kept = keptOf.get(first) ?? first
      const row = this.#rows[index] as number
      if (areCopies(columns, index, kept)) {
        removed.add(index)
        this.#change('removed-copy', row, `a copy of ${this.#place(this.#rows[kept] as number)}`)
      } else if (this.#policy.duplicates === 'refuse') {
        const message = `a second bar of ${formatTime(columns.openTime[index] as number)} with other numbers than ${this.#place(this.#rows[kept] as number)}`
        this.#refuse(row, message, 'say which one is right: --duplicates first or last')
      } else {
        const loser = this.#policy.duplicates === 'first' ? index : kept
        const winner = loser === index ? kept : index
        removed.add(loser)
        keptOf.set(first, winner)
        this.#change(
          'kept-one',
          this.#rows[loser] as number,
          `left out: ${this.#place(this.#rows[winner] as number)} has the same time, and was kept`,
        )
      }
    }
    this.#keep((index) => !removed.has(index))
  }

  #sort(): void {
    const { openTime, length } = this.#columns
    const order = Array.from({ length }, (_, index) => index).sort((a, b) => openTime[a]! - openTime[b]! || a - b)
    const moved = order.reduce((count, from, to) => (from === to ? count : count + 1), 0)
    if (moved === 0) return
    this.#take(order)
    this.#change('sorted', null, `${moved.toLocaleString('en-US')} of ${length.toLocaleString('en-US')} bars were put in the order of time`)
  }

  #mendSpikes(): void {
    if (this.#policy.badTicks === 'keep' || this.#refusals.length > 0) return
    const columns = this.#columns
    const dropped = new Set<number>()
    for (const { from, to } of findSpikes(inspect({ ...this.#source, columns }))) {
      for (let index = from; index <= to; index++) {
        const row = this.#rows[index] as number
        const close = columns.close[index]
        if (this.#policy.badTicks === 'drop') {
          dropped.add(index)
          this.#change('dropped', row, `left out: close ${close} is a spike`)
          continue
        }
        interpolate(columns, index, from - 1, to + 1)
        this.#altered.add(row)
        this.#change('interpolated', row, `close ${close} was a spike, became ${columns.close[index]}, on the line between its neighbours`)
      }
    }
    this.#keep((index) => !dropped.has(index))
  }

  /** Bars of a file are as long as their timeframe; where two overlap, they are parted where an import would part them, and refused where it would refuse. */
  #partOverlaps(): void {
    const { openTime, closeTime, length } = this.#columns
    const { instrument, timeframe, stamp = 'start' } = this.#source
    const days = calendar(instrument.calendar)
    for (let index = 1; index < length; index++) {
      const [opens, closes, closesBefore] = [openTime[index]!, closeTime[index]!, closeTime[index - 1]!]
      // Bars of one time that are left were refused as such.
      if (closesBefore <= opens || openTime[index - 1] === opens) continue
      if (mayOverlap(days, timeframe, stamp, opens, closes, closesBefore)) partOverlap(openTime, closeTime, index, stamp)
      else {
        const message = `opens at ${formatTime(opens)}, inside the bar of ${this.#place(this.#rows[index - 1]!)}`
        this.#refuse(this.#rows[index]!, message, 'leave the one off the grid out of the source, or say the --timeframe')
      }
    }
  }

  #fill(): void {
    if (this.#refusals.length > 0) return
    const { columns, filled, refused } = fillHoles(inspect({ ...this.#source, columns: this.#columns }))
    this.#columns = columns
    for (const { time, message } of filled) this.#changes.push({ ...this.#nowhere, action: 'filled', time, message })
    for (const { message, hint } of refused) this.#refusals.push({ ...this.#nowhere, message, hint })
  }

  /** `openTime` are the bars' before any were filled in. */
  #sourceRows(openTime: Float64Array): (number | null)[] {
    let next = 0
    return Array.from(this.#columns.openTime, (time) => {
      if (time !== openTime[next]) return null
      const row = this.#rows[next++] as number
      return this.#altered.has(row) ? null : row
    })
  }

  get #nowhere() {
    return { instrument: this.#source.instrument.id, row: null, line: null }
  }

  #keep(isKept: (index: number) => boolean): void {
    const kept = this.#rows.flatMap((_, index) => (isKept(index) ? [index] : []))
    if (kept.length < this.#rows.length) this.#take(kept)
  }

  #take(indices: readonly number[]): void {
    this.#columns = gatherRows(this.#columns, indices)
    this.#rows = indices.map((index) => this.#rows[index] as number)
  }

  #change(action: RepairChange['action'], row: number | null, message: string): void {
    const time = row === null ? null : (this.#source.columns.openTime[row] as number)
    this.#changes.push({ instrument: this.#source.instrument.id, action, row, line: this.#lineOf(row), time, message })
  }

  #refuse(row: number, message: string, hint: string): void {
    this.#refusals.push({ instrument: this.#source.instrument.id, row, line: this.#lineOf(row), message, hint })
  }

  #lineOf(row: number | null): number | null {
    const { lines } = this.#source
    return row === null || lines === undefined ? null : (lines[row] as number)
  }

  #place(row: number): string {
    const line = this.#lineOf(row)
    return line === null ? `row ${row}` : `line ${line}`
  }
}

/** Puts one bar on the straight line between the closes of two others; what is interpolated has no range of its own but the line's. */
function interpolate(columns: BarColumns, index: number, before: number, after: number): void {
  const { open, high, low, close } = columns
  const at = (place: number) => {
    const share = (place - before) / (after - before)
    const price = (close[before] as number) * (1 - share) + (open[after] as number) * share
    return Number(price.toPrecision(8))
  }
  open[index] = at(index - 1)
  close[index] = at(index)
  high[index] = Math.max(open[index]!, close[index]!)
  low[index] = Math.min(open[index]!, close[index]!)
}

function copyOf(columns: BarColumns): BarColumns {
  const copy = allocateColumns(columns.length)
  for (const name of columnNames) copy[name].set(columns[name])
  return copy
}
