// Citi 2022: a basket that is far too large, and an amount of money typed as a number of lots. The cap on baskets refuses it as a whole, that on orders each leg that is too large by itself.

import { defineScenario, exposureBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'citi-2022',
  title: 'Citi 2022: money typed as lots, across a basket',
  story:
    'A basket of $58 million was typed as one of $444 billion, past 711 warnings that could be clicked away. Injected: a basket of every stock at once, each leg of it a little below the cap on an order, and from the first bar on the amount of an order of another strategy is taken for its lots. The cap on a basket must refuse the first as a whole and cancel the legs that were sent before it was passed, the cap on an order each leg of the second: a refusal, and no warning.',
  world: 'basket',
  schedule: ({ start, after }) => [
    { fault: 'stuck-signal', when: after(start, 8), minutes: 1, params: { weight: 0.049 } },
    { fault: 'quantity-for-notional', when: start, minutes: 390 },
  ],
  caughtBy: ['MAX_BASKET_VALUE'],
  backups: ['MAX_ORDER_VALUE', 'MAX_POSITION_VALUE', ...exposureBackups, 'BUYING_POWER', 'MAX_ORDER_SIZE', 'DAILY_LOSS'],
  also: [{ by: 'MAX_ORDER_VALUE', of: 'sma-cross' }],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 9, recoverMinutes: 0 }),
  without: {
    leverage: 100,
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      ...withoutExposureCaps,
    },
    breakers: 'off',
  },
  breaks: ['damage'],
})
