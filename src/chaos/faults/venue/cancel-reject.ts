// The venue will not cancel: what works goes on working.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('cancels that are refused') })

export const cancelReject: VenueFault<z.infer<typeof params>> = {
  name: 'cancel-reject',
  plane: 'venue',
  says: 'The venue refuses to cancel orders',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    cancel: () => (random.next() < share ? { refuse: 'the venue does not cancel' } : 'pass'),
  }),
}
