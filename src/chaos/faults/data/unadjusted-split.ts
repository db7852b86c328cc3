// A split that nobody told of: from one bar to the next there are more shares at a lower price.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices, onTick } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({ ratio: z.number().positive().max(1_000_000).default(2).describe('Shares after it for each before') })

export const unadjustedSplit: DataFault<z.infer<typeof params>> = {
  name: 'unadjusted-split',
  plane: 'data',
  says: 'Prices are those after a split that is nowhere recorded',
  params,
  draw: (random) => ({ ratio: [0.1, 2, 4, 20][random.integer(4)] as number }),
  apply: (series, window, { ratio }) =>
    changed(series, window, (columns, rows, quotes) => {
      movePrices(columns, quotes, rows, (price) => onTick(price / ratio, series.instrument))
      for (let row = rows.first; row < rows.end; row++) columns.volume[row] = (columns.volume[row] as number) * ratio
    }),
}
