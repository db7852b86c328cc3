// Sends orders only to cancel them. The message throttle stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'churner',
  title: 'A strategy that sends orders to cancel them',
  story:
    'Dozens of orders a little off the price at every bar, and all of those before canceled. Injected beside healthy strategies. The message throttle must refuse what is too much and stop the strategy.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'churner', when: between(0.1, 0.3), minutes: 20 }],
  caughtBy: ['MESSAGE_RATE'],
  backups: [
    'REPEATED_EXECUTION',
    'DAILY_TRADES',
    'MAX_POSITION_VALUE',
    'MAX_CONCENTRATION',
    'MAX_STRATEGY_VALUE',
    'MAX_GROSS',
    'MAX_NET',
    'DAILY_LOSS',
    'RAPID_DRAWDOWN',
    'DRAWDOWN',
    'STRATEGY_LOSS',
  ],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: {
      messages: 'unlimited',
      duplicateSeconds: 'unlimited',
      repeatedExecutions: 'unlimited',
      dailyTrades: 'unlimited',
      positionEquity: 'unlimited',
      concentration: 'unlimited',
      strategyEquity: 'unlimited',
      grossEquity: 'unlimited',
      netEquity: 'unlimited',
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I10'],
})
