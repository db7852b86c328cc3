// A percent read as a fraction. The cap on the value of an order refuses it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'wrong-unit',
  title: 'Sizes in the wrong unit',
  story:
    'A fifth of a percent is read as a fifth: each order is a hundred times too large. From the first bar on. The cap on the value of an order must refuse them all.',
  world: 'session',
  schedule: ({ at }) => [{ fault: 'wrong-unit', when: { at: new Date(at(0)).toISOString() }, minutes: 390 }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_ORDER_SIZE', 'MAX_POSITION_VALUE', 'BUYING_POWER'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 120, recoverMinutes: 390 }),
  without: {
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      positionEquity: 'unlimited',
      concentration: 'unlimited',
      strategyEquity: 'unlimited',
      grossEquity: 'unlimited',
      netEquity: 'unlimited',
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
