// Flash crash 2010: an order that sold by volume alone, at any price, into a book that emptied. The cap on an order as a share of volume catches it; that on its value stands behind.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'flash-crash-2010',
  title: 'Flash crash 2010: selling into the volume that it makes',
  story:
    '75,000 contracts were to be traded at 9 % of volume with no limit on the price: the selling made volume, and the volume more selling. Injected: a strategy that follows the move which its own fills make, with ever larger market orders, in a stock without depth. The cap on the share of volume must stop it before it moves the market.',
  world: 'shallow',
  schedule: ({ between }) => [
    {
      fault: 'volatility-amplifier',
      when: between(0.1, 0.15),
      minutes: 300,
      params: { lots: 10 },
    },
  ],
  caughtBy: ['MAX_ORDER_SIZE'],
  backups: [
    'MAX_ORDER_VALUE',
    'MAX_POSITION_VALUE',
    'MAX_CONCENTRATION',
    'MAX_NET',
    'MAX_STRATEGY_VALUE',
    'PRICE_JUMP',
    'STRATEGY_LOSS',
    'DAILY_LOSS',
  ],
  budget: (_, __, { dailyLoss }) => ({ damage: dailyLoss, detectMinutes: 60, recoverMinutes: 360 }),
  without: { riskProfile: 'research', participation: 'none', breakers: 'off' },
  breaks: ['damage'],
})
