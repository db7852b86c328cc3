// A percent read as a fraction. The cap on the value of an order refuses it.

import { defineScenario, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'wrong-unit',
  title: 'Sizes in the wrong unit',
  story:
    'A fifth of a percent is read as a fifth: each order is a hundred times too large. From the first bar on. The cap on the value of an order must refuse them all.',
  world: 'session',
  schedule: ({ start }) => [{ fault: 'wrong-unit', when: start, minutes: 390 }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_ORDER_SIZE', 'MAX_POSITION_VALUE', 'BUYING_POWER'],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 120, recoverMinutes: 60 }),
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
