// Turns raw rows into valid bars, batch by batch: times from zone and session, every rule checked, faults to the list with their line.

import type { BarColumns } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import { BenchError } from '../../std/errors.js'
import { allocateColumns, sliceColumns } from '../columns.js'
import { priceFault } from '../validate-columns.js'
import type { FaultList } from './faults.js'
import type { PlaceBar } from './place-bars.js'
import type { RawBars } from './raw-bars.js'

/**
 * Builds the bars of one instrument. Where two would overlap, the moment that was recorded stands: bars stamped at their start are cut at the next
 * one's open, bars stamped at their end begin at the close before. So the last bar of a batch waits for the next batch; `finish` gives the very last.
 */
export class BarBuilder {
  /** Whether every price so far was a multiple of the instrument's tick. */
  isOnTick = true
  readonly #instrument: Instrument
  readonly #place: PlaceBar
  readonly #faults: FaultList
  readonly #stamp: 'start' | 'end'
  #previousOpen = Number.NEGATIVE_INFINITY
  #previousLine = 0
  #held: BarColumns = allocateColumns(0)

  constructor(instrument: Instrument, place: PlaceBar, stamp: 'start' | 'end', faults: FaultList) {
    this.#instrument = instrument
    this.#place = place
    this.#stamp = stamp
    this.#faults = faults
  }

  /** The bars that are complete now. Rows with a fault are left out of them. */
  append(raw: RawBars): BarColumns {
    const columns = allocateColumns(this.#held.length + raw.rows)
    let count = copyRows(this.#held, columns)
    for (let row = 0; row < raw.rows; row++) {
      if (this.#appendRow(raw, row, columns, count)) count++
    }
    if (count === 0) return allocateColumns(0)
    this.#held = sliceColumns(columns, count - 1, count)
    return sliceColumns(columns, 0, count - 1)
  }

  finish(): BarColumns {
    const last = this.#held
    this.#held = allocateColumns(0)
    return last
  }

  #appendRow(raw: RawBars, row: number, columns: BarColumns, index: number): boolean {
    columns.open[index] = raw.open[row] as number
    columns.high[index] = raw.high[row] as number
    columns.low[index] = raw.low[row] as number
    columns.close[index] = raw.close[row] as number
    columns.volume[index] = raw.volume[row] as number
    const line = raw.line[row] as number
    const fault = priceFault(columns, index, this.#instrument)
    if (fault !== null) {
      this.#faults.add({ line, message: fault.message, hint: fault.hint })
      return false
    }
    if (this.isOnTick) this.isOnTick = this.#isRowOnTick(columns, index)
    return this.#placeRow(raw.time[row] as number, line, columns, index)
  }

  #placeRow(time: number, line: number, columns: BarColumns, index: number): boolean {
    const placed = this.#tryPlace(time, line)
    if (placed === null) return false
    const { openTime, closeTime } = placed
    if (openTime <= this.#previousOpen) {
      this.#faults.add({ line, ...this.#orderFault(openTime) })
      return false
    }
    columns.openTime[index] = openTime
    columns.closeTime[index] = closeTime
    if (index > 0 && (columns.closeTime[index - 1] as number) > openTime) this.#part(columns, index)
    this.#previousOpen = openTime
    this.#previousLine = line
    return true
  }

  /** Ends the overlap of a bar with the one before. */
  #part({ openTime, closeTime }: BarColumns, index: number): void {
    if (this.#stamp === 'start') closeTime[index - 1] = openTime[index] as number
    else openTime[index] = closeTime[index - 1] as number
  }

  #tryPlace(time: number, line: number) {
    try {
      return this.#place(time, this.#previousOpen)
    } catch (error) {
      if (!(error instanceof BenchError) || error.code === 'USAGE') throw error
      this.#faults.add({ line, message: error.message, hint: error.hint })
      return null
    }
  }

  #orderFault(openTime: number): { message: string; hint: string } {
    const at = new Date(openTime).toISOString().replace('.000Z', 'Z')
    const before = `line ${this.#previousLine}`
    if (openTime === this.#previousOpen)
      return { message: `a second bar that opens at ${at}; the first is on ${before}`, hint: 'keep one of them' }
    return { message: `the bar of ${at} is older than the one on ${before}`, hint: 'sort the rows by time, oldest first' }
  }

  #isRowOnTick({ open, high, low, close }: BarColumns, index: number): boolean {
    const { tick } = this.#instrument
    if (tick === 'none') return true
    return [open, high, low, close].every((column) => isMultiple(column[index] as number, tick))
  }
}

/** Whether a price is a multiple of the tick, as nearly as a double can say. */
function isMultiple(price: number, tick: number): boolean {
  const ticks = price / tick
  return Math.abs(ticks - Math.round(ticks)) <= 1e-9 * Math.max(1, Math.abs(ticks))
}

function copyRows(from: BarColumns, to: BarColumns): number {
  for (const name of ['openTime', 'closeTime', 'open', 'high', 'low', 'close', 'volume'] as const) to[name].set(from[name])
  return from.length
}
