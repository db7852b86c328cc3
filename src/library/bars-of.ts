// Bars from arrays that a program has: columns in, checked series with times and a hash out, as if they had been imported.

import { dailyBarTimes, intradayCloseTime, weeklyBarTimes } from '../data/bar-times.js'
import { calendar } from '../data/calendar/calendar.js'
import { allocateColumns } from '../data/columns.js'
import { isoDate } from '../data/day-number.js'
import { type LoadedBars, loadedBars } from '../data/loaded-bars.js'
import { validateOnce } from '../data/validate-columns.js'
import type { CorporateAction } from '../model/corporate-action.js'
import { type AssetClass, type CalendarId, type Instrument, instrument } from '../model/instrument.js'
import { DAY_MS, type EpochMs, isDaily, parseTimeframe, type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'

/** Parallel arrays, oldest bar first. */
export interface BarArrays {
  /** When each bar begins: a `Date`, epoch milliseconds, or an ISO text such as `2024-01-31` or `2024-01-31T14:30:00Z`. A daily bar needs its date only. */
  readonly time: ArrayLike<number | string | Date>
  readonly open: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly low: ArrayLike<number>
  readonly close: ArrayLike<number>
  /** Zeros, which mean that nobody knows it, when absent. */
  readonly volume?: ArrayLike<number> | undefined
}

/** What the arrays do not say of themselves. */
export interface BarArraysOptions {
  /** The instrument's id; `BARS` when absent. */
  readonly symbol?: string | undefined
  /** Length of a bar: `1m`, `1h`, `1d`, `1w`. The usual distance of the times when absent. */
  readonly timeframe?: string | undefined
  /** `equity` when absent. */
  readonly assetClass?: AssetClass | undefined
  /** The asset class's own when absent. */
  readonly calendar?: CalendarId | undefined
  /** Smallest price step; `none` when absent, since nobody knows whether the prices are adjusted. */
  readonly tick?: number | 'none' | undefined
  /** What happened to the shares that the prices still show: a run books it. */
  readonly actions?: readonly CorporateAction[] | undefined
  /** What the report says the bars are. */
  readonly label?: string | undefined
}

/**
 * Bars for `backtest` out of arrays. A daily bar spans the session of its date; others last their timeframe. Errors: `BAD_DATA` with the row, for unequal
 * lengths, times that do not ascend, prices that contradict each other; `USAGE` where the timeframe cannot be read off the times.
 */
export function barsOf(arrays: BarArrays, options: BarArraysOptions = {}): LoadedBars {
  const { symbol = 'BARS', assetClass = 'equity', tick = 'none', label = '', actions } = options
  const rules = instrument(symbol, assetClass, { tick, ...(options.calendar && { calendar: options.calendar }) })
  refuseUnequal(arrays, symbol)
  const times = Float64Array.from({ length: arrays.time.length }, (_, row) => epochOf(arrays.time[row], row, symbol))
  const timeframe = options.timeframe === undefined ? usualDistance(times, symbol) : parseTimeframe(options.timeframe)
  const columns = allocateColumns(times.length)
  for (const name of ['open', 'high', 'low', 'close'] as const) columns[name].set(Float64Array.from(arrays[name]))
  if (arrays.volume !== undefined) columns.volume.set(Float64Array.from(arrays.volume))
  for (let row = 0; row < times.length; row++) {
    const { openTime, closeTime } = place(times[row] as number, timeframe, rules)
    columns.openTime[row] = openTime
    columns.closeTime[row] = closeTime
  }
  validateOnce(columns, rules, symbol)
  const provenance = { name: symbol, label, synthetic: false, notes: [], timeframe, source: { name: 'arrays of a program' }, options: {} }
  return loadedBars([{ instrument: rules, timeframe, columns, ...(actions && { actions }) }], provenance)
}

function refuseUnequal(arrays: BarArrays, symbol: string): void {
  const rows = arrays.time.length
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    const found = arrays[name]?.length ?? (name === 'volume' ? rows : 0)
    if (found === rows) continue
    throw new BenchError('BAD_DATA', `${symbol}: ${name} has ${found} values, time has ${rows}`, 'give each bar one value in every array')
  }
  if (rows === 0) throw new BenchError('NO_BARS', `${symbol}: the arrays are empty`, 'give at least one bar')
}

function epochOf(value: number | string | Date | undefined, row: number, symbol: string): EpochMs {
  const isZoned = typeof value !== 'string' || /^\d{4}-\d\d-\d\d$/.test(value) || /(Z|[+-]\d\d:?\d\d)$/.test(value)
  const time = typeof value === 'string' ? Date.parse(value) : Number(value)
  if (isZoned && Number.isSafeInteger(time)) return time
  const hint = 'give a Date, epoch milliseconds, 2024-01-31, or 2024-01-31T14:30:00Z with its zone'
  throw new BenchError('BAD_DATA', `${symbol}, row ${row}: time '${String(value)}' cannot be read`, hint)
}

function place(
  time: EpochMs,
  timeframe: Timeframe,
  { calendar: id }: Instrument,
): { readonly openTime: EpochMs; readonly closeTime: EpochMs } {
  if (!isDaily(timeframe)) return { openTime: time, closeTime: intradayCloseTime(time, timeframe) }
  const sessions = calendar(id)
  // Midnight UTC is how programs write a bare date; any other instant is a time of the session's day.
  const date = time % DAY_MS === 0 ? isoDate(time / DAY_MS) : sessions.sessionDate(time)
  return timeframe === '1w' ? weeklyBarTimes(sessions, date) : dailyBarTimes(sessions, date)
}

/** The distance that most bars have to the one before. */
function usualDistance(times: Float64Array, symbol: string): Timeframe {
  const counts = new Map<number, number>()
  for (let row = 1; row < times.length; row++) {
    const distance = (times[row] as number) - (times[row - 1] as number)
    counts.set(distance, (counts.get(distance) ?? 0) + 1)
  }
  const [usual = [DAY_MS, 0]] = [...counts].sort(([, a], [, b]) => b - a)
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    const count = usual[0] / timeframeMs(`1${unit}`)
    if (Number.isInteger(count) && count > 0 && (count === 1 || unit === 'h' || unit === 'm' || unit === 's')) return `${count}${unit}`
  }
  throw new BenchError('USAGE', `${symbol}: the timeframe cannot be read off the times`, "say it: { timeframe: '1d' }")
}
