// Prices that are not numbers: a division by nothing somewhere before us.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { movePrices } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({})

export const nanPrice: DataFault<z.infer<typeof params>> = {
  name: 'nan-price',
  plane: 'data',
  says: 'Prices are not numbers',
  hides: true,
  params,
  apply: (series, window) => changed(series, window, (columns, rows, quotes) => movePrices(columns, quotes, rows, () => Number.NaN)),
}
