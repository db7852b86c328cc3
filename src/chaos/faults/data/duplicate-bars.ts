// Bars come twice: a feed that sends again after it was cut off.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { each, withRows } from './window-rows.js'

const params = z.strictObject({ share: z.number().min(0).max(1).default(1).describe('Chance of each bar to come twice') })

export const duplicateBars: DataFault<z.infer<typeof params>> = {
  name: 'duplicate-bars',
  plane: 'data',
  says: 'Bars come twice',
  hides: true,
  params,
  draw: (random) => ({ share: 0.25 + 0.75 * random.next() }),
  apply: (series, window, { share }, random) =>
    withRows(series, window, (rows) => each(rows).flatMap((row) => (random.next() < share ? [row, row] : [row]))),
}
