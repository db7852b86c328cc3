// Bars go on coming, each the last price once more, without volume, and a strategy goes on with them. The check of market data lets nothing open on what is old.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'frozen-prices',
  title: 'Prices that stand still',
  story:
    'The feed repeats the last price for an hour, while a strategy goes on renewing its orders. Injected in both stocks. Stale is not unchanged: the check of market data must refuse after three bars.',
  world: 'session',
  schedule: ({ at }) => [
    { fault: 'frozen-prices', when: at(0.3), minutes: 60 },
    { fault: 'churner', when: at(0.3), minutes: 60, params: { orders: 1, lots: 1 } },
  ],
  caughtBy: ['MARKET_DATA_STALE'],
  backups: ['MAX_POSITION_VALUE'],
  also: [{ by: 'MARKET_DATA_STALE', of: 'churner-2' }],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 60, recoverMinutes: 1 }),
  without: { limits: { dataAge: 'unlimited' } },
  breaks: ['I12'],
})
