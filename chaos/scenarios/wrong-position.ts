// The broker’s statement has a position that nobody traded. The comparison of books says so, and nothing opens.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'wrong-position',
  title: 'A statement with another position',
  story:
    'For an hour the statement of the broker has one lot more than was ever filled, the least that can differ. No execution explains them: it must be told, and nothing may open until a statement agrees.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'wrong-position', when: between(0.2, 0.6), minutes: 60, params: { lots: 1 } }],
  caughtBy: ['RECONCILIATION'],
  backups: ['NOT_CONNECTED'],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 60, recoverMinutes: 65 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['R1'],
})
