// Requests over a rate are refused, whatever they ask for.

import { z } from 'zod'
import type { EpochMs } from '../../../model/time.js'
import type { Passage, VenueFault } from '../fault.js'
import { seconds } from './share.js'

const params = z.strictObject({
  most: z.number().int().min(0).max(1_000_000).default(2).describe('How many requests pass in the window'),
  seconds: seconds(60, 'that the window is long'),
})

export const pacing: VenueFault<z.infer<typeof params>> = {
  name: 'pacing',
  plane: 'venue',
  says: 'The venue refuses requests over a rate',
  params,
  draw: (random) => ({ most: 1 + random.integer(4), seconds: 60 * (1 + random.integer(5)) }),
  hands({ most, seconds }) {
    const passed: EpochMs[] = []
    const paced = (time: EpochMs): Passage => {
      while (passed.length > 0 && (passed[0] as EpochMs) <= time - seconds * 1000) passed.shift()
      if (passed.length >= most) return { refuse: `pacing: more than ${most} requests in ${seconds} s` }
      passed.push(time)
      return 'pass'
    }
    return { submit: (_, time) => paced(time), modify: (_, time) => paced(time), cancel: (_, time) => paced(time) }
  },
}
