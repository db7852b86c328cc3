// Never comes back from an event. The limit of its worker stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'loop',
  title: 'A strategy that never comes back',
  story:
    'Never comes back from an event. Injected in a worker of its own, beside healthy strategies. The worker’s limit of time must end it, and the others must trade on.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'loop', when: between(0.1, 0.5), minutes: 60 }],
  caughtBy: ['STRATEGY_FAILED'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: ['run'],
})
