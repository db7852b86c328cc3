// The line is down: what is sent is lost, and what the venue says is told when the line is up again, or never.

import { z } from 'zod'
import type { Delivery, VenueFault } from '../fault.js'

const params = z.strictObject({
  reports: z.enum(['held', 'lost']).default('held').describe('What becomes of what the venue says meanwhile'),
})

export const disconnect: VenueFault<z.infer<typeof params>> = {
  name: 'disconnect',
  plane: 'venue',
  says: 'The line to the broker is down, and requests are lost',
  params,
  draw: (random) => ({ reports: random.next() < 0.5 ? 'held' : 'lost' }),
  hands({ reports }) {
    const held: Delivery[] = []
    return {
      begins: (time) => [{ event: { kind: 'disconnected', time, why: 'the line is down' }, time }],
      ends: (time) => [{ event: { kind: 'reconnected', time }, time }, ...held.splice(0).map((one) => ({ ...one, time }))],
      submit: () => 'lose',
      modify: () => 'lose',
      cancel: () => 'lose',
      cancelAll: () => 'lose',
      inquire: () => 'lose',
      heard(delivery) {
        if (reports === 'held') held.push(delivery)
        return []
      },
    }
  },
}
