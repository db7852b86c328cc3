// What columns must hold before anything reads them: ordered times, finite prices, a high and a low that contain the bar.

import type { BarColumns } from '../model/bar.js'
import { fromMicros } from '../model/money.js'
import { formatTime } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { type ColumnName, columnNames } from './columns.js'

/** The first rule that a row breaks. */
export interface ColumnFault {
  /** Index of the row, from 0. */
  readonly row: number
  readonly column: ColumnName
  readonly value: number
  /** What is wrong, with the numbers, such as `high 9.5 is below close 10`. */
  readonly message: string
  readonly hint: string
}

export interface ValidationRules {
  /** Whether prices at or below zero are data, as with some futures and spreads. */
  readonly mayBeNegative: boolean
}

/** Throws `BAD_DATA` naming the first faulty row, counted from 0. */
export function validateColumns(columns: BarColumns, rules: ValidationRules, where: string): void {
  const fault = findFault(columns, rules)
  if (fault === null) return
  throw new BenchError('BAD_DATA', `${where}, row ${fault.row}: ${fault.message}`, fault.hint)
}

/** The same, of columns that stay as they are: what was found sound is not looked at again, for a run costs little more than the look. */
export function validateOnce(columns: BarColumns, rules: ValidationRules, where: string): void {
  const known = sound.get(columns)
  if (known === false || (known === true && rules.mayBeNegative)) return
  validateColumns(columns, rules, where)
  sound.set(columns, rules.mayBeNegative)
}

/** Columns without a fault, and whether their prices may be negative. */
const sound = new WeakMap<BarColumns, boolean>()

/** The first faulty row, or null when `openTime < closeTime <= next openTime` and every number is sound. */
export function findFault(columns: BarColumns, rules: ValidationRules): ColumnFault | null {
  for (let row = 0; row < columns.length; row++) {
    const fault = priceFault(columns, row, rules) ?? timeFault(columns, row)
    if (fault !== null) return fault
  }
  return null
}

/** What is wrong with the numbers of one row, its place in time aside. */
export function priceFault(columns: BarColumns, row: number, rules: ValidationRules): ColumnFault | null {
  const open = columns.open[row] as number
  const high = columns.high[row] as number
  const low = columns.low[row] as number
  const close = columns.close[row] as number
  const volume = columns.volume[row] as number
  // Comparisons with NaN are false, so this one test passes only finite, ordered prices.
  const ordered = low <= open && low <= close && open <= high && close <= high && high <= MOST_PRICE && low >= -MOST_PRICE
  if (ordered && volume >= 0 && volume <= MOST_VOLUME && (low > 0 || rules.mayBeNegative)) return null
  return describePriceFault(columns, row, rules)
}

function describePriceFault(columns: BarColumns, row: number, rules: ValidationRules): ColumnFault {
  const fault = (column: ColumnName, message: string, hint: string) => faultAt(columns, row, column, message, hint)
  for (const column of priceColumns) {
    const value = columns[column][row] as number
    if (!Number.isFinite(value))
      return fault(column, `${column} ${value} is not a finite number`, 'write the number that was recorded, or leave the bar out')
    if (Math.abs(value) > (column === 'volume' ? MOST_VOLUME : MOST_PRICE))
      return fault(column, `${column} ${value} is more than any market has shown`, mostHint)
    if (column === 'volume') continue
    if (value <= 0 && !rules.mayBeNegative)
      return fault(column, `${column} ${value} is not above zero`, 'only futures can have such prices: --asset-class future')
  }
  const volume = columns.volume[row] as number
  if (volume < 0) return fault('volume', `volume ${volume} is below zero`, 'write 0 where the volume is not known')
  const high = columns.high[row] as number
  const low = columns.low[row] as number
  for (const column of ['open', 'low', 'close'] as const) {
    const value = columns[column][row] as number
    if (high < value) return fault('high', `high ${high} is below ${column} ${value}`, orderHint)
    if (low > value) return fault('low', `low ${low} is above ${column} ${value}`, orderHint)
  }
  throw new RangeError(`row ${row} has no fault to describe`)
}

/** A unit at a higher price could not be booked: the ledger holds 9.0 billion (model/money.ts). */
const MOST_PRICE = fromMicros(Number.MAX_SAFE_INTEGER)
/** Beyond it doubles skip whole units. */
const MOST_VOLUME = Number.MAX_SAFE_INTEGER
const mostHint = `a price is at most ${MOST_PRICE.toExponential(0)}, a volume ${MOST_VOLUME.toExponential(0)}: is the unit of the column what it seems?`
const priceColumns = columnNames.slice(2)
const orderHint = 'the high is the highest of the four prices and the low the lowest: are the columns in another order?'

function faultAt(columns: BarColumns, row: number, column: ColumnName, message: string, hint: string): ColumnFault {
  return { row, column, value: columns[column][row] as number, message, hint }
}

/** What is wrong with the times of one row, alone and against the row before it. */
function timeFault(columns: BarColumns, row: number): ColumnFault | null {
  const openTime = columns.openTime[row] as number
  const closeTime = columns.closeTime[row] as number
  const previous = row === 0 ? Number.NEGATIVE_INFINITY : (columns.closeTime[row - 1] as number)
  const whole = Number.isSafeInteger(openTime) && Number.isSafeInteger(closeTime)
  if (whole && openTime < closeTime && openTime >= previous) return null
  const fault = (column: ColumnName, message: string, hint: string) => faultAt(columns, row, column, message, hint)
  for (const column of ['openTime', 'closeTime'] as const) {
    const value = columns[column][row] as number
    if (!Number.isSafeInteger(value)) return fault(column, `${column} ${value} is not a whole number of milliseconds`, 'round it')
  }
  if (openTime >= closeTime) {
    const message = `the bar closes at ${readable(closeTime)}, not after its open at ${readable(openTime)}`
    return fault('closeTime', message, 'is the close time in the unit of the open time?')
  }
  const previousOpen = columns.openTime[row - 1] as number
  if (openTime === previousOpen) return fault('openTime', `two bars open at ${readable(openTime)}`, 'keep one of them')
  if (openTime < previousOpen) {
    const message = `the bar of ${readable(openTime)} comes after the bar of ${readable(previousOpen)}`
    return fault('openTime', message, 'sort the bars by time, oldest first')
  }
  const message = `the bar opens at ${readable(openTime)}, before the bar ahead of it closes at ${readable(previous)}`
  return fault('openTime', message, 'is the timeframe shorter than it was given?')
}

/** The time as people write it, or the bare number where no date is so far away. */
function readable(time: number): string {
  return Math.abs(time) <= 8.64e15 ? formatTime(time) : String(time)
}
