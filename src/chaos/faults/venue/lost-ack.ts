// The word that an order works never comes: only its fills and its end say that it did.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('orders whose acknowledgement is lost') })

export const lostAck: VenueFault<z.infer<typeof params>> = {
  name: 'lost-ack',
  plane: 'venue',
  says: 'The venue takes orders and never says so',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    heard: (delivery) => (delivery.event.kind === 'accepted' && random.next() < share ? [] : [delivery]),
  }),
}
