// Bars are missing: the feed was down, and nobody sent them later.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { each, withRows } from './window-rows.js'

const params = z.strictObject({ share: z.number().min(0).max(1).default(1).describe('Chance of each bar to be missing') })

export const missingBars: DataFault<z.infer<typeof params>> = {
  name: 'missing-bars',
  plane: 'data',
  says: 'Bars are missing',
  params,
  draw: (random) => ({ share: 0.25 + 0.75 * random.next() }),
  apply: (series, window, { share }, random) => withRows(series, window, (rows) => each(rows).filter(() => random.next() >= share)),
}
