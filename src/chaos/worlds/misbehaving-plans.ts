// Worlds in which somebody does whatever a strategy may do, all the time, and every limit is near: paths that healthy strategies seldom walk.

import { guarded } from './guarded.js'
import type { WorldPlan } from './world-plan.js'

export const misbehavingPlans: Readonly<Record<string, WorldPlan>> = {
  crowd: {
    says: 'Two stocks with bid and ask, ten minutes of two-second bars, a trend follower and two that do whatever they like, messages that take seconds, and limits so tight that each binds now and then; an operator lets them go on',
    market: '2:2s:from=2024-03-04:count=300:volatility=0.4',
    spreadBps: 8,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    misbehaving: [
      { fault: 'monkey', name: 'one', params: { lots: 30, haste: 0.3, pauseMs: 2000 } },
      { fault: 'monkey', name: 'other', params: { lots: 30, haste: 0.3, pauseMs: 2000 } },
    ],
    mayStop: true,
    config: {
      ...guarded,
      // Little enough to find room beside the other two.
      sizing: { weight: 0.01 },
      spread: 'recorded',
      protection: { required: 'none' },
      latency: { entry: { median: 300, p99: 5000 }, response: { median: 200, p99: 3000 }, feed: 'none' },
      limits: {
        orderVolume: 'unlimited',
        positionEquity: 0.06,
        strategyEquity: 0.08,
        grossEquity: 0.1,
        netEquity: 0.07,
        concentration: 0.08,
        dataSpread: 0.001,
        messages: { reject: 2, terminate: 8, account: 4 },
        priceTolerance: 0.0005,
        dailyTrades: 60,
      },
      breakers: {
        drawdown: { at: 0.002 },
        rapidDrawdown: { at: 0.0004, minutes: 1, flatten: true },
        strategyLoss: { at: 80 },
      },
      operator: [32, 34, 36, 38].map((minute) => ({
        at: `2024-03-04T14:${minute}:00Z`,
        do: 'unlatch' as const,
        reason: 'it was nothing',
      })),
    },
  },
  margin: {
    says: 'Two stocks that trade little, three sessions of ten-minute bars, a trend follower and one that does whatever it likes, in a margin account without much in it: few shares to borrow, fees on them and interest; an operator lets them go on each day',
    market: '2:10m:from=2024-03-04:to=2024-03-06:volatility=0.4',
    lotsTraded: 36_000,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    misbehaving: [{ fault: 'monkey', name: 'one', params: { lots: 100, reach: 0.004, haste: 0.8, pauseMs: 600_000 } }],
    mayStop: true,
    config: {
      ...guarded,
      cash: 10_000,
      account: 'margin',
      shortAvailability: { lots: 40 },
      borrowFee: 0.05,
      interest: 0.06,
      limits: {
        orderValue: 'unlimited',
        orderEquity: 'unlimited',
        basketEquity: 'unlimited',
        orderVolume: 'unlimited',
        positionEquity: 2,
        concentration: 'unlimited',
        strategyEquity: 'unlimited',
        grossEquity: 'unlimited',
        netEquity: 'unlimited',
        priceTolerance: 0.01,
      },
      breakers: { drawdown: { at: 0.03 }, dailyLoss: { at: 0.01 }, rapidDrawdown: 'off' },
      operator: [4, 5, 6].map((day) => ({ at: `2024-03-0${day}T17:00:00Z`, do: 'unlatch' as const, reason: 'another day' })),
    },
  },
}
