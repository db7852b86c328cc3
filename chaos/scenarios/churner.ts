// Sends orders only to cancel them. The message throttle stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'churner',
  title: 'A strategy that sends orders to cancel them',
  story:
    'Dozens of orders a little off the price at every bar, and all of those before canceled. Injected beside healthy strategies. The message throttle must refuse what is too much and stop the strategy.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'churner', when: between(0.1, 0.3), minutes: 20 }],
  caughtBy: ['MESSAGE_RATE'],
  backups: ['REPEATED_EXECUTION', 'DAILY_TRADES', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: {
      ...withoutRates,
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I10'],
})
