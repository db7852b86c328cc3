// Capability tables for brokers of tests.

import type { Capabilities } from './capabilities.js'

/** Of a broker whose orders are never judged. */
export const noCapabilities: Capabilities = {
  broker: 'a test',
  types: {},
  flags: { outsideRth: false, postOnly: false, reduceOnly: false, oca: false, children: false, notional: false },
}
