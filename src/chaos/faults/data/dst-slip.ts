// The clocks changed and the feed did not: times are an hour off.

import { z } from 'zod'
import { MINUTE_MS } from '../../../model/time.js'
import type { DataFault } from '../fault.js'
import { shiftClock } from './clock-shift.js'

const params = z.strictObject({ change: z.enum(['forward', 'back']).default('forward').describe('Where the clocks went') })

export const dstSlip: DataFault<z.infer<typeof params>> = {
  name: 'dst-slip',
  plane: 'data',
  says: 'Times are an hour off, as after a change of the clocks that was missed',
  hides: true,
  params,
  draw: (random) => ({ change: random.next() < 0.5 ? 'forward' : 'back' }),
  apply: (series, window, { change }) => shiftClock(series, window, (change === 'forward' ? 60 : -60) * MINUTE_MS),
}
