// What a fill cost is to be told later, and never is.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('fills whose commission never comes') })

export const lostCommission: VenueFault<z.infer<typeof params>> = {
  name: 'lost-commission',
  plane: 'venue',
  says: 'The venue tells fills without what they cost',
  params,
  draw: drawnShare,
  hands: ({ share }, random) => ({
    heard(delivery) {
      const { event } = delivery
      if (event.kind === 'commission') return random.next() < share ? [] : [delivery]
      if (event.kind !== 'filled' || random.next() >= share) return [delivery]
      return [{ ...delivery, event: { ...event, fill: { ...event.fill, fee: 0 } } }]
    },
  }),
}
