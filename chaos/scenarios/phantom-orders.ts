// The venue confirms cancels, and the orders work on. The comparison of books finds them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'phantom-orders',
  title: 'Orders that were canceled and work on',
  story:
    'For a quarter of an hour every cancel is confirmed and none is done, while a strategy renews its orders at every bar: all of them work on. The next statement must show them, and they must be canceled again.',
  world: 'session',
  schedule: ({ between }) => {
    const when = between(0.2, 0.5)
    return [
      { fault: 'phantom-order', when, minutes: 16 },
      { fault: 'churner', when, minutes: 15, params: { orders: 1, lots: 1 } },
    ]
  },
  caughtBy: ['RECONCILIATION'],
  backups: ['DAILY_TRADES'],
  // The last order that it leaves works to the end of the session.
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 5, recoverMinutes: 390 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
