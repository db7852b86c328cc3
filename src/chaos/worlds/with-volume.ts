// A market of another depth: the bars of a series with as much volume as is asked for.

import type { BarSeries } from '../../model/bar.js'

/** About `lots` trade over all its bars, as its volume is spread over them, and at least one in each. */
export function withVolume(series: BarSeries, lots: number): BarSeries {
  const { volume: traded } = series.columns
  const all = traded.reduce((sum, volume) => sum + volume, 0)
  const volume = traded.map((volume) => Math.max(1, Math.round((volume / all) * lots)))
  return { ...series, columns: { ...series.columns, volume } }
}
