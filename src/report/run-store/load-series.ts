// The bars of a stored run, loaded again from where they came: they must be the same bars, or none are given.

import { dirname, isAbsolute, join } from 'node:path'
import { bundledCatalogFolder, userCatalogFolder } from '../../data/catalog/catalog.js'
import { type LoadOptions, loadBars } from '../../data/load-bars.js'
import type { LoadedSeries } from '../../data/loaded-bars.js'
import type { RunSeries } from '../../model/run.js'
import { BenchError } from '../../std/errors.js'
import type { StoredRun } from './read-run.js'

export interface SeriesAtHand {
  /** In the order in which they were loaded; empty when any is missing. */
  readonly series: readonly LoadedSeries[]
  /** Why there are none; null when they are all here. */
  readonly absent: string | null
}

/** Loads what run.json names, from the catalog or from files beside the working folder or the run, and checks it against the run's data hashes. */
export async function loadSeriesOf({ document, directory }: Pick<StoredRun, 'document' | 'directory'>): Promise<SeriesAtHand> {
  const { data, series } = document
  if (data.length === 0) return { series: [], absent: 'the run does not say where its bars came from' }
  const loaded: LoadedSeries[] = []
  for (const source of data) {
    try {
      loaded.push(...(await loadSource(source, directory)))
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      return { series: [], absent: `${source.name} is not at hand: ${error.message}` }
    }
  }
  const isOf = (one: LoadedSeries, { instrument, timeframe, dataHash }: RunSeries): boolean =>
    one.instrument.id === instrument.id && one.timeframe === timeframe && one.dataHash === dataHash
  const lost = series.find((wanted) => !loaded.some((one) => isOf(one, wanted)))
  if (lost === undefined) return { series: loaded, absent: null }
  const names = [...new Set(data.map(({ name }) => name))].join(', ')
  return { series: [], absent: `the bars of ${lost.instrument.id} in ${names} are not those of the run any more` }
}

type Source = StoredRun['document']['data'][number]

/** A path is looked for from the working folder, then from the folder that holds the folder of runs. */
async function loadSource({ name, catalog, options }: Source, directory: string): Promise<readonly LoadedSeries[]> {
  const asked = { ...(options as LoadOptions), catalogFolders: [userCatalogFolder(catalog), bundledCatalogFolder()] }
  try {
    return (await loadBars(name, asked)).series
  } catch (error) {
    const isPath = /[\\/]|\.\w+$/.test(name)
    if (!isPath || isAbsolute(name) || !(error instanceof BenchError) || error.code !== 'NO_SUCH_FILE') throw error
    return (await loadBars(join(dirname(dirname(directory)), name), asked)).series
  }
}
