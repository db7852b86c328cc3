// Fills that are told three times. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'duplicate-fills',
  title: 'Fills that are told three times',
  story:
    'For an hour four of five fills are told three times, a minute apart. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'duplicate-fill', when: between(0.2, 0.6), minutes: 60, params: { share: 0.8, times: 2, seconds: 60 } },
  ],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
