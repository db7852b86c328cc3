// Sizes that are small in one country are large in another. The caps on an order and on a position count in the currency of the account.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'shares-abroad',
  title: 'As many shares in New York as in Tokyo',
  story:
    'A number of shares that suits a stock in yen is sent for one in dollars too, each of which costs five times as much and has a price that looks like nothing beside the limits in yen. Injected: a strategy whose orders are too large there, and one whose orders are not, but never end. The cap on the value of an order must refuse the first, that on a position the second, both in the currency of the account.',
  world: 'abroad',
  schedule({ between, after }) {
    const first = between(0.05, 0.15)
    return [
      { fault: 'stuck-signal', when: first, minutes: 10, params: { lots: 75 } },
      { fault: 'stuck-signal', when: after(first, 30), minutes: 20, params: { lots: 40 } },
    ]
  },
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  also: [{ by: 'MAX_POSITION_VALUE', of: 'stuck-signal-2' }],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 2, recoverMinutes: 90 }),
  without: {
    limits: { orderValue: 'unlimited', orderEquity: 'unlimited', ...withoutExposureCaps },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
