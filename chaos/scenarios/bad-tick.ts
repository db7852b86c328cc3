// Prints that are off by a factor, as a slipped decimal point makes them. The check of market data lets nothing open on them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'bad-tick',
  title: 'Prints that are a tenth of the price',
  story:
    'One print is a tenth of the price before it, and one is ten times as much; a strategy buys a share of equity at the first, ten times the lots, and sells some lots short at the second. Injected in both stocks. The check of market data must refuse to open on a jump.',
  world: 'session',
  schedule({ between, after }) {
    const [low, high] = [between(0.2, 0.4), between(0.5, 0.7)]
    return [
      { fault: 'bad-tick', when: low, minutes: 1 },
      { fault: 'stuck-signal', when: after(low, 1), minutes: 1, params: { weight: 0.04 } },
      { fault: 'bad-tick', when: high, minutes: 1, params: { factor: 10 } },
      { fault: 'stuck-signal', when: after(high, 1), minutes: 1, params: { lots: 2, side: 'short' } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['MAX_ORDER_VALUE', 'DAILY_LOSS'],
  also: [
    { by: 'PRICE_JUMP', of: 'stuck-signal-2' },
    { by: 'PRICE_JUMP', of: 'stuck-signal-4' },
  ],
  // It is seen as a bar closes, which takes two minutes.
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 2, recoverMinutes: 120 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
