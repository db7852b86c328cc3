// A change leaves two live orders, and what fills of the old one is more than anybody asked for. The comparison of books finds it by its permanent id.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'modify-twins',
  title: 'Changes that leave the old order at work',
  story:
    'For an hour every change of an order leaves two at the broker, the old one and the new one, while a strategy moves its limit at every bar. The next statement must name both by their permanent ids; the old one must be ended, and what it filled by then is in the position.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'modify-twin', when: between(0.4, 0.4), minutes: 60 },
    { fault: 'amender', when: between(0.4, 0.4), minutes: 15, params: { changes: 1, lots: 1 } },
  ],
  caughtBy: ['RECONCILIATION'],
  backups: ['NOT_CONNECTED', 'DAILY_TRADES'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 60, recoverMinutes: 60 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['unseen'],
})
