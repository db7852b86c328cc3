// Infinium 2010: 6,767 one-lot buys in three seconds, with one breaker out of order. The throttle catches it; the caps on positions stand behind.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'infinium-2010',
  title: 'Infinium 2010: thousands of one-lot buys in three seconds',
  story:
    'A new algorithm bought oil futures one lot at a time, 6,767 orders in three seconds, until it choked on its own acknowledgements. Injected: a runaway of tiny orders. The message throttle must stop the strategy at once.',
  world: 'minutes',
  schedule: ({ at, random }) => [
    {
      fault: 'runaway',
      when: { at: new Date(at(0.2 + 0.6 * random.next())).toISOString() },
      minutes: 10,
      params: { orders: 100, lots: 1 },
    },
  ],
  caughtBy: ['MESSAGE_RATE', 'DUPLICATE_ORDER'],
  backups: ['REPEATED_EXECUTION', 'MAX_POSITION_VALUE', 'DAILY_TRADES', 'MAX_STRATEGY_VALUE', 'MAX_CONCENTRATION'],
  budget: (_, equity) => ({ damage: 0.005 * equity, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: {
      messages: 'unlimited',
      duplicateSeconds: 'unlimited',
      repeatedExecutions: 'unlimited',
      dailyTrades: 'unlimited',
      positionEquity: 'unlimited',
      strategyEquity: 'unlimited',
      concentration: 'unlimited',
    },
    breakers: 'off',
  },
  breaks: ['damage'],
})
