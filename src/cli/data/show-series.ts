// How the bars of a series look on the terminal: ranges, the closes as a line of blocks, missing sessions, first and last rows.

import pc from 'picocolors'
import type { LoadedSeries } from '../../data/loaded-bars.js'
import type { SeriesFacts } from '../../data/series-facts.js'
import type { BarColumns } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { formatTime, isDaily } from '../../model/time.js'
import { sparkline } from '../../report/sparkline.js'
import { counted, date, minute, price, whole } from '../../report/wording.js'
import { hasColor } from '../terminal/colors.js'
import { table } from '../terminal/table.js'

/** A series with what is said of it. */
export interface ShownSeries {
  readonly series: LoadedSeries
  readonly facts: SeriesFacts
  /** Corporate actions that its source told. */
  readonly actions: readonly CorporateAction[]
}

/** How many rows of each end. */
export interface ShownRows {
  readonly head: number
  readonly tail: number
}

/** Everything about one series, with its first and last rows. */
export function oneSeries({ series, facts }: ShownSeries, { head, tail }: ShownRows): string {
  const { instrument, columns, timeframe } = series
  const stamp = isDaily(timeframe) ? date : minute
  const tick = instrument.tick === 'none' ? 'no tick' : `tick ${instrument.tick}`
  const lines = [
    `${bold(instrument.id)}  ${instrument.assetClass}, ${instrument.calendar}, ${instrument.currency}, ${tick}`,
    coloured(sparkline(columns.close, Math.min(columns.length, (process.stdout.columns ?? 80) - 1)), facts),
    `${counted(facts.rows, 'bar')}, ${stamp(facts.from)} to ${stamp(facts.to)} UTC`,
    `close   ${closesText(facts)}`,
    `volume  ${whole(facts.lowestVolume)} to ${whole(facts.highestVolume)}`,
    `missing ${missingText(facts)}`,
  ]
  return [...lines, ...(head + tail > 0 ? ['', rowsTable(columns, head, tail)] : []), ''].join('\n')
}

/** One line for each series. */
export function manySeries(shown: readonly ShownSeries[]): string {
  const heads = ['instrument', 'bars', 'from', 'to', 'first', 'last', 'lowest', 'highest', 'missing', 'closes']
  const rows = shown.map(({ series: { instrument, columns }, facts }) => [
    instrument.id,
    whole(facts.rows),
    date(facts.from),
    date(facts.to),
    ...[facts.firstClose, facts.lastClose, facts.lowestClose, facts.highestClose].map(price),
    facts.missing.known ? whole(facts.missing.dates.length) : 'unknown',
    coloured(sparkline(columns.close, 24), facts),
  ])
  return `${table(heads, rows, [1, 4, 5, 6, 7, 8])}\n`
}

/** The first or last bars as objects, for JSON. */
export function barsOf({ columns }: LoadedSeries, end: 'head' | 'tail', count: number): readonly object[] {
  const rows = Math.min(count, columns.length)
  const start = end === 'head' ? 0 : columns.length - rows
  return Array.from({ length: rows }, (_, index) => barAt(columns, start + index))
}

function barAt({ openTime, closeTime, open, high, low, close, volume }: BarColumns, row: number) {
  return {
    openTime: openTime[row] as number,
    closeTime: closeTime[row] as number,
    open: open[row] as number,
    high: high[row] as number,
    low: low[row] as number,
    close: close[row] as number,
    volume: volume[row] as number,
  }
}

function closesText({ firstClose, lastClose, lowestClose, highestClose }: SeriesFacts): string {
  return `${price(firstClose)} first, ${price(lastClose)} last, ${price(lowestClose)} lowest, ${price(highestClose)} highest`
}

const shownDates = 5

function missingText({ missing }: SeriesFacts): string {
  if (!missing.known) return `unknown: ${missing.reason}`
  if (missing.dates.length === 0) return `none of ${counted(missing.sessions, 'session')}`
  const more = missing.dates.length - shownDates
  const dates = `${missing.dates.slice(0, shownDates).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${missing.dates.length} of ${counted(missing.sessions, 'session')}: ${dates}`
}

/** Rows of both ends, exact; dots where rows between them are left out, and no row twice. */
function rowsTable(columns: BarColumns, head: number, tail: number): string {
  const first = Math.min(head, columns.length)
  const last = Math.max(first, columns.length - tail)
  const row = (index: number): string[] => {
    const { openTime, closeTime, ...numbers } = barAt(columns, index)
    return [formatTime(openTime), formatTime(closeTime), ...Object.values(numbers).map(String)]
  }
  const indices = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, i) => start + i)
  const left = last - first
  const rows = [
    ...indices(0, first).map(row),
    ...(left > 0 && head > 0 && tail > 0 ? [[`… ${whole(left)} more`]] : []),
    ...indices(last, columns.length).map(row),
  ]
  const heads = ['open_time', 'close_time', 'open', 'high', 'low', 'close', 'volume']
  return table(
    heads,
    rows.map((cells) => [...cells, ...heads.slice(cells.length).map(() => '')]),
    [2, 3, 4, 5, 6],
  )
}

function bold(text: string): string {
  return pc.createColors(hasColor(process.stdout)).bold(text)
}

function coloured(text: string, { firstClose, lastClose }: SeriesFacts): string {
  const paint = pc.createColors(hasColor(process.stdout))
  return lastClose >= firstClose ? paint.green(text) : paint.red(text)
}
