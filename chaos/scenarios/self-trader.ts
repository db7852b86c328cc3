// Buys from itself under two tags. Self-match prevention stops it.

import { defineScenario, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'self-trader',
  title: 'A strategy that trades with itself',
  story:
    'It bids above the last price and offers below it: each bar costs two fees and two spreads, and prints trades that are none. Injected beside healthy strategies. The second of the two orders must be refused.',
  world: 'minutes',
  schedule: ({ between }) => [{ fault: 'self-trader', when: between(0.05, 0.1), minutes: 60, params: { lots: 1 } }],
  caughtBy: ['SELF_MATCH'],
  backups: ['DUPLICATE_ORDER', 'DAILY_TRADES'],
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 1, recoverMinutes: 120 }),
  without: {
    limits: {
      selfMatch: 'unlimited',
      ...withoutRates,
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage'],
})
