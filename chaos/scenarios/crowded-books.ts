// Two books, each long and short and within its own cap. The cap on the gross of the account stops them.

import { defineScenario, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'crowded-books',
  title: 'Two books that grow on both sides',
  story:
    'Two strategies are long in one half of twelve stocks and short in the other, more at each bar. Each is within what a strategy may hold, no stock is too large, and the net of all is near nothing. The cap on gross exposure must stop the adding.',
  world: 'dozen',
  schedule: ({ between }) => {
    const when = between(0.05, 0.3)
    return [
      { fault: 'long-short', when, minutes: 30 },
      { fault: 'long-short', when, minutes: 30 },
    ]
  },
  caughtBy: ['MAX_GROSS'],
  backups: ['MAX_STRATEGY_VALUE', 'MAX_NET', 'MAX_POSITION_VALUE', 'MAX_CONCENTRATION', ...lossBackups],
  budget: (_, __, { dailyLoss }) => ({ damage: dailyLoss, detectMinutes: 30, recoverMinutes: 60 }),
  without: { limits: withoutExposureCaps, breakers: 'off', protection: { required: 'none' } },
  breaks: ['I7'],
})
