// Prints that are off by a factor, as a slipped decimal point makes them. The check of market data lets nothing open on them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'bad-tick',
  title: 'Prints that are a tenth of the price',
  story:
    'Four prints in a session are a tenth of the price before them, and a mean reverter takes each for a bargain: ten times the lots. Injected in both stocks. The check of market data must refuse to open on a jump.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'bad-tick', when: between(0.2, 0.35), minutes: 1 },
    { fault: 'bad-tick', when: between(0.4, 0.55), minutes: 1 },
    { fault: 'bad-tick', when: between(0.6, 0.75), minutes: 1 },
    { fault: 'bad-tick', when: between(0.8, 0.95), minutes: 1 },
  ],
  caughtBy: ['PRICE_JUMP'],
  backups: ['MAX_ORDER_VALUE', 'DAILY_LOSS'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 300, recoverMinutes: 1 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
