// A halt: no bars, then the market opens again at another price.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices, onTick } from './move-prices.js'
import { changed, each, withRows } from './window-rows.js'

const params = z.strictObject({
  share: z.number().min(0).max(1).default(0.8).describe('How much of the time is halted; the rest trades at the new price'),
  gap: z.number().gt(-1).max(100).default(-0.05).describe('How far from where it was it opens again, a share of the price'),
})

export const halt: DataFault<z.infer<typeof params>> = {
  name: 'halt',
  plane: 'data',
  says: 'Trading halts, and opens again at a gap',
  params,
  draw: (random) => ({ gap: (random.next() < 0.5 ? -1 : 1) * (0.01 + 0.14 * random.next()) }),
  apply(series, window, { share, gap }) {
    const reopened = changed(series, window, (columns, rows, quotes) =>
      movePrices(columns, quotes, rows, (price) => onTick(price * (1 + gap), series.instrument)),
    )
    return withRows(reopened, window, (rows) => each(rows).slice(Math.ceil(share * (rows.end - rows.first))))
  },
}
