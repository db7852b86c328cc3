// A market that falls: the bars of a series with a share of their price taken away, more of it with each bar.

import type { BarSeries } from '../../model/bar.js'

/** The series with the last bar at 1 − `share` of its price and the first as it was; prices stay on the cent. */
export function falling(series: BarSeries, share: number): BarSeries {
  const { open, high, low, close, length } = series.columns
  const fallen = (prices: Float64Array): Float64Array =>
    prices.map((price, bar) => Math.round(price * (1 - (share * bar) / Math.max(1, length - 1)) * 100) / 100)
  return { ...series, columns: { ...series.columns, open: fallen(open), high: fallen(high), low: fallen(low), close: fallen(close) } }
}
