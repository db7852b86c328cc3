// Where the bars of a backtest from a program come from: every form that they may be given in, cut to the dates that are asked for.

import { firstAtOrAfter, sliceByTime } from '../data/columns.js'
import { type LoadOptions, loadBars } from '../data/load-bars.js'
import { withDetail } from '../data/load-detail.js'
import { type LoadedBars, loadedBars } from '../data/loaded-bars.js'
import { sliceQuotes } from '../data/quote-columns.js'
import type { BarSeries } from '../model/bar.js'
import { DAY_MS, type EpochMs, parseTimeframe, type Timeframe } from '../model/time.js'
import type { DataSource } from '../report/run-document.js'
import { isCalendarDate } from '../std/calendar-date.js'
import { BenchError } from '../std/errors.js'
import { type BarArrays, barsOf } from './bars-of.js'

/** Bars as a program has them: a catalog name, a path, what `loadBars` or `barsOf` gave, series, or plain arrays. */
export type BarSource = string | LoadedBars | BarSeries | BarArrays

/** The bars of a backtest, and which part of them. */
export interface BarOptions {
  /** One source or several; the bundled `spx-1d` when absent. */
  readonly data?: BarSource | readonly BarSource[] | undefined
  /** Only bars that open on or after it: a date such as `2005-01-31`, an ISO time with its zone, a `Date` or epoch milliseconds. Dates are UTC days. */
  readonly from?: string | Date | EpochMs | undefined
  /** Only bars that open before it; a bare date counts whole. */
  readonly to?: string | Date | EpochMs | undefined
  /** Of files and datasets: what `loadBars` takes besides. */
  readonly load?: Omit<LoadOptions, 'from' | 'to'> | undefined
  /**
   * Finer bars that orders meet inside each bar which they make up: a length such as `1m`, looked up where the bars come from and in the catalog; or the
   * bars themselves, matched by instrument. Strategies, marks and equity stay on the bars of `data`.
   */
  readonly detail?: Timeframe | BarSeries | readonly BarSeries[] | undefined
  /** Currency pairs that only convert, for instruments that are not in the account's currency (`config.currency`): strategies neither see nor trade them. */
  readonly rates?: BarSource | readonly BarSource[] | undefined
}

/** With the quotes that were recorded beside them where a spread is to be read from those. */
export async function barsFor(options: BarOptions, needQuotes: boolean): Promise<LoadedBars[]> {
  const asked = loadOptionsOf(options)
  const load = { ...asked, quotes: needQuotes || asked.quotes }
  return Promise.all(dataOf(options).map(async (source) => withFiner(await barsFrom(source, load), source, options)))
}

/** Whole, so that the first bar of the run has a rate. */
export async function ratesFor({ rates = [], to, load }: BarOptions): Promise<BarSeries[]> {
  const sources = isList(rates) ? rates : [rates]
  const options = { catalogFolders: load?.catalogFolders, to: loadOptionsOf({ to }).to }
  const loaded = await Promise.all(sources.map((source) => barsFrom(source, options)))
  return loaded.flatMap(({ series }) => series)
}

/** As `run.json` keeps them, so that `bench report` finds the bars again. */
export function sourcesOf(options: BarOptions): readonly DataSource[] {
  const names = dataOf(options).filter((source) => typeof source === 'string')
  if (names.length < dataOf(options).length) return []
  const { catalogFolders, ...asked } = loadOptionsOf(options)
  return names.map((name) => ({ name, catalog: catalogFolders?.[0], options: asked }))
}

/** What is asked of a loader, with moments as epoch milliseconds. */
export function loadOptionsOf({ from, to, load }: BarOptions): LoadOptions {
  return { ...load, from: from === undefined ? undefined : epochOf(from, 0), to: to === undefined ? undefined : epochOf(to, DAY_MS) }
}

async function withFiner(bars: LoadedBars, source: BarSource, options: BarOptions): Promise<LoadedBars> {
  const { detail } = options
  if (detail === undefined) return bars
  if (typeof detail === 'string') {
    const name = typeof source === 'string' ? source : bars.provenance.name
    return withDetail(bars, name, parseTimeframe(detail), loadOptionsOf(options))
  }
  const finer: readonly BarSeries[] = isSeriesList(detail) ? detail : [detail]
  const finerOf = (id: string): BarSeries | undefined => finer.find(({ instrument }) => instrument.id === id)
  return { ...bars, series: bars.series.map((one) => ({ ...one, detail: finerOf(one.instrument.id) })) }
}

function isSeriesList(detail: BarSeries | readonly BarSeries[]): detail is readonly BarSeries[] {
  return Array.isArray(detail)
}

function dataOf({ data = 'spx-1d' }: BarOptions): readonly BarSource[] {
  return isList(data) ? data : [data]
}

function isList(data: BarSource | readonly BarSource[]): data is readonly BarSource[] {
  return Array.isArray(data)
}

async function barsFrom(source: BarSource, options: LoadOptions): Promise<LoadedBars> {
  if (typeof source === 'string') return loadBars(source, options)
  const whole = 'provenance' in source ? source : 'columns' in source ? ofSeries(source) : barsOf(source)
  return options.from === undefined && options.to === undefined ? whole : cut(whole, options)
}

function ofSeries(series: BarSeries): LoadedBars {
  const { instrument, timeframe } = series
  const source = { name: 'a series of a program' }
  return loadedBars([series], { name: instrument.id, label: '', synthetic: false, notes: [], timeframe, source, options: {} })
}

function cut({ series, provenance }: LoadedBars, { from = -Infinity, to = Infinity }: LoadOptions): LoadedBars {
  const kept = series.map(({ quotes, ...one }) => {
    const columns = sliceByTime(one.columns, from, to)
    if (quotes === undefined) return { ...one, columns }
    const start = firstAtOrAfter(one.columns.openTime, from)
    return { ...one, columns, quotes: sliceQuotes(quotes, start, start + columns.length) }
  })
  return loadedBars(
    kept.filter(({ columns }) => columns.length > 0),
    provenance,
  )
}

/** Date, time and zone: without its zone a time would be another one on another machine. */
const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/

/** Epoch ms of a moment; a bare date has `whole` added, so that the last day is in. */
function epochOf(moment: string | Date | EpochMs, whole: number): EpochMs {
  if (typeof moment === 'string' && isCalendarDate(moment)) return Date.parse(`${moment}T00:00:00Z`) + whole
  const time = typeof moment !== 'string' ? Number(moment) : zonedTime.test(moment) ? Date.parse(moment) : Number.NaN
  if (Number.isFinite(time)) return time
  throw new BenchError(
    'USAGE',
    `'${String(moment)}' is not a date`,
    'write year, month and day: 2005-01-31; or a time with its zone: 2005-01-31T21:00Z',
  )
}
