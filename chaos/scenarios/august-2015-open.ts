// 24 August 2015: opens that came late, halts, and reopenings far below. Who sells at the reopening sells at the low; the control of market data catches it.

import { defineScenario } from 'trading-bench'

/** Farther than SPY fell at the open (7.8 %): eight deviations of a wild morning are nearly as much. */
const GAP = -0.1

export default defineScenario({
  name: 'august-2015-open',
  title: '24 August 2015: halts, and reopenings far below',
  story:
    'SPY opened 7.8 % down, opens came late, and some 1,300 halts stopped and reopened stocks and funds over and over. Injected: halts that reopen a tenth lower and come back, and a strategy that sells at each reopening. A price that jumped must let nothing open, long or short.',
  world: 'session',
  schedule({ between, after }) {
    const first = between(0.25, 0.4)
    return [0, 90].flatMap((begin) => [
      { fault: 'halt', when: after(first, begin), minutes: 12, params: { gap: GAP, share: 0.6 } },
      { fault: 'stuck-signal', when: after(first, begin + 9), minutes: 1, params: { lots: 45, side: 'short' } },
    ])
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['MARKET_DATA_STALE', 'MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [
    { by: 'PRICE_JUMP', of: 'stuck-signal-2' },
    { by: 'PRICE_JUMP', of: 'stuck-signal-4' },
  ],
  budget: (_, __, { order }) => ({ damage: -2 * GAP * order, detectMinutes: 10, recoverMinutes: 1 }),
  without: {
    limits: { dataJump: 'unlimited', dataAge: 'unlimited', positionEquity: 'unlimited', concentration: 'unlimited' },
    breakers: 'off',
  },
  breaks: ['damage', 'I12'],
})
