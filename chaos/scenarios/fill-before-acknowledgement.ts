// Fills that come before the acknowledgement. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'fill-before-acknowledgement',
  title: 'Fills that come before the acknowledgement',
  story:
    'Fills that come before the acknowledgement, for two hours. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'fill-before-ack', when: between(0.1, 0.4), minutes: 120, params: { share: 0.8 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
