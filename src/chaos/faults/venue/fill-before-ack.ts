// The word that an order works comes behind the first thing that happened to it.

import { z } from 'zod'
import type { Delivery, VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('orders whose acknowledgement comes behind') })

export const fillBeforeAck: VenueFault<z.infer<typeof params>> = {
  name: 'fill-before-ack',
  plane: 'venue',
  says: 'The venue tells what became of an order before it says that it took it',
  params,
  draw: drawnShare,
  hands({ share }, random) {
    const held = new Map<number, Delivery>()
    return {
      heard(delivery) {
        const { event, time } = delivery
        if (event.kind === 'accepted' && random.next() < share) {
          held.set(event.clientOrderId, delivery)
          return []
        }
        const behind = 'clientOrderId' in event ? held.get(event.clientOrderId) : undefined
        if (behind === undefined || !('clientOrderId' in event)) return [delivery]
        held.delete(event.clientOrderId)
        return [delivery, { ...behind, time }]
      },
      ends(time) {
        const rest = [...held.values()].map((one) => ({ ...one, time }))
        held.clear()
        return rest
      },
    }
  },
}
