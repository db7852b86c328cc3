// Stocks of other countries: prices in another currency than dollars, and the pairs that convert it.

import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'

/** Prices of a currency. */
export interface Priced {
  readonly currency: string
  /** What they are of those that a market makes. */
  readonly times: number
  readonly tick: number
}

/** The series with such prices, on the tick. */
export function priced(series: BarSeries, { currency, times, tick }: Priced): BarSeries {
  const { open, high, low, close } = series.columns
  const perUnit = Math.round(1 / tick)
  const converted = (prices: Float64Array): Float64Array => prices.map((price) => Math.round(price * times * perUnit) / perUnit)
  const columns = { ...series.columns, open: converted(open), high: converted(high), low: converted(low), close: converted(close) }
  return { ...series, instrument: { ...series.instrument, currency, tick }, columns }
}

/** The pair that a series is named after: `USDJPY` is priced in yen. */
export function asPair(series: BarSeries): BarSeries {
  const { id, calendar, tick } = series.instrument
  return { ...series, instrument: instrument(id, 'forex', { currency: id.slice(3), calendar, tick }) }
}
