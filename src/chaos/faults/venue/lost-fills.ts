// Fills are never told: who sent the order goes on as if nothing had filled. Knight Capital, 2012.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('fills that are lost') })

export const lostFills: VenueFault<z.infer<typeof params>> = {
  name: 'lost-fills',
  plane: 'venue',
  says: 'The venue fills orders and never says so',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    heard: (delivery) => (delivery.event.kind === 'filled' && random.next() < share ? [] : [delivery]),
  }),
}
