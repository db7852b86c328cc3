// The venue confirms cancels, and the orders work on. The comparison of books finds them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'phantom-orders',
  title: 'Orders that were canceled and work on',
  story:
    'For an hour every cancel is confirmed and none is done, while a strategy renews its orders at every bar: all of them work on. The next statement must show them, and they must be canceled again.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'phantom-order', when: between(0.4, 0.4), minutes: 60 },
    { fault: 'churner', when: between(0.4, 0.4), minutes: 15, params: { orders: 1, lots: 1 } },
  ],
  caughtBy: ['RECONCILIATION'],
  backups: ['DAILY_TRADES'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 60, recoverMinutes: 60 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['unseen'],
})
