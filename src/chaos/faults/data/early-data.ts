// Bars come before their time: what is told at a close happens only later, as where a close is stamped with the open of its bar.

import { z } from 'zod'
import { quoteNames } from '../../../data/quote-columns.js'
import type { DataFault } from '../fault.js'
import { changed, each, withRows } from './window-rows.js'

const params = z.strictObject({ bars: z.number().int().min(1).max(1000).default(1).describe('How many bars too early') })

const told = ['open', 'high', 'low', 'close', 'volume'] as const

export const earlyData: DataFault<z.infer<typeof params>> = {
  name: 'early-data',
  plane: 'data',
  says: 'Bars are told before they happen; as many are missing at the end of it',
  params,
  draw: (random) => ({ bars: 1 + random.integer(5) }),
  apply(series, window, { bars }) {
    const early = changed(series, window, (columns, { first, end }, quotes) => {
      const from = Math.min(end, first + bars)
      for (const name of told) columns[name].copyWithin(first, from, end)
      if (quotes !== undefined) for (const name of quoteNames) quotes[name].copyWithin(first, from, end)
    })
    return withRows(early, window, (rows) => each(rows).slice(0, -bars))
  },
}
