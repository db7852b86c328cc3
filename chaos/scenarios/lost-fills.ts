// Orders fill, and the venue never says so. The comparison of books finds the fills.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-fills',
  title: 'Fills that are lost',
  story:
    'For two hours four fifths of the fills are never told, and who sent the order goes on as if nothing had filled. The next statement must show them, and they must be booked by their ids.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'lost-fills', when: between(0.1, 0.4), minutes: 120, params: { share: 0.8 } }],
  caughtBy: ['RECONCILIATION'],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 120, recoverMinutes: 125 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
