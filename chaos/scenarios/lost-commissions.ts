// Fills whose commission never comes. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-commissions',
  title: 'Fills whose commission never comes',
  story:
    'Fills whose commission never comes, for an hour. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'lost-commission', when: between(0.2, 0.6), minutes: 60, params: { share: 0.5 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
