// One print is off by a factor, as a slipped decimal point makes it: BRK.A printed 185.10 on 3 June 2024.

import { z } from 'zod'
import type { BarColumns } from '../../../model/bar.js'
import type { DataFault } from '../fault.js'
import { onTick } from './move-prices.js'
import { changed } from './window-rows.js'

const params = z.strictObject({
  factor: z.number().positive().max(1_000_000).default(0.1).describe('What the price is multiplied by'),
  of: z.enum(['open', 'high', 'low', 'close']).default('close').describe('Which price of the bar'),
})

export const badTick: DataFault<z.infer<typeof params>> = {
  name: 'bad-tick',
  plane: 'data',
  says: 'One price of one bar is off by a factor',
  params,
  draw: (random) => ({ factor: [0.01, 0.1, 10, 100][random.integer(4)] as number }),
  apply: (series, window, { factor, of }, random) =>
    changed(series, window, (columns, { first, end }) => {
      if (end === first) return
      const row = first + random.integer(end - first)
      columns[of][row] = onTick((columns[of][row] as number) * factor, series.instrument)
      stretch(columns, row)
    }),
}

/** The high and the low hold the print, as those of a real bar with a bad one do. */
function stretch({ open, high, low, close }: BarColumns, row: number): void {
  const prices = [open, high, low, close].map((column) => column[row] as number)
  high[row] = Math.max(...prices)
  low[row] = Math.min(...prices)
}
