// A book whose longs and shorts hide its size from each other. The cap on what one strategy holds stops it.

import { defineScenario, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'long-short-book',
  title: 'A book that grows on both sides',
  story:
    'A strategy buys one half of twelve stocks and sells the other, a little more at each bar. No order and no position is too large, and its net is near nothing; only the sum of both sides tells. The cap on all that one strategy holds must stop the adding.',
  world: 'dozen',
  schedule: ({ between }) => [{ fault: 'long-short', when: between(0.05, 0.3), minutes: 30 }],
  caughtBy: ['MAX_STRATEGY_VALUE'],
  backups: ['MAX_GROSS', 'MAX_NET', 'MAX_POSITION_VALUE', 'MAX_CONCENTRATION', ...lossBackups],
  budget: (_, __, { dailyLoss }) => ({ damage: dailyLoss, detectMinutes: 45, recoverMinutes: 60 }),
  without: { limits: withoutExposureCaps, breakers: 'off', protection: { required: 'none' } },
  breaks: ['I7'],
})
