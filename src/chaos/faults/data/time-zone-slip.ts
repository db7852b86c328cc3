// The times of another zone are read as our own.

import { z } from 'zod'
import { MINUTE_MS } from '../../../model/time.js'
import type { DataFault } from '../fault.js'
import { shiftClock } from './clock-shift.js'

const params = z.strictObject({ hours: z.number().int().min(-14).max(14).default(5).describe('How much later bars seem to be') })

export const timeZoneSlip: DataFault<z.infer<typeof params>> = {
  name: 'time-zone-slip',
  plane: 'data',
  says: 'Times are those of another zone',
  hides: true,
  params,
  draw: (random) => ({ hours: [-9, -5, -4, 1, 4, 5, 9][random.integer(7)] as number }),
  apply: (series, window, { hours }) => shiftClock(series, window, hours * 60 * MINUTE_MS),
}
