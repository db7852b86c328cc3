// A fill is told again: at once, or some time later.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, seconds, share } from './share.js'

const params = z.strictObject({
  share: share('fills that are told again'),
  times: z.number().int().min(1).max(10_000).default(1).describe('How many times more'),
  seconds: seconds(0, 'between one and the next'),
})

export const duplicateFill: VenueFault<z.infer<typeof params>> = {
  name: 'duplicate-fill',
  plane: 'venue',
  says: 'The venue tells a fill more than once',
  params,
  draw: (random) => ({ ...drawnShare(random), times: 1 + random.integer(3), seconds: random.integer(120) }),
  hands: ({ share, times, seconds }, random) => ({
    heard(delivery) {
      if (delivery.event.kind !== 'filled' || random.next() >= share) return [delivery]
      return Array.from({ length: times + 1 }, (_, more) => ({ ...delivery, time: delivery.time + more * seconds * 1000 }))
    },
  }),
}
