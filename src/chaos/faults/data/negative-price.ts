// Prices below zero: of a stock a fault, of a future a day such as 20 April 2020, when WTI settled at −37.63.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({ to: z.number().negative().min(-1_000_000_000).default(-37.63).describe('Where the first bar of it opens') })

export const negativePrice: DataFault<z.infer<typeof params>> = {
  name: 'negative-price',
  plane: 'data',
  says: 'Prices fall below zero',
  hides: true,
  params,
  apply: (series, window, { to }) =>
    changed(series, window, (columns, rows, quotes) => {
      const by = to - (columns.open[rows.first] as number)
      movePrices(columns, quotes, rows, (price) => Math.round((price + by) * 1e6) / 1e6)
    }),
}
