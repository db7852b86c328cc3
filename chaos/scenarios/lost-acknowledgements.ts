// Orders work, and the venue never says so. The comparison of books finds them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-acknowledgements',
  title: 'Acknowledgements that are lost',
  story: 'For an hour the venue takes orders without a word. The next statement must show that they work.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'lost-ack', when: between(0.2, 0.6), minutes: 60 }],
  caughtBy: ['RECONCILIATION'],
  backups: [],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 60, recoverMinutes: 65 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16', 'unseen'],
})
