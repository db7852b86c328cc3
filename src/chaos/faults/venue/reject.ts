// The venue refuses: each order with a probability, in a word.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'

const params = z.strictObject({ share: z.number().min(0).max(1).default(1).describe('Share of the orders that are refused') })

export const reject: VenueFault<z.infer<typeof params>> = {
  name: 'reject',
  plane: 'venue',
  says: 'The venue refuses orders',
  params,
  draw: (random) => ({ share: 0.25 + 0.75 * random.next() }),
  hands: ({ share }, random) => ({
    submit: () => (random.next() < share ? { refuse: 'the venue refuses orders' } : 'pass'),
  }),
}
