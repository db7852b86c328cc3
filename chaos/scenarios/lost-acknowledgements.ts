// Orders work, and the venue never says so. The comparison of books finds them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-acknowledgements',
  title: 'Acknowledgements that are lost',
  story:
    'For an hour the venue takes orders without a word, while a strategy offers far above the market. The next statement must show that they work.',
  world: 'session',
  schedule: ({ between, after }) => {
    const when = between(0.2, 0.6)
    return [
      { fault: 'lost-ack', when, minutes: 60 },
      { fault: 'stuck-signal', when: after(when, 50), minutes: 1, params: { lots: 10, side: 'short', away: 0.1 } },
    ]
  },
  caughtBy: ['RECONCILIATION'],
  backups: [],
  also: [{ heard: 'accepted', of: 'stuck-signal-2' }],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 60, recoverMinutes: 65 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
