// What brokers of tests can do, and what they say.

import type { BrokerOrder } from './broker.js'
import type { Capabilities } from './capabilities.js'

/** Of a broker whose orders are never judged. */
export const noCapabilities: Capabilities = {
  broker: 'a test',
  types: {},
  flags: { outsideRth: false, postOnly: false, reduceOnly: false, oca: false, children: false, notional: false },
}

/** An order of ten lots at market, by the books of a broker. */
export function brokerOrder(permanentId: number, clientOrderId: number): BrokerOrder {
  return { permanentId, clientOrderId, lots: 10, price: { type: 'market' } }
}
