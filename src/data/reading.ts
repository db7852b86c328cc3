// How stored bars are to be read: adjusted for what, of which hours, at which timeframe. What is stored never changes.

import type { BarColumns, BarSeries } from '../model/bar.js'
import { type Adjustment, ratioText, type Split } from '../model/corporate-action.js'
import { formatTime, isDaily, type Timeframe, timeframeMs } from '../model/time.js'
import { adjustSeries, type StoredPrices, stateText } from './adjust.js'
import type { TimeRange } from './bar-parquet.js'
import { type Hours, touchesSession } from './bucket.js'
import { calendar } from './calendar/calendar.js'
import { dayBegins } from './calendar/day-begins.js'
import { columnNames, concatColumns, firstAtOrAfter, sliceByTime } from './columns.js'
import { showsSplits, whileListed, withActions } from './remaining-actions.js'
import { Resampler } from './resample.js'

export interface Reading {
  /** When absent, as they are stored: a run books what raw prices show. Only bars of more than a day, which can hide a split, are read with `splits`. */
  readonly adjust?: Adjustment | 'as-stored' | undefined
  /** When absent, days and weeks are made of regular hours, and shorter bars are all that are stored. */
  readonly hours?: Hours | undefined
  /** Longer than the stored one: bars are resampled. As stored when absent. */
  readonly timeframe?: Timeframe | undefined
}

/** A series as it was asked for, and what was done to it. */
export interface ReadSeries {
  readonly series: BarSeries
  /** What its prices are adjusted for now; undefined where nobody knows. `series.actions` has what they still show. */
  readonly adjusted: Adjustment | undefined
  /** What the user should know, in sentences. */
  readonly notes: readonly string[]
}

/**
 * Adjusts first, so that no longer bar mixes prices from before and after a split; then resamples, and cuts to the range. Fails with `USAGE`, see
 * `adjustSeries` and `Resampler`.
 */
export function readSeries(stored: BarSeries, prices: StoredPrices, reading: Reading & TimeRange): ReadSeries {
  const adjusted = askedAdjustment(reading, prices, stored.timeframe)
  const listed = reading.adjust === 'as-stored' ? stored : whileListed(stored, prices)
  const inPrice = adjusted === undefined ? listed : adjustSeries(listed, prices, adjusted)
  const inHours = resampled(inPrice, reading)
  const series = withActions(cut(inHours.series, reading), prices, adjusted)
  return { series, adjusted, notes: [...adjustmentNotes(series, prices, adjusted), ...otherCompanyNotes(stored, listed), ...inHours.notes] }
}

/** Where nobody says: raw prices stay raw, and a run books their splits; but a bar of more than a day would have one inside. */
export function askedAdjustment(
  { adjust, timeframe }: Reading,
  { adjusted, actions }: StoredPrices,
  stored: Timeframe,
): Adjustment | undefined {
  if (adjust !== undefined) return adjust === 'as-stored' ? adjusted : adjust
  const hidesSplits = !showsSplits({ timeframe: timeframe ?? stored }) && actions?.some(({ kind }) => kind === 'split')
  return adjusted === 'none' && hidesSplits ? 'splits' : adjusted
}

/** The range to load so that no bar of the asked range lacks a part: a longer bar can begin before the range and end after it. */
export function rangeToLoad(stored: Timeframe, { from, to, timeframe = stored }: Reading & TimeRange): TimeRange {
  const margin = timeframe === stored ? 0 : timeframeMs(timeframe) + timeframeMs(stored)
  return { from: from === undefined ? undefined : from - margin, to: to === undefined ? undefined : to + margin }
}

function resampled(series: BarSeries, { timeframe = series.timeframe, hours }: Reading): { series: BarSeries; notes: readonly string[] } {
  const { instrument } = series
  if (timeframeMs(timeframe) === timeframeMs(series.timeframe)) {
    return { series: hours === 'regular' && !isDaily(timeframe) ? regularHours(series) : series, notes: [] }
  }
  const resampler = new Resampler(instrument, series.timeframe, timeframe, { hours })
  const columns = concatColumns([resampler.append(series.columns), resampler.finish()])
  const notes = [`bars of ${timeframe} are made of the stored ones of ${series.timeframe}`]
  if (resampler.leftOut > 0 && hours === undefined) notes.push(leftOutNote)
  return { series: { instrument, timeframe, columns }, notes }
}

const leftOutNote = 'bars before the open and after the close are left out of days and weeks; --hours all takes them in'

/** The bars that touch a session. */
function regularHours(series: BarSeries): BarSeries {
  const { instrument, timeframe, columns } = series
  const isRegular = touchesSession(calendar(instrument.calendar))
  const rows: number[] = []
  for (let row = 0; row < columns.length; row++) {
    if (isRegular(columns.openTime[row] as number, columns.closeTime[row] as number)) rows.push(row)
  }
  if (rows.length === columns.length) return series
  const kept = Object.fromEntries(columnNames.map((name) => [name, Float64Array.from(rows, (row) => columns[name][row] as number)]))
  return { instrument, timeframe, columns: { length: rows.length, ...kept } as BarColumns }
}

function cut(series: BarSeries, { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: TimeRange): BarSeries {
  const columns = sliceByTime(series.columns, from, to)
  return columns.length === series.columns.length ? series : { ...series, columns }
}

function adjustmentNotes(series: BarSeries, { adjusted, actions = [] }: StoredPrices, now: Adjustment | undefined): string[] {
  const { id } = series.instrument
  const splits = actions.filter((action) => action.kind === 'split')
  const dividends = actions.filter(({ kind }) => kind === 'dividend').length
  const notes: string[] = []
  if (now !== adjusted && now !== undefined && adjusted !== undefined && (splits.length + dividends > 0 || now === 'all')) {
    const by = adjusted === 'none' || now === 'none' ? [splitsText(splits)] : []
    if (adjusted === 'all' || now === 'all') by.push(dividendsText(dividends))
    notes.push(`${id}: stored ${stateText(adjusted)}, read ${stateText(now)}: ${by.join(', ')}`)
  }
  const inside = now === 'none' ? splits.filter(({ exDate }) => isInside(series, exDate)) : []
  if (inside.length > 0) notes.push(`${id}: prices are raw over ${splitsText(inside)}: ${showsSplits(series) ? bookedText : hiddenText}`)
  return notes
}

const bookedText = 'a run books them; --adjust splits takes them out of the prices'
const hiddenText = 'a position held over a split shows a gain or loss that nobody had; --adjust splits takes it out'

function otherCompanyNotes({ instrument: { id }, columns: stored }: BarSeries, { columns: listed }: BarSeries): string[] {
  if (stored.length === listed.length) return []
  const before = listed.length === 0 ? stored.length : firstAtOrAfter(stored.openTime, listed.openTime[0] as number)
  const after = stored.length - before - listed.length
  const notes: string[] = []
  if (before > 0) {
    const first = listed.length === 0 ? '' : ` before ${formatTime(listed.closeTime[0] as number).slice(0, 10)}`
    notes.push(`${id}: bars${first} are of another company that had the ticker and are left out: ${before}`)
  }
  if (after > 0) {
    const last = formatTime(listed.closeTime.at(-1) ?? 0).slice(0, 10)
    notes.push(`${id}: it was delisted after ${last}; later bars are of another company and are left out: ${after}`)
  }
  return notes
}

function dividendsText(count: number): string {
  return count === 0 ? 'no dividends are known' : count === 1 ? '1 dividend' : `${count} dividends`
}

/** `the splits 7:1 on 2014-06-09, 1:10 on 2020-03-02` */
function splitsText(splits: readonly Split[]): string {
  if (splits.length === 0) return 'no splits are known'
  const text = splits.map((split) => `${ratioText(split.ratio)} on ${split.exDate}`)
  return `${splits.length === 1 ? 'the split' : 'the splits'} ${text.slice(0, 4).join(', ')}${text.length > 4 ? ` and ${text.length - 4} more` : ''}`
}

/** Whether bars stand on both sides of a date. */
function isInside({ columns, instrument }: BarSeries, date: string): boolean {
  const begins = dayBegins(instrument.calendar, date)
  return (columns.openTime[0] as number) < begins && (columns.openTime.at(-1) as number) >= begins
}
