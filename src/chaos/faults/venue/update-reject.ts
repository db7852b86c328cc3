// The venue will not change an order: what works goes on as it was.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('changes that are refused') })

export const updateReject: VenueFault<z.infer<typeof params>> = {
  name: 'update-reject',
  plane: 'venue',
  says: 'The venue refuses to change orders',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    modify: () => (random.next() < share ? { refuse: 'the venue does not change orders' } : 'pass'),
  }),
}
