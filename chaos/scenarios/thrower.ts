// Throws at an event, with a position open. It is stopped as a failed strategy, and closed.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'thrower',
  title: 'A strategy that throws with a position open',
  story:
    'It buys, and throws at the next bar. Injected beside healthy strategies. It must be asked no more, what it holds must be closed, and the others must trade on.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'thrower', when: between(0.1, 0.5), minutes: 60 }],
  caughtBy: ['STRATEGY_FAILED'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 15, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: ['run'],
})
