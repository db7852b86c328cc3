// Sells at every bar what it has not, in a market that rises. Repeated execution counts what is sold as well as what is bought.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'short-runaway',
  title: 'A runaway that sells',
  story:
    'A strategy reads its position with the sign turned: the shorter it is, the more it believes it has to sell. Injected: a small order to sell every five seconds, in a market that rises. None is too large, none comes twice, and no position is beyond its cap; the tenth that fills on one side within a minute must stop the strategy.',
  world: 'rise',
  schedule: ({ between }) => [{ fault: 'stuck-signal', when: between(0.1, 0.3), minutes: 4, params: { lots: 5, side: 'short' } }],
  caughtBy: ['REPEATED_EXECUTION'],
  backups: ['DAILY_TRADES', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 2, recoverMinutes: 1 }),
  without: {
    limits: { repeatedExecutions: 'unlimited', dailyTrades: 'unlimited', ...withoutExposureCaps },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
