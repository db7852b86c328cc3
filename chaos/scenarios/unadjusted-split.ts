// A split that nobody recorded. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'unadjusted-split',
  title: 'A split that nobody recorded',
  story:
    'A split that nobody recorded: for half an hour prices halve, and a strategy takes it for a crash and sells. Injected in both stocks. The check of market data must refuse to open on the jump.',
  world: 'session',
  schedule({ between, after }) {
    const when = between(0.15, 0.6)
    return [
      { fault: 'unadjusted-split', when, minutes: 30 },
      { fault: 'stuck-signal', when: after(when, 1), minutes: 1, params: { lots: 40, side: 'short' } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['DAILY_LOSS', 'MAX_ORDER_VALUE'],
  also: [{ by: 'PRICE_JUMP', of: 'stuck-signal-2' }],
  // It is seen as a bar closes, which takes two minutes.
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 2, recoverMinutes: 30 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
