// Citi 2022: an amount of money typed as a number of lots, across a basket. The cap on the value of an order refuses every leg of it.

import { defineScenario, exposureBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'citi-2022',
  title: 'Citi 2022: money typed as lots, across a basket',
  story:
    'A basket of $58 million was typed as one of $444 billion, past 711 warnings that could be clicked away. Injected: the amount of an order is taken for its lots, in every stock of a basket. The cap on the value of an order must refuse each leg: a refusal, and no warning.',
  world: 'basket',
  schedule: ({ start }) => [
    {
      fault: 'quantity-for-notional',
      when: start,
      minutes: 390,
    },
  ],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_POSITION_VALUE', ...exposureBackups, 'BUYING_POWER', 'MAX_ORDER_SIZE', 'DAILY_LOSS'],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 60, recoverMinutes: 0 }),
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
