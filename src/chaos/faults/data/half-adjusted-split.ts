// A split that was adjusted in the closes alone: what strategies reckon with and what orders fill at are in different shares.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { onTick } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({ ratio: z.number().positive().max(1_000_000).default(2).describe('What the closes are divided by') })

export const halfAdjustedSplit: DataFault<z.infer<typeof params>> = {
  name: 'half-adjusted-split',
  plane: 'data',
  says: 'Closes are adjusted for a split, opens, highs and lows are not',
  params,
  draw: (random) => ({ ratio: [0.1, 2, 4, 20][random.integer(4)] as number }),
  apply: (series, window, { ratio }) =>
    changed(series, window, ({ high, low, close }, { first, end }) => {
      for (let row = first; row < end; row++) {
        const adjusted = onTick((close[row] as number) / ratio, series.instrument)
        close[row] = adjusted
        high[row] = Math.max(high[row] as number, adjusted)
        low[row] = Math.min(low[row] as number, adjusted)
      }
    }),
}
