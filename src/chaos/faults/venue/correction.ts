// The venue says some time later that an execution was at another price, or of fewer lots.

import { z } from 'zod'
import type { Fill } from '../../../model/fill.js'
import type { VenueFault } from '../fault.js'
import { revised } from './revised.js'
import { drawnShare, seconds, share } from './share.js'

const params = z.strictObject({
  share: share('fills that are put right'),
  seconds: seconds(600, 'until then'),
  price: z.number().positive().max(1000).default(1.01).describe('What the price is a multiple of'),
  lots: z.number().positive().max(1).default(1).describe('Share of its lots that is left; one lot at the least'),
})

export const correction: VenueFault<z.infer<typeof params>> = {
  name: 'correction',
  plane: 'venue',
  says: 'The venue puts the price or the lots of fills right some time later',
  params,
  draw: (random) => ({
    ...drawnShare(random),
    seconds: 60 * (1 + random.integer(30)),
    price: 0.98 + 0.04 * random.next(),
    lots: random.next() < 0.5 ? 1 : 0.5,
  }),
  hands: ({ share, seconds, price, lots }, random) => ({
    revises: (event) => (random.next() < share ? revised(event, corrected(event.fill, price, lots), seconds) : null),
  }),
}

/** On the cent; what it cost goes with the lots. */
function corrected(fill: Fill, times: number, left: number): Fill {
  const quantity = Math.max(Math.min(1, fill.quantity), Math.floor(fill.quantity * left))
  const price = Math.round(fill.price * times * 100) / 100
  const costs = { fee: (fill.fee * quantity) / fill.quantity, slippage: 0 }
  return { ...fill, ...costs, quantity, price, referencePrice: price }
}
