// Keeps all that it ever saw, and copies of it. The limit of its worker stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'leaker',
  title: 'A strategy that takes all memory',
  story:
    'Keeps all that it ever saw, and copies of it. Injected in a worker of its own, beside healthy strategies. The worker’s limit of memory must end it, and the others must trade on.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'leaker', when: between(0.1, 0.5), minutes: 60 }],
  caughtBy: ['STRATEGY_FAILED'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 60, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: ['run'],
})
