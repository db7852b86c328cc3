// Changes its order many times at every event. The message throttle counts changes as it does orders, and stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'amender',
  title: 'A strategy that changes its order without end',
  story:
    'One limit order, changed a dozen times at every event, up to the market and beyond. Injected beside healthy strategies. The message throttle must count changes as it does orders.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'amender', when: between(0.1, 0.3), minutes: 10 }],
  caughtBy: ['MESSAGE_RATE'],
  backups: ['PRICE_TOLERANCE', 'DUPLICATE_ORDER', 'REPEATED_EXECUTION', 'DAILY_TRADES'],
  // The order that it leaves works to the end of the session.
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 5, recoverMinutes: 390 }),
  without: {
    limits: { messages: 'unlimited', duplicateSeconds: 'unlimited', repeatedExecutions: 'unlimited', dailyTrades: 'unlimited' },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['I10'],
})
