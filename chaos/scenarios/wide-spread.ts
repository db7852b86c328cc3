// Bid and ask are far apart. The check of market data lets nothing open between them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'wide-spread',
  title: 'Quotes that are far apart',
  story:
    'Nobody makes a market: for an hour bid and ask are three percent apart, and a market order pays half of that at once. Injected in both stocks, with a signal that is stuck. The check of market data must refuse to open.',
  world: 'session',
  schedule: ({ between }) => {
    const when = between(0.2, 0.6)
    return [
      { fault: 'wide-spread', when, minutes: 60, params: { by: 0.03 } },
      { fault: 'stuck-signal', when, minutes: 60, params: { lots: 10 } },
    ]
  },
  caughtBy: ['SPREAD_TOO_WIDE'],
  backups: ['MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [{ by: 'SPREAD_TOO_WIDE', of: 'stuck-signal-2' }],
  budget: (_, __, { order }) => ({ damage: 0.05 * order, detectMinutes: 2, recoverMinutes: 2 }),
  without: { limits: { dataSpread: 'unlimited' } },
  breaks: ['I12', 'damage'],
})
