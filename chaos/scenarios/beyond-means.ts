// Orders for more than the account can pay. Buying power refuses them before any cap is asked.

import { defineScenario, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'beyond-means',
  title: 'Orders for more than there is',
  story:
    'A weight of two is asked for where one is everything: each order is worth twice the account. Injected in a market that falls. Buying power must refuse it; the caps on an order and a position stand behind.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'stuck-signal', when: between(0.05, 0.3), minutes: 30, params: { weight: 2 } }],
  caughtBy: ['BUYING_POWER'],
  backups: ['MAX_ORDER_VALUE', 'MAX_ORDER_SIZE', 'MAX_POSITION_VALUE', 'MAX_CONCENTRATION'],
  budget: () => ({ damage: 0, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    leverage: 100,
    limits: { orderValue: 'unlimited', orderEquity: 'unlimited', orderVolume: 'unlimited', ...withoutExposureCaps },
    breakers: 'off',
  },
  breaks: ['A2'],
})
