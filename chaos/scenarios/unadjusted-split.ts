// A split that nobody recorded. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'unadjusted-split',
  title: 'A split that nobody recorded',
  story:
    'A split that nobody recorded: twice in a session prices halve for half an hour, and a mean reverter takes it for a bargain. Injected in both stocks. The check of market data must refuse to open on the jump.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'unadjusted-split', when: between(0.15, 0.25), minutes: 30 },
    { fault: 'unadjusted-split', when: between(0.4, 0.5), minutes: 30 },
    { fault: 'unadjusted-split', when: between(0.65, 0.75), minutes: 30 },
  ],
  caughtBy: ['PRICE_JUMP'],
  backups: ['DAILY_LOSS', 'MAX_ORDER_VALUE'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 300, recoverMinutes: 270 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
