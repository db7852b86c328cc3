// Every word of an order but a fill is heard late: that it works, that it changed, that it is no more.

import { z } from 'zod'
import type { Delivery, VenueFault } from '../fault.js'
import { seconds } from './share.js'

const params = z.strictObject({ seconds: seconds(90, 'until it is heard') })

export const slowAck: VenueFault<z.infer<typeof params>> = {
  name: 'slow-ack',
  plane: 'venue',
  says: 'The venue answers requests late, and tells fills at once',
  params,
  draw: (random) => ({ seconds: 1 + random.integer(300) }),
  hands: ({ seconds }) => ({
    heard: (delivery) => [isFill(delivery) ? delivery : { ...delivery, time: delivery.time + seconds * 1000 }],
  }),
}

function isFill({ event: { kind } }: Delivery): boolean {
  return kind === 'filled' || kind === 'commission'
}
