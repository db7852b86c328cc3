// Fills that come in parts. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'partial-fills',
  title: 'Fills that come in parts',
  story:
    'Fills that come in parts, for two hours. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'partial-fill', when: between(0.1, 0.4), minutes: 120 }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
