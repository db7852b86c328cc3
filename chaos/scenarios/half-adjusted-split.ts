// Closes are adjusted for a split and the other prices are not. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'half-adjusted-split',
  title: 'Closes are adjusted for a split and the other prices are not',
  story:
    'Closes are adjusted for a split and the other prices are not: for half an hour closes halve, and a strategy takes it for a bargain. Injected in both stocks. The check of market data must refuse to open on the jump.',
  world: 'session',
  schedule({ between, after }) {
    const when = between(0.15, 0.6)
    return [
      { fault: 'half-adjusted-split', when, minutes: 30 },
      { fault: 'stuck-signal', when: after(when, 1), minutes: 1, params: { weight: 0.04 } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['DAILY_LOSS', 'MAX_ORDER_VALUE'],
  also: [{ by: 'PRICE_JUMP', of: 'stuck-signal-2' }],
  // It is seen as a bar closes, which takes two minutes.
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 2, recoverMinutes: 30 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
