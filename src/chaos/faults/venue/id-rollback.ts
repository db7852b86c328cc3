// The broker says that ids begin anew: what it gave out before it has forgotten, and whoever believes it uses an id twice.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'

const params = z.strictObject({ id: z.number().int().min(1).max(2_147_483_647).default(1).describe('The id that it says is the next') })

export const idRollback: VenueFault<z.infer<typeof params>> = {
  name: 'id-rollback',
  plane: 'venue',
  says: 'The broker says that order ids begin anew',
  params,
  draw: (random) => ({ id: 1 + random.integer(20) }),
  hands: ({ id }) => ({
    begins: (time) => [{ event: { kind: 'next-id', time, id }, time }],
  }),
}
