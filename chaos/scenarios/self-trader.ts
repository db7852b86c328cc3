// Buys from itself under two tags. Self-match prevention stops it.

import { defineScenario, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'self-trader',
  title: 'A strategy that trades with itself',
  story:
    'Two strategies trade with themselves. The first bids and offers at the last price, the other bids above it and offers below it: each bar costs two fees and two spreads, and prints trades that are none. Injected beside healthy strategies. The second of the two orders must be refused.',
  world: 'minutes',
  schedule({ between, after }) {
    const when = between(0.05, 0.1)
    return [
      { fault: 'self-trader', when, minutes: 4, params: { lots: 1, overlap: 0 } },
      { fault: 'self-trader', when: after(when, 4), minutes: 60, params: { lots: 1 } },
    ]
  },
  caughtBy: ['SELF_MATCH'],
  backups: ['DUPLICATE_ORDER', 'DAILY_TRADES'],
  also: [
    { by: 'SELF_MATCH', of: 'self-trader-1' },
    { by: 'SELF_MATCH', of: 'self-trader-2' },
  ],
  // What it left at a price that came back may fill until the session ends.
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 1, recoverMinutes: 390 }),
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
