// Volatility bursts: every return is a multiple of what it was, counted from the last price before.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices, onTick } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({ times: z.number().positive().max(100).default(5).describe('What returns are multiplied by') })

export const volatilityBurst: DataFault<z.infer<typeof params>> = {
  name: 'volatility-burst',
  plane: 'data',
  says: 'Returns are a multiple of what they were',
  params,
  draw: (random) => ({ times: 2 + 18 * random.next() }),
  apply: (series, window, { times }) =>
    changed(series, window, (columns, rows, quotes) => {
      const { first } = rows
      const base = (first === 0 ? columns.open[0] : columns.close[first - 1]) as number
      if (!(base > 0)) return
      movePrices(columns, quotes, rows, (price) => (price > 0 ? onTick(base * (price / base) ** times, series.instrument) : price))
    }),
}
