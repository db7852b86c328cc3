// Finds the finer bars of instruments that a run replays inside its longer ones: in the source the bars came from, else in the catalog.

import type { Adjustment } from '../model/corporate-action.js'
import { type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { bundledCatalogFolder, openCatalog, userCatalogFolder } from './catalog/catalog.js'
import { isPath, type LoadOptions, loadBars } from './load-bars.js'
import type { LoadedBars, LoadedSeries } from './loaded-bars.js'
import { isRemote } from './remote.js'

/**
 * The series, each with finer bars of its instrument as `detail` where there are any. They come from the same name or path where bars of `timeframe` are
 * stored there or can be made; else from the catalog: a dataset that stores that length before one that has shorter bars. Fails with `NO_BARS` where no
 * instrument has any, and with `USAGE` where no series is of longer bars.
 */
export async function withDetail(bars: LoadedBars, nameOrPath: string, timeframe: Timeframe, options: LoadOptions): Promise<LoadedBars> {
  const longer = bars.series.filter((one) => isFiner(timeframe, one.timeframe))
  if (longer.length === 0) {
    const message = `bars of ${timeframe} are no detail of bars of ${bars.provenance.timeframe}`
    throw new BenchError('USAGE', message, 'the detail is shorter than the bars: --timeframe 1d --detail 1m')
  }
  const ids = longer.map(({ instrument }) => instrument.id)
  const found = new Map<string, LoadedSeries>()
  for (const source of await sourcesOf(nameOrPath, timeframe, options)) {
    const wanted = ids.filter((id) => !found.has(id) && (source.instruments?.includes(id) ?? true))
    if (wanted.length === 0) continue
    const adjust = source.adjusted === undefined ? options.adjust : bars.provenance.adjusted
    const loaded = await loadBars(source.name, { ...options, timeframe, hours: undefined, adjust, instruments: wanted }).catch(unlessBars)
    for (const one of loaded?.series ?? []) found.set(one.instrument.id, one)
  }
  if (found.size === 0) {
    const message = `no bars of ${timeframe} or shorter of ${ids.slice(0, 3).join(', ')}`
    throw new BenchError('NO_BARS', message, 'bench data ls lists what there is; bench data import FILE brings more')
  }
  const without = ids.filter((id) => !found.has(id))
  const notes =
    without.length === 0 ? [] : [`No bars of ${timeframe} or shorter: ${without.join(', ')}; the bars there are walked as they are.`]
  const { series, provenance } = bars
  return {
    ...bars,
    series: series.map((one) => (ids.includes(one.instrument.id) ? { ...one, detail: found.get(one.instrument.id) } : one)),
    provenance: { ...provenance, notes: [...provenance.notes, ...notes] },
  }
}

function isFiner(one: Timeframe, other: Timeframe): boolean {
  return timeframeMs(one) < timeframeMs(other)
}

/** Where finer bars may be, in the order in which they are asked for. */
interface DetailSource {
  readonly name: string
  /** Absent where nobody looked. */
  readonly instruments?: readonly string[]
  readonly adjusted?: Adjustment | undefined
}

async function sourcesOf(nameOrPath: string, timeframe: Timeframe, options: LoadOptions): Promise<DetailSource[]> {
  const { datasets } = await openCatalog(foldersOf(options)).listDatasets()
  const inCatalog = datasets
    .map(({ dataset }) => dataset)
    .filter((dataset) => timeframeMs(timeframe) % timeframeMs(dataset.timeframe) === 0)
    .sort((a, b) => Number(b.name === nameOrPath) - Number(a.name === nameOrPath) || timeframeMs(b.timeframe) - timeframeMs(a.timeframe))
    .map(({ name, adjusted, instruments }) => ({ name, adjusted, instruments: instruments.map(({ instrument }) => instrument.id) }))
  return (await fileHolds(nameOrPath, timeframe, options)) ? [{ name: nameOrPath }, ...inCatalog] : inCatalog
}

/** Whether a file's bars are of the timeframe, or can be made to be. */
async function fileHolds(path: string, timeframe: Timeframe, options: LoadOptions): Promise<boolean> {
  if (isRemote(path) || !isPath(path)) return false
  const { timeframeOfFile } = await import('./import/read-file.js')
  const stored = await timeframeOfFile(path, { ...options, timeframe: undefined }).catch((error: unknown) => {
    if (error instanceof BenchError) return null
    throw error
  })
  return stored !== null && timeframeMs(timeframe) % timeframeMs(stored) === 0
}

/** A dataset without bars in the range has none to give. */
function unlessBars(error: unknown): null {
  if (error instanceof BenchError && error.code === 'NO_BARS') return null
  throw error
}

function foldersOf({ catalogFolders }: LoadOptions): readonly string[] {
  return catalogFolders ?? [userCatalogFolder(), bundledCatalogFolder()]
}
