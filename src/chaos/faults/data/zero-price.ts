// Bars of zeros: a feed that writes 0 where it has no price.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({})

export const zeroPrice: DataFault<z.infer<typeof params>> = {
  name: 'zero-price',
  plane: 'data',
  says: 'Prices are zero',
  hides: true,
  params,
  apply: (series, window) => changed(series, window, (columns, rows, quotes) => movePrices(columns, quotes, rows, () => 0)),
}
