// The bars that --data names, as one list of series: catalog names and files may be mixed.

import { bundledCatalogFolder, userCatalogFolder } from '../../data/catalog/catalog.js'
import { type LoadOptions, loadBars } from '../../data/load-bars.js'
import { withDetail } from '../../data/load-detail.js'
import type { LoadedBars, LoadedSeries } from '../../data/loaded-bars.js'
import type { PredictionFile } from '../../data/predictions/read-predictions.js'
import { suspectedSplits } from '../../data/quality/splits.js'
import { DAY_MS, formatTime, type IsoDate } from '../../model/time.js'
import type { DataSource } from '../../report/run-document.js'
import { BenchError } from '../../std/errors.js'
import { importOptionsOf } from '../data/import-options.js'
import { readingOf } from '../data/reading-options.js'
import type { BacktestOptions } from './options.js'

export interface RunBars {
  readonly series: readonly LoadedSeries[]
  /** Currency pairs that only convert. */
  readonly rates: readonly LoadedSeries[]
  /** Null where the run was given none. */
  readonly predictions: PredictionFile | null
  /** Parallel to `series`. */
  readonly provenance: readonly { readonly label: string; readonly synthetic: boolean; readonly dataHash: string }[]
  /** What was asked for, so that a run can say where its bars came from. */
  readonly sources: readonly DataSource[]
  /** What the data says of itself, each once. */
  readonly notes: readonly string[]
}

/** Loads every named source, in their order; with bid and ask where a run is to trade on them. */
export async function loadRunBars(names: readonly string[], options: BacktestOptions, quotes = false): Promise<RunBars> {
  const loaded: LoadedBars[] = []
  const { catalogFolders, ...asked } = loadOptions(options)
  const { detail } = options
  for (const name of names) {
    const bars = await loadBars(name, { ...asked, catalogFolders, quotes })
    loaded.push(detail === undefined ? bars : await withDetail(bars, name, detail, { ...asked, catalogFolders, quotes }))
  }
  const predictions = await loadPredictions(options)
  return {
    predictions,
    sources: names.map((name) => ({ name, catalog: options.catalog, options: asked })),
    series: loaded.flatMap((bars) => bars.series),
    rates: await loadRates(options),
    provenance: loaded.flatMap(({ series, provenance: { label, synthetic } }) =>
      series.map(({ dataHash }) => ({ label, synthetic, dataHash })),
    ),
    notes: [...new Set(loaded.flatMap(({ provenance }) => provenance.notes)), ...loaded.flatMap(splitNotes), ...(predictions?.notes ?? [])],
  }
}

/** The pairs of --rates over the days of the run, and a week before them: the first day has a rate too. */
async function loadRates(options: BacktestOptions): Promise<LoadedSeries[]> {
  const { from, to, catalogFolders } = loadOptions(options)
  const before = from === undefined ? undefined : Number(from) - 7 * DAY_MS
  const loaded: LoadedBars[] = []
  for (const name of options.rates ?? []) loaded.push(await loadBars(name, { from: before, to, catalogFolders }))
  return loaded.flatMap(({ series }) => series)
}

/** Of the instruments and days of the run, where these were chosen. */
async function loadPredictions(options: BacktestOptions): Promise<PredictionFile | null> {
  const { predictions, predictionsTz, tz, dates, decimal, instrument } = options
  if (predictions === undefined) {
    if (predictionsTz === undefined) return null
    throw new BenchError('USAGE', '--predictions-tz is of no file', 'name the predictions: --predictions FILE')
  }
  const { from, to } = loadOptions(options)
  const { readPredictions } = await import('../../data/predictions/read-predictions.js')
  return readPredictions(predictions, { timeZone: predictionsTz ?? tz, dates, decimal, instruments: instrument, from, to })
}

/** A split that nobody took out of the prices is a loss or gain that never was, so a run on it says so. */
function splitNotes({ series, provenance }: LoadedBars): string[] {
  if (provenance.synthetic) return []
  return series.flatMap((one) => {
    const suspected = suspectedSplits(one)
    const [first] = suspected
    if (first === undefined) return []
    const at = formatTime(one.columns.openTime[first.row] as number).slice(0, 10)
    const more = suspected.length > 1 ? `, and ${suspected.length - 1} more` : ''
    return `${one.instrument.id} looks as if a split on ${at} were still in its prices (${first.closeBefore} → ${first.open})${more}: bench data check ${provenance.name}`
  })
}

function loadOptions(options: BacktestOptions): LoadOptions {
  const { instrument, from, to, catalog } = options
  if (from !== undefined && to !== undefined && from > to) throw new BenchError('USAGE', `--from ${from} is after --to ${to}`, 'swap them')
  return {
    ...importOptionsOf(options),
    ...readingOf(options),
    instruments: instrument,
    from: from === undefined ? undefined : startOf(from),
    to: to === undefined ? undefined : startOf(to) + DAY_MS,
    catalogFolders: [userCatalogFolder(catalog), bundledCatalogFolder()],
  }
}

/** Days of --from and --to are UTC days, whatever the data. */
function startOf(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00Z`)
}
