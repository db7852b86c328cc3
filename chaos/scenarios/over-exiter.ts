// Asks for the end of one position several times over. Orders that only reduce shrink with it, and nobody has to speak.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'over-exiter',
  title: 'A position that is closed several times over',
  story:
    'Several exits work at once, each for all of one position. No control has to speak: as one fills, the others must shrink with what is left, and none may turn the position round.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'over-exiter', when: between(0.1, 0.3), minutes: 120 }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 0, recoverMinutes: 0 }),
  without: {},
  breaks: [],
})
