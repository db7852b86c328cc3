// A market without depth: the bars of a series with a share of their volume left.

import type { BarSeries } from '../../model/bar.js'

/** At least one lot trades in each bar. */
export function shallow(series: BarSeries, share: number): BarSeries {
  const volume = series.columns.volume.map((lots) => Math.max(1, Math.round(lots * share)))
  return { ...series, columns: { ...series.columns, volume } }
}
