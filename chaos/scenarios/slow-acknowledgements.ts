// Answers that come two minutes late. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'slow-acknowledgements',
  title: 'Answers that come two minutes late',
  story:
    'Answers that come two minutes late, for an hour. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'slow-ack', when: between(0.2, 0.6), minutes: 60, params: { seconds: 120 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
