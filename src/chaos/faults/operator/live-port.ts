// The port of the live account is in the config by mistake. There is no way from here to a live account, so no config may name one.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'

const params = z.strictObject({
  port: z.number().int().min(1).max(65_535).default(7496).describe('7496 is TWS, 4001 the gateway, both live'),
})

export const livePort: OperatorFault<z.infer<typeof params>> = {
  name: 'live-port',
  plane: 'operator',
  says: 'The config names the port of a live account',
  hides: true,
  params,
  apply(setup, { port }) {
    const config = { ...setup.config, port }
    return { ...setup, config }
  },
}
