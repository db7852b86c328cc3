// Bars ready for a run: the series, what is known of them, and the hash of their content.

import type { BarSeries } from '../model/bar.js'
import type { DatasetDescription } from './catalog/dataset.js'
import { hashColumns, hashSeries } from './content-hash.js'

/** A series, and the hash of its numbers. */
export interface LoadedSeries extends BarSeries {
  /** Hex sha256 of the columns as loaded. */
  readonly dataHash: string
}

/** What `loadBars` and `barsOf` give and `backtest` takes. */
export interface LoadedBars {
  /** In the order in which they were asked for, else as stored; none is empty. */
  readonly series: readonly LoadedSeries[]
  /** What is known of the bars: label, source, notes. */
  readonly provenance: DatasetDescription
  /** Hash of all series as loaded, whatever their order. */
  readonly dataHash: string
}

/** Hashes the series that are not; the same bars give the same hash from a dataset, a file or a generator. */
export function loadedBars(series: readonly (BarSeries | LoadedSeries)[], provenance: DatasetDescription): LoadedBars {
  const hashed = series.map((one): LoadedSeries => ('dataHash' in one ? one : { ...one, dataHash: hashColumns(one.columns) }))
  const identities = hashed.map(({ instrument, timeframe, dataHash }) => ({ instrument: instrument.id, timeframe, columns: dataHash }))
  return { series: hashed, provenance, dataHash: hashSeries(identities) }
}
