// Infinium 2010: 6,767 one-lot buys in three seconds, with one control switched off. The throttle catches it; the caps on positions stand behind.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'infinium-2010',
  title: 'Infinium 2010: thousands of one-lot buys in three seconds',
  story:
    'A new algorithm bought oil futures one lot at a time, 6,767 orders in three seconds. Injected: a runaway of tiny orders, where the control that looks for orders that come twice is switched off. The message throttle must stop the strategy at once; the caps on what it could hold stand behind it.',
  world: 'unchecked',
  schedule: ({ between }) => [
    {
      fault: 'runaway',
      when: between(0.1, 0.5),
      minutes: 3,
      params: { orders: 100, lots: 1 },
    },
  ],
  caughtBy: ['MESSAGE_RATE'],
  backups: ['REPEATED_EXECUTION', 'MAX_POSITION_VALUE', 'DAILY_TRADES', 'MAX_STRATEGY_VALUE', 'MAX_CONCENTRATION', 'MAX_NET'],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: {
      messages: 'unlimited',
      repeatedExecutions: 'unlimited',
      dailyTrades: 'unlimited',
      positionEquity: 'unlimited',
      strategyEquity: 'unlimited',
      concentration: 'unlimited',
      netEquity: 'unlimited',
    },
    breakers: 'off',
  },
  breaks: ['damage'],
})
