// More is held than the last sessions say may be lost in a day. The monitor of value at risk tells of it, and what is told gets out.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'value-at-risk',
  title: 'More at risk than anybody reckoned',
  story:
    'Two stocks that move together are bought, and both fall for months. As values they are within every cap; what a bad day may take of both is too much. Injected: a strategy that reckons no risk of its own and gets out only when it is told. The monitor of value at risk must tell it at the first mark.',
  world: 'pair',
  schedule: ({ between }) => [{ fault: 'reckless', when: between(0.5, 0.6), minutes: 120 * 1440, params: { weight: 0.048 } }],
  caughtBy: ['VAR'],
  backups: ['CORRELATION_BREAK'],
  budget: (_, __, { order }) => ({ damage: 0.2 * order, detectMinutes: 5 * 1440, recoverMinutes: 1 }),
  without: { monitors: 'off' },
  breaks: ['damage'],
})
