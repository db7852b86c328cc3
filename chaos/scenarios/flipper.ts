// Turns its position round at every bar. The limit on trades in a session refuses it, and what a strategy may lose stands behind.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'flipper',
  title: 'A strategy that flips at every bar',
  story:
    'One order closes what it holds and opens the other side, at every bar, whatever it is told. No order is too large; each costs a fee and a spread. The limit on the trades of a session must end it, and the loss limit of the strategy stands behind.',
  world: 'trickle',
  schedule: ({ between }) => [{ fault: 'flipper', when: between(0.02, 0.1), minutes: 390, params: { lots: 10, bars: 1 } }],
  caughtBy: ['DAILY_TRADES'],
  backups: ['STRATEGY_LOSS', 'DAILY_LOSS', 'DRAWDOWN'],
  budget: (_, __, { strategyLoss, order }) => ({ damage: strategyLoss + 0.02 * order, detectMinutes: 180, recoverMinutes: 1 }),
  without: { breakers: 'off', limits: { dailyTrades: 'unlimited' } },
  breaks: ['damage'],
})
