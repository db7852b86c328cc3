// Bid and ask beside bars that have none: so far around each price, on the tick.

import { allocateQuotes } from '../../data/quote-columns.js'
import type { BarSeries } from '../../model/bar.js'

const parts = ['Open', 'High', 'Low', 'Close'] as const

/** `bps` is what the spread is at the least, in basis points of the price; each side is at a whole tick. */
export function quoted(series: BarSeries, bps: number): BarSeries {
  const { columns, instrument } = series
  const { length } = columns
  const quotes = allocateQuotes(length)
  const tick = instrument.tick === 'none' ? 1e-6 : instrument.tick
  const perUnit = Math.round(1 / tick)
  for (const part of parts) {
    const prices = columns[part.toLowerCase() as Lowercase<typeof part>]
    for (let row = 0; row < length; row++) {
      const price = prices[row] as number
      const half = (price * bps) / 20_000
      quotes[`bid${part}`][row] = Math.floor((price - half) * perUnit) / perUnit
      quotes[`ask${part}`][row] = Math.ceil((price + half) * perUnit) / perUnit
    }
  }
  return { ...series, quotes }
}
