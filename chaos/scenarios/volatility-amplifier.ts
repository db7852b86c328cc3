// Follows a move with ever larger orders in a thin market, and so makes the move. The caps on an order stop it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'volatility-amplifier',
  title: 'A strategy that amplifies the moves that it follows',
  story:
    'In a stock so thin that its own fills move the price it buys what rises and sells what falls, half as much again at every bar. Injected there in the place of the trend follower. The cap on an order must end the growth, that on a position the feedback.',
  world: 'thin',
  schedule: ({ between }) => [{ fault: 'volatility-amplifier', when: between(0.1, 0.2), minutes: 240, target: 'sma-cross' }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_ORDER_SIZE', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { order, position }) => ({ damage: 0.5 * order + 0.02 * position, detectMinutes: 240, recoverMinutes: 390 }),
  without: {
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
