// A stock that costs nothing. The check of market data lets nothing open on a price that cannot be.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'price-of-nothing',
  title: 'A feed that turns to zeros',
  story:
    'A feed that was sound sends closes of zero for an hour and a half. Orders that wait at the highs have prices of their own, which nothing is wrong with. The check of market data must refuse to open on a price that cannot be.',
  world: 'breakout',
  schedule: ({ between }) => [{ fault: 'spoilt-price', when: between(0.2, 0.5), minutes: 90, params: { as: 'zero' } }],
  caughtBy: ['MARKET_DATA_INVALID'],
  backups: ['PRICE_JUMP', 'DAILY_LOSS'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 90, recoverMinutes: 90 }),
  without: { limits: { dataAge: 'unlimited', dataJump: 'unlimited', dataSpread: 'unlimited' } },
  breaks: ['I12'],
})
