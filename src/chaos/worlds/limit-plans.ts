// Worlds in which a limit that elsewhere stands behind another is the first to be reached.

import { guarded } from './guarded.js'
import type { WorldPlan } from './world-plan.js'

export const limitPlans: Readonly<Record<string, WorldPlan>> = {
  dozen: {
    says: 'Twelve stocks that fall by a twentieth in half a session of five-minute bars, a mean reverter with little in them, and leverage of four; orders of the account may meet',
    market: '12:5m:from=2024-03-04:count=39:volatility=0.3:jumpsPerYear=0:regimes=1',
    fall: 0.05,
    healthy: [{ file: 'rsi-reversion', params: { period: 10, low: 30, patience: 20 } }],
    mayRest: true,
    config: { ...guarded, leverage: 4, sizing: { weight: 0.002 }, limits: { selfMatch: 'unlimited' } },
  },
  counted: {
    says: 'Two stocks that fall by a thirtieth in 130 one-minute bars, a quick trend follower, and no more than eighty shares of a stock may be held',
    market: '2:1m:from=2024-03-04:count=130:volatility=0.3',
    fall: 0.034,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    mayRest: true,
    config: { ...guarded, sizing: { weight: 0.02 }, limits: { positionLots: 80, selfMatch: 'unlimited' } },
  },
  paused: {
    says: 'Two stocks with bid and ask that fall by a thirtieth in 130 one-minute bars and are paused when they leave their price bands, and a trend follower with little in them',
    market: '2:1m:from=2024-03-04:count=130:volatility=0.3:jumpsPerYear=0',
    fall: 0.034,
    spreadBps: 5,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    refuses: { MARKET_HALTED: 4 },
    mayRest: true,
    config: { ...guarded, spread: 'recorded', halts: { luld: true }, sizing: { weight: 0.002 }, limits: { selfMatch: 'unlimited' } },
  },
  bare: {
    says: 'Two stocks that fall by a thirtieth in 130 one-minute bars, in which an entry has to bring a stop of its own, and a mean reverter whose entries do',
    market: '2:1m:from=2024-03-04:count=130:volatility=0.3',
    fall: 0.034,
    healthy: [{ file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } }],
    config: { ...guarded, protection: { required: 'deny' }, limits: { selfMatch: 'unlimited' } },
  },
  breakout: {
    says: 'Two stocks, 100 two-minute bars, and a breakout trader with little in them, whose orders wait at the highs',
    market: '2:2m:from=2024-03-04:count=100:volatility=0.3',
    healthy: [{ file: 'donchian-breakout', params: { entry: 10, exit: 5 } }],
    config: { ...guarded, sizing: { weight: 0.002 } },
  },
  seldom: {
    says: 'The market of fall, in which books are compared with those of the broker every half hour',
    market: '2:2m:from=2024-03-04:count=120:volatility=0.3:jumpsPerYear=0:regimes=1',
    fall: 0.0625,
    healthy: [{ file: 'sma-cross', params: { fast: 2, slow: 6 } }],
    config: { ...guarded, monitors: { reconciliation: { seconds: 1800 } }, limits: { selfMatch: 'unlimited' } },
  },
  wary: {
    says: 'Two stocks that fall by an eighth in 208 five-minute bars, and a mean reverter with little in them; stops stand far off, and little may be lost in minutes, in a day and from the peak',
    market: '2:5m:from=2024-03-04:count=208:volatility=0.06:jumpsPerYear=0:regimes=1',
    fall: 0.125,
    healthy: [{ file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } }],
    config: {
      ...guarded,
      sizing: { weight: 0.01 },
      protection: { default: 0.5 },
      breakers: { drawdown: { at: 0.012 }, dailyLoss: { at: 0.008 }, rapidDrawdown: { at: 0.003, minutes: 10 } },
      limits: { selfMatch: 'unlimited' },
    },
  },
  pair: {
    says: 'Two stocks that move together and lose 60 % of their price in 150 sessions of daily bars, and a mean reverter with little in them; stops stand far off, and a strategy is told early of what is at risk and in one stock',
    market: '2:1d:from=2023-01-03:count=150:volatility=0.1:correlation=0.98:jumpsPerYear=0:regimes=1',
    fall: 0.6,
    healthy: [{ file: 'rsi-reversion', params: { period: 5, low: 35, patience: 10 } }],
    config: {
      ...guarded,
      sizing: { weight: 0.005 },
      protection: { default: 0.9 },
      monitors: { valueAtRisk: 0.001, concentration: 0.07, correlation: 0.4 },
      limits: { selfMatch: 'unlimited' },
    },
  },
}
