// Returns thousands of signals at an event. The message throttle stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'signal-flood',
  title: 'Thousands of signals at an event',
  story:
    'Orders at any price and cancels among them, hundreds in one answer. Injected in a market that falls. The duplicate check and the throttle must refuse all but a few, and stop the strategy.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'signal-flood', when: between(0.05, 0.15), minutes: 1, params: { signals: 500 } }],
  caughtBy: ['DUPLICATE_ORDER'],
  backups: ['MESSAGE_RATE', 'REPEATED_EXECUTION', 'DAILY_TRADES', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
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
