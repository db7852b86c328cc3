// The venue says that it canceled an order, and the order works on: one more is live than we know of.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('cancels that are confirmed and not done') })

export const phantomOrder: VenueFault<z.infer<typeof params>> = {
  name: 'phantom-order',
  plane: 'venue',
  says: 'The venue confirms cancels, and the orders work on',
  params,
  draw: drawnShare,
  hands: ({ share: most }, random) => ({
    cancel: () => (random.next() < most ? { confirm: 'canceled' } : 'pass'),
  }),
}
