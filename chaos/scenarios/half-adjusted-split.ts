// Closes are adjusted for a split and the other prices are not. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'half-adjusted-split',
  title: 'Closes are adjusted for a split and the other prices are not',
  story:
    'Closes are adjusted for a split and the other prices are not: twice in a session prices halve for half an hour, and a mean reverter takes it for a bargain. Injected in both stocks. The check of market data must refuse to open on the jump.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'half-adjusted-split', when: between(0.15, 0.25), minutes: 30 },
    { fault: 'half-adjusted-split', when: between(0.4, 0.5), minutes: 30 },
    { fault: 'half-adjusted-split', when: between(0.65, 0.75), minutes: 30 },
  ],
  caughtBy: ['PRICE_JUMP'],
  backups: ['DAILY_LOSS', 'MAX_ORDER_VALUE'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 300, recoverMinutes: 270 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
