// The mark of what is held is no number. Equity is unknown, and the account is held back.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-mark',
  title: 'A mark that is no number',
  story:
    'A feed that was sound sends closes that are no number for ten minutes, while a position is held. What the account is worth is unknown, and no cap that is a share of it means anything: it must be held back at the first mark, until an operator lets it go on.',
  world: 'fall',
  schedule({ between, after }) {
    const first = between(0.2, 0.5)
    return [
      { fault: 'stuck-signal', when: first, minutes: 30, params: { lots: 10 } },
      { fault: 'spoilt-price', when: after(first, 5), minutes: 10 },
    ]
  },
  caughtBy: ['EQUITY_UNKNOWN'],
  backups: ['MARKET_DATA_INVALID'],
  also: [{ by: 'TRADING_STATE', of: 'stuck-signal-1' }],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 20, recoverMinutes: 1 }),
  without: { breakers: { equityUnknown: 'off' } },
  breaks: ['I3'],
})
