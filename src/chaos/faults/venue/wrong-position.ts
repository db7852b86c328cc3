// The broker's statement has a position that is not so, as it may after a line came up again.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'

const params = z.strictObject({
  lots: z.number().int().min(-1_000_000_000).max(1_000_000_000).default(100).describe('Lots that the statement has more of each asset'),
})

export const wrongPosition: VenueFault<z.infer<typeof params>> = {
  name: 'wrong-position',
  plane: 'venue',
  says: 'The statement of the broker has another position than it holds',
  params,
  // As often the least that can differ as any more.
  draw: (random) => ({ lots: (random.next() < 0.5 ? -1 : 1) * (random.next() < 0.5 ? 1 : 1 + random.integer(200)) }),
  hands: ({ lots: more }) => ({
    states: (statement) => ({ ...statement, lots: new Map([...statement.lots].map(([asset, lots]) => [asset, lots + more])) }),
  }),
}
