// A strategy that loses a little on every trade: no order is wrong, and after each it is worth less. What one strategy may lose in all stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'slow-leak',
  title: 'A strategy that leaks a little on every trade',
  story:
    'A coin decides the side, and every trade pays the spread going in and coming out. No order is too large; only the sum tells. Injected: a slow leak from the first bar on. The loss limit of the strategy must stop and close it.',
  world: 'trickle',
  schedule: ({ at }) => [{ fault: 'slow-leak', when: at(0), minutes: 390, params: { every: 2, lots: 40, wins: 0 } }],
  caughtBy: ['STRATEGY_LOSS'],
  backups: ['DAILY_TRADES', 'DAILY_LOSS', 'DRAWDOWN'],
  budget: (_, __, { strategyLoss, order }) => ({ damage: strategyLoss + 0.02 * order, detectMinutes: 300, recoverMinutes: 1 }),
  without: { breakers: 'off', limits: { dailyTrades: 'unlimited' } },
  breaks: ['damage'],
})
