// Closes that were sound when the bars were checked and are no prices when they are read, as on a feed that nobody checks beforehand.

import { z } from 'zod'
import { findFault, validateOnce } from '../../../data/validate-columns.js'
import type { DataFault } from '../fault.js'
import { changed } from './window-rows.js'

const read = { nan: Number.NaN, zero: 0 } as const

const params = z.strictObject({ as: z.enum(['nan', 'zero']).default('nan').describe('What is read: no number, or nothing') })

export const spoiltPrice: DataFault<z.infer<typeof params>> = {
  name: 'spoilt-price',
  plane: 'data',
  says: 'Closes are no prices, and the check of bars does not see it',
  params,
  draw: (random) => ({ as: random.next() < 0.5 ? 'nan' : 'zero' }),
  apply: (series, window, { as }) =>
    changed(series, window, (columns, { first, end }) => {
      // What is unsound already is refused.
      if (findFault(columns, series.instrument) !== null) return
      validateOnce(columns, series.instrument, series.instrument.id)
      columns.close.fill(read[as], first, end)
    }),
}
