// Checks the prices of placed rows, and keeps those that are sound.

import type { BarColumns } from '../../../model/bar.js'
import type { Instrument } from '../../../model/instrument.js'
import { priceFault } from '../../validate-columns.js'
import type { FaultList } from '../rows/faults.js'
import type { PriceColumns, RowBatch } from '../rows/row-batch.js'

export class RowChecker {
  /** Whether every price so far was a multiple of the instrument's tick. */
  isOnTick = true
  readonly #instrument: Instrument
  readonly #faults: FaultList

  constructor(instrument: Instrument, faults: FaultList) {
    this.#instrument = instrument
    this.#faults = faults
  }

  /** Closes the gaps of rows without a time or with faulty prices, which go to the list. */
  keepSound(rows: RowBatch): void {
    const sides = [priceColumns(rows), ...[rows.bid, rows.ask].flatMap((side) => (side === null ? [] : [sideColumns(rows, side)]))]
    let kept = 0
    for (let row = 0; row < rows.rows; row++) {
      if (Number.isNaN(rows.closeTime[row] as number) || !this.#isSound(rows, sides, row)) continue
      if (kept !== row) rows.move(row, kept)
      kept++
    }
    rows.rows = kept
    const { tick } = this.#instrument
    if (tick !== 'none' && this.isOnTick)
      this.isOnTick = [rows.open, rows.high, rows.low, rows.close].every((column) => areMultiples(column, kept, tick))
  }

  #isSound(rows: RowBatch, sides: readonly BarColumns[], row: number): boolean {
    const told = actionFault(rows, row)
    if (told !== null) {
      this.#faults.add({ id: rows.id[row] as number, ...told })
      return false
    }
    for (let side = 0; side < sides.length; side++) {
      const columns = sides[side] as BarColumns
      if (side > 0 && Number.isNaN(columns.open[row] as number)) continue
      const fault = priceFault(columns, row, this.#instrument)
      if (fault === null) continue
      this.#faults.add({ id: rows.id[row] as number, message: `${sideNames[side]}${fault.message}`, hint: fault.hint })
      return false
    }
    return true
  }
}

/** What cannot be in the columns that tell of splits and dividends. A blank cell says nothing, and 0 or 1 are how sources write that there was no split. */
function actionFault(
  { adjustedClose, dividend, split, close }: RowBatch,
  row: number,
): { readonly message: string; readonly hint: string } | null {
  const [adjusted, ratio] = [adjustedClose?.[row] ?? Number.NaN, split?.[row] ?? Number.NaN]
  if (adjusted <= 0 && (close[row] as number) > 0)
    return { message: `the adjusted close ${adjusted} is not above zero`, hint: 'leave the cell empty, or the column out' }
  const paid = dividend?.[row] ?? Number.NaN
  if (paid < 0) return { message: `the dividend ${paid} is below zero`, hint: 'write 0 where there is none' }
  if (ratio < 0 || ratio > mostShares || (ratio > 0 && ratio < 1 / mostShares))
    return { message: `the split ${ratio} is no ratio of new shares for an old one`, hint: 'write 2 for two for one, 0.1 for one for ten' }
  return null
}

/** No split gave more new shares for an old one, or took more old ones for a new one. */
const mostShares = 1000

const sideNames = ['', 'bid ', 'ask ']

function priceColumns({ rows, time, closeTime, open, high, low, close, volume }: RowBatch): BarColumns {
  return { length: rows, openTime: time, closeTime, open, high, low, close, volume }
}

function sideColumns(rows: RowBatch, [open, high, low, close]: PriceColumns): BarColumns {
  return { ...priceColumns(rows), open, high, low, close }
}

/** Whether the first prices of a column are multiples of a tick, as nearly as a double can say. */
function areMultiples(column: Float64Array, rows: number, tick: number): boolean {
  for (let row = 0; row < rows; row++) {
    const ticks = (column[row] as number) / tick
    if (Math.abs(ticks - Math.round(ticks)) > 1e-9 * Math.max(1, Math.abs(ticks))) return false
  }
  return true
}
