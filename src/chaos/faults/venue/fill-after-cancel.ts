// An order is told to be canceled, and then it has filled: the two crossed on their way.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, seconds, share } from './share.js'

const params = z.strictObject({ share: share('orders that it happens to'), seconds: seconds(0, 'from the cancel to the fill') })

export const fillAfterCancel: VenueFault<z.infer<typeof params>> = {
  name: 'fill-after-cancel',
  plane: 'venue',
  says: 'The venue says that an order is canceled, and tells its last fill after that',
  params,
  draw: (random) => ({ ...drawnShare(random), seconds: random.integer(120) }),
  hands: ({ share, seconds }, random) => ({
    heard(delivery) {
      const { event, time } = delivery
      if (event.kind !== 'filled' || !event.done || random.next() >= share) return [delivery]
      const { clientOrderId } = event
      const why = 'the venue says that it canceled it'
      return [
        { event: { kind: 'canceled', clientOrderId, time: event.time, why }, time },
        { ...delivery, time: time + seconds * 1000 },
      ]
    },
  }),
}
