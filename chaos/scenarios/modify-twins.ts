// A change leaves two live orders, and what fills of the old one is more than anybody asked for. The comparison of books finds it by its permanent id.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'modify-twins',
  title: 'Changes that leave the old order at work',
  story:
    'For a quarter of an hour every change of an order leaves two at the broker, the old one and the new one, while a strategy adds to what it holds, and its stop is made larger each time. The next statement must name both by their permanent ids; the old one must be ended, and what it filled by then is in the position.',
  world: 'session',
  schedule: ({ between }) => {
    const when = between(0.2, 0.5)
    return [
      { fault: 'modify-twin', when, minutes: 15 },
      { fault: 'stuck-signal', when, minutes: 5, params: { lots: 2 } },
    ]
  },
  caughtBy: ['RECONCILIATION'],
  backups: ['NOT_CONNECTED', 'DAILY_TRADES'],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 5, recoverMinutes: 15 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
