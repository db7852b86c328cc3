// Bars are missing, and the market opens again far from where it was. The check of market data lets nothing open on the jump.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'halt-and-reopen',
  title: 'Halts that end in a gap',
  story:
    'Trading halts three times for a quarter of an hour, and opens again at a gap. Injected in both stocks. The check of market data must refuse to open on the first price after it.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'halt', when: between(0.25, 0.35), minutes: 20, params: { gap: -0.25 } },
    { fault: 'halt', when: between(0.5, 0.6), minutes: 20, params: { gap: 0.3 } },
    { fault: 'halt', when: between(0.75, 0.85), minutes: 20, params: { gap: -0.25 } },
  ],
  caughtBy: ['PRICE_JUMP'],
  backups: ['MARKET_HALTED', 'MARKET_DATA_STALE', 'DAILY_LOSS'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 300, recoverMinutes: 270 }),
  without: { limits: { dataJump: 'unlimited' } },
  breaks: ['damage', 'I12'],
})
