// Asks again at once for what was refused, twice as often. The cap on an order stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'ignores-rejects',
  title: 'A strategy that does not take no',
  story:
    'Its orders are too large, and each refusal makes it ask for twice as many. Injected in a market that falls. The cap on the value of an order must refuse them all, and the throttle end the asking.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'ignores-rejects', when: between(0.05, 0.15), minutes: 15, params: { most: 16 } }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MESSAGE_RATE', 'DUPLICATE_ORDER', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 1, recoverMinutes: 30 }),
  without: {
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      ...withoutExposureCaps,
      ...withoutRates,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
