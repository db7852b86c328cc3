// The bid stands above the ask. The check of market data lets nothing open on it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'crossed-quote',
  title: 'Quotes that are crossed',
  story:
    'One side of the feed is behind the other: for an hour the bid is above the ask, and every trade looks free. Injected in both stocks. The check of market data must refuse to open.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'crossed-quote', when: between(0.2, 0.6), minutes: 60 }],
  caughtBy: ['QUOTE_CROSSED'],
  backups: ['SPREAD_TOO_WIDE'],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 60, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: ['I12'],
})
