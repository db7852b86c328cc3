// The venue refuses: each order with a probability, in a word.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('orders that are refused') })

export const reject: VenueFault<z.infer<typeof params>> = {
  name: 'reject',
  plane: 'venue',
  says: 'The venue refuses orders',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    submit: () => (random.next() < share ? { refuse: 'the venue refuses orders' } : 'pass'),
  }),
}
