// An instrument is set up with the multiplier of another contract, such as 50 for the 5 of the micro.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'

const params = z.strictObject({ times: z.number().positive().max(1_000_000).default(100).describe('What the multiplier is a multiple of') })

export const wrongMultiplier: OperatorFault<z.infer<typeof params>> = {
  name: 'wrong-multiplier',
  plane: 'operator',
  targets: 'instrument',
  says: 'An instrument has the multiplier of another',
  params,
  draw: (random) => ({ times: [0.01, 0.1, 10, 100][random.integer(4)] as number }),
  apply: (setup, { times }, { target }) => ({
    ...setup,
    series: setup.series.map((one) => {
      const { instrument } = one
      if (target !== undefined && instrument.id !== target) return one
      return { ...one, instrument: Object.freeze({ ...instrument, multiplier: instrument.multiplier * times }) }
    }),
  }),
}
