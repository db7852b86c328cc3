// CME, November 2025: prices stand still for hours, then open far away. Bars that repeat a price without volume are old: the control of market data catches them.

import { defineScenario } from 'trading-bench'

/** How far from where it stood the market opens again. */
const GAP = 0.15

export default defineScenario({
  name: 'cme-2025-freeze',
  title: 'CME 2025: prices frozen, then a gap',
  story:
    'Prices stood frozen for hours while bars went on coming, then trading reopened at a gap. Injected: frozen prices, a reopening far above that comes back, and a strategy that buys at the frozen price. A price that stands still is old, not unchanged: nothing may open on it.',
  world: 'slide',
  schedule({ between, after }) {
    const first = between(0.05, 0.35)
    return [
      { fault: 'frozen-prices', when: first, minutes: 40 },
      { fault: 'stuck-signal', when: first, minutes: 40, params: { lots: 10, apart: true } },
      { fault: 'halt', when: after(first, 40), minutes: 20, params: { gap: GAP, share: 0.5 } },
      { fault: 'stuck-signal', when: after(first, 51), minutes: 1, params: { lots: 10 } },
    ]
  },
  caughtBy: ['MARKET_DATA_STALE'],
  backups: ['PRICE_JUMP', 'MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [{ by: 'PRICE_JUMP', of: 'stuck-signal-4' }],
  budget: (_, __, { position }) => ({ damage: GAP * position, detectMinutes: 5, recoverMinutes: 90 }),
  without: {
    limits: { dataAge: 'unlimited', dataJump: 'unlimited', positionEquity: 'unlimited', concentration: 'unlimited' },
    breakers: 'off',
  },
  breaks: ['damage', 'I12'],
})
