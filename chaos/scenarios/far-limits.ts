// Limits far through the market, bid above and offered below. The price tolerance refuses them.

import { defineScenario, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'far-limits',
  title: 'Limits far through the market',
  story:
    'Prices are quoted with a slipped digit: bids a tenth above the market and offers a tenth below, each ready to pay that much. Injected beside healthy strategies. The price tolerance must refuse every one of them.',
  world: 'minutes',
  schedule: ({ between }) => [{ fault: 'self-trader', when: between(0.05, 0.1), minutes: 20, params: { overlap: 0.1 } }],
  caughtBy: ['PRICE_TOLERANCE'],
  backups: ['SELF_MATCH', 'DUPLICATE_ORDER', 'DAILY_TRADES'],
  budget: (_, __, { order }) => ({ damage: 0.001 * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: { priceTolerance: 'unlimited', selfMatch: 'unlimited', ...withoutRates, ...withoutExposureCaps },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage'],
})
