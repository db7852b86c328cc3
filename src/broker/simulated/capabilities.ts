// What the simulated venue takes: the types and times in force of Interactive Brokers, as far as they have a meaning over bars.

import type { Capabilities } from '../../model/capabilities.js'
import { type TimeInForce, timesInForce } from '../../model/signal.js'

/** For orders that wait for prices along the way: nothing to take at once, and no auction. */
const waiting: readonly TimeInForce[] = ['DAY', 'GTC', 'GTD']
/** For the closing auction: it is over with its session (error 113 of the TWS API for anything else). */
const auction: readonly TimeInForce[] = ['DAY']

export const simulatedCapabilities: Capabilities = {
  broker: 'simulated venue',
  types: {
    market: timesInForce,
    limit: timesInForce,
    stop: waiting,
    'stop-limit': waiting,
    'trailing-stop': waiting,
    'trailing-stop-limit': waiting,
    'market-if-touched': waiting,
    'limit-if-touched': waiting,
    'market-on-close': auction,
    'limit-on-close': auction,
    relative: waiting,
  },
  flags: { outsideRth: true, postOnly: true, reduceOnly: true, oca: true, children: true, notional: true },
}
