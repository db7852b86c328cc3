// A change leaves two live orders: the one that was changed, and beside it the one that it was, under the same client id.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

const params = z.strictObject({ share: share('changes that leave two orders') })

export const modifyTwin: VenueFault<z.infer<typeof params>> = {
  name: 'modify-twin',
  plane: 'venue',
  says: 'A change leaves two live orders, the old one and the new one',
  params,
  draw: drawnShare,
  hands: ({ share: most }, random) => ({
    modify: () => (random.next() < most ? 'twin' : 'pass'),
  }),
}
