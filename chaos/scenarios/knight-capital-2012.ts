// Knight Capital 2012: a parent order that never sees its child fills, and so sends on. Repeated execution stops it; what is sent counts against the cap on positions meanwhile.

import { defineScenario } from 'trading-bench'

const MINUTE_MS = 60_000

export default defineScenario({
  name: 'knight-capital-2012',
  title: 'Knight Capital 2012: child orders that nobody counted',
  story:
    'Stale code on one of eight servers sent child orders for parents that were long done, for it never counted what had filled: more than 4 million executions, more than $460 million lost. Injected: a parent order of nine children, and a venue that fills and never says so: the strategy sends a child at every bar. The books of the broker, which are compared once a minute here, have the fills, and the tenth on one side within a minute must stop the strategy.',
  world: 'seconds',
  schedule({ between }) {
    // With a statement: by the next one ten have filled, and the parent has not counted one.
    const when = { at: new Date(Math.floor(Date.parse(between(0.1, 0.4).at) / MINUTE_MS) * MINUTE_MS).toISOString() }
    return [
      { fault: 'parent-order', when, minutes: 20, params: { lots: 18, child: 2 } },
      { fault: 'lost-fills', when, minutes: 20 },
    ]
  },
  caughtBy: ['REPEATED_EXECUTION'],
  backups: [
    'RECONCILIATION',
    'MAX_POSITION_VALUE',
    'MAX_CONCENTRATION',
    'MAX_NET',
    'MAX_STRATEGY_VALUE',
    'DAILY_TRADES',
    'STRATEGY_LOSS',
    'DAILY_LOSS',
  ],
  also: [{ by: 'RECONCILIATION', count: 'missing' }],
  budget: (_, __, { position, stop }) => ({ damage: 2 * stop * position, detectMinutes: 2, recoverMinutes: 22 }),
  without: {
    limits: {
      repeatedExecutions: 'unlimited',
      positionEquity: 'unlimited',
      concentration: 'unlimited',
      netEquity: 'unlimited',
      strategyEquity: 'unlimited',
      dailyTrades: 'unlimited',
    },
    monitors: { reconciliation: { seconds: 7200 } },
    breakers: 'off',
  },
  breaks: ['damage'],
})
