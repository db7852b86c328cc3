// Buys both legs where one was to hedge the other. The cap on a position stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'correlation-breaker',
  title: 'A hedge whose two legs are on one side',
  story:
    'Two instruments were to hedge each other, and both are bought, again and again. Injected in a market in which both fall. The cap on the value of a position must stop the adding.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'correlation-breaker', when: between(0.05, 0.15), minutes: 60, params: { every: 1 } }],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: [...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 30, recoverMinutes: 60 }),
  without: {
    limits: {
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
