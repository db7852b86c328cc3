// A fill is made in parts, each an execution of its own.

import { z } from 'zod'
import type { Filled, VenueFault } from '../fault.js'
import { drawnShare, share } from './share.js'

/** What the ids of the parts lie apart, and from those of fills in one: more than a run of the suite has fills. */
const APART = 2 ** 17

const params = z.strictObject({
  share: share('fills that are parted'),
  parts: z.number().int().min(2).max(4).default(3).describe('How many parts; as many as there are lots where those are fewer'),
})

export const partialFill: VenueFault<z.infer<typeof params>> = {
  name: 'partial-fill',
  plane: 'venue',
  says: 'The venue fills orders in parts',
  params,
  draw: (random) => ({ ...drawnShare(random), parts: 2 + random.integer(3) }),
  hands: ({ share, parts }, random) => ({
    makes: (event) => (event.kind === 'filled' && random.next() < share ? parted(event, parts) : [event]),
  }),
}

/** The parts add up to the fill, its costs by their lots; whole lots only, and no part is parted again. */
function parted(event: Filled, parts: number): readonly Filled[] {
  const { fill } = event
  const { quantity, fee, slippage, fillId } = fill
  const count = Math.min(parts, quantity)
  if (!Number.isInteger(quantity) || count < 2 || fillId >= APART) return [event]
  const each = Math.floor(quantity / count)
  const rest = quantity - each * (count - 1)
  return Array.from({ length: count }, (_, part): Filled => {
    const isLast = part === count - 1
    const lots = isLast ? rest : each
    const costs = { fee: (fee * lots) / quantity, slippage: (slippage * lots) / quantity }
    return { ...event, fill: { ...fill, ...costs, quantity: lots, fillId: fillId + (part + 1) * APART }, done: event.done && isLast }
  })
}
