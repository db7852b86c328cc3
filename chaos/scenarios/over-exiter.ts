// Asks for the end of one position several times over. An exit that closes more than others leave of it is denied.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'over-exiter',
  title: 'A position that is closed several times over',
  story:
    'Several exits are sent at once, each for all of one position: a broker that knows no reduce-only would fill them all and turn it round. Injected beside healthy strategies. The first must go out, the others must be refused.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'over-exiter', when: between(0.1, 0.3), minutes: 30 }],
  caughtBy: ['OVER_EXIT'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 5, recoverMinutes: 30 }),
  without: { limits: { overExit: 'unlimited' } },
  breaks: ['I6'],
})
