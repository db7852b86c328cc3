// A stock that costs nothing. The check of market data lets nothing open on a price that cannot be.

import { defineScenario, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'price-of-nothing',
  title: 'A feed that turns to zeros',
  story:
    'A feed that was sound for minutes sends closes of zero for an hour and a half. Nothing is held yet, so that the account’s worth is known, and orders that wait at the highs have prices of their own, which nothing is wrong with. The check of market data must refuse to open on a price that cannot be; caps on value, which know no price to value by, stand behind it.',
  world: 'breakout',
  schedule: ({ between }) => [{ fault: 'spoilt-price', when: between(0.02, 0.08), minutes: 90, params: { as: 'zero' } }],
  caughtBy: ['MARKET_DATA_INVALID'],
  backups: ['NO_REFERENCE_PRICE'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 90, recoverMinutes: 90 }),
  without: {
    limits: {
      dataAge: 'unlimited',
      dataJump: 'unlimited',
      dataSpread: 'unlimited',
      priceTolerance: 'unlimited',
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      ...withoutExposureCaps,
    },
  },
  breaks: ['I12'],
})
