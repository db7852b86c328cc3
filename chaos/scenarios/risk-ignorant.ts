// Doubles down on every loss and on every word of the risk system. The cap on the value of an order stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'risk-ignorant',
  title: 'A strategy that doubles after every loss',
  story:
    'It takes a loss, and every breach, as a reason to bet twice as much on the same side, in a market that falls. Injected: such a strategy beside healthy ones. The cap on an order must refuse the doubled order, that on a position the sum of them.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'risk-ignorant', when: between(0.05, 0.15), minutes: 90, params: { lots: 30 } }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { position }) => ({ damage: 0.05 * position, detectMinutes: 90, recoverMinutes: 60 }),
  without: {
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
