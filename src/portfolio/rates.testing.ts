// Currency pairs for tests: a close a day, from the first day of 1970 on.

import type { BarSeries } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { DAY_MS } from '../model/time.js'

/** A pair by its two codes, such as EURUSD. */
export function pairSeries(id: string, ...closes: readonly number[]): BarSeries {
  const prices = Float64Array.from(closes)
  return {
    instrument: instrument(id, 'forex', { currency: id.slice(3), tick: 'none', calendar: '24/7' }),
    timeframe: '1d',
    columns: {
      length: closes.length,
      openTime: prices.map((_, day) => day * DAY_MS),
      closeTime: prices.map((_, day) => (day + 1) * DAY_MS),
      open: prices,
      high: prices,
      low: prices,
      close: prices,
      volume: prices.map(() => 0),
    },
  }
}
