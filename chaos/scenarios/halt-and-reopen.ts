// Bars are missing, and the market opens again far from where it was. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'halt-and-reopen',
  title: 'Halts that end in a gap',
  story:
    'Trading halts twice for a quarter of an hour, opens again at a gap, above and below, and comes back; a strategy follows each gap. Injected in both stocks. The check of market data must refuse to open on the first price after it.',
  world: 'session',
  schedule({ between, after }) {
    const [first, second] = [between(0.25, 0.4), between(0.55, 0.75)]
    return [
      { fault: 'halt', when: first, minutes: 20, params: { gap: 0.25 } },
      { fault: 'stuck-signal', when: after(first, 17), minutes: 1, params: { lots: 30 } },
      { fault: 'halt', when: second, minutes: 20, params: { gap: -0.2 } },
      { fault: 'stuck-signal', when: after(second, 17), minutes: 1, params: { lots: 30, side: 'short' } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['MARKET_HALTED', 'MARKET_DATA_STALE', 'DAILY_LOSS'],
  also: [
    { by: 'PRICE_JUMP', of: 'stuck-signal-2' },
    { by: 'PRICE_JUMP', of: 'stuck-signal-4' },
  ],
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 20, recoverMinutes: 120 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
