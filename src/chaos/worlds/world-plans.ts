// The worlds of the suite by name: markets short and dense, with healthy strategies that trade in them under the guarded profile.

import { guarded } from './guarded.js'
import { instrumentPlans } from './instrument-plans.js'
import { limitPlans } from './limit-plans.js'
import { misbehavingPlans } from './misbehaving-plans.js'
import type { HealthyStrategy, WorldPlan } from './world-plan.js'

const healthyTrio: readonly HealthyStrategy[] = [
  { file: 'sma-cross', params: { fast: 10, slow: 30 } },
  { file: 'rsi-reversion', params: { period: 10, low: 40, patience: 30 } },
  { file: 'donchian-breakout', params: { entry: 20, exit: 10 } },
]

export const worldPlans: Readonly<Record<string, WorldPlan>> = {
  minutes: {
    says: 'Two stocks, 260 two-minute bars over a night, a trend follower and a mean reverter',
    market: '2:2m:from=2024-03-04:count=260:volatility=0.4',
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    refuses: { SELF_MATCH: 12 },
    config: guarded,
  },
  days: {
    says: 'Three stocks, 200 sessions of daily bars, for limits that look back on sessions',
    market: '3:1d:from=2023-01-03:count=200',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    refuses: { PRICE_JUMP: 6 },
    config: guarded,
  },
  quotes: {
    says: 'Two stocks with bid and ask, 260 two-minute bars over a night, a trend follower and a mean reverter',
    market: '2:2m:from=2024-03-04:count=260:volatility=0.4',
    spreadBps: 5,
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    refuses: { SELF_MATCH: 12 },
    config: { ...guarded, spread: 'recorded' },
  },
  slide: {
    says: 'Two stocks that fall by a twelfth in 260 one-minute bars, and a trend follower with little in it; orders of the account may meet',
    market: '2:1m:from=2024-03-04:count=260:volatility=0.4:jumpsPerYear=0:regimes=1',
    fall: 0.085,
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    mayRest: true,
    config: { ...guarded, sizing: { weight: 0.008 }, limits: { selfMatch: 'unlimited' } },
  },
  calm: {
    says: 'Two stocks with bid and ask, two hours of one-minute bars, and a trend follower, a mean reverter and a breakout trader',
    market: '2:1m:from=2024-03-04:count=120:volatility=0.2',
    spreadBps: 5,
    healthy: healthyTrio,
    refuses: { SELF_MATCH: 8, PRICE_JUMP: 8 },
    mayRest: true,
    config: { ...guarded, spread: 'recorded' },
  },
  stressed: {
    says: 'The market of calm under stress: twice the volatility, three times the spread, twice as many bars, of which a twentieth are missing, and jumps',
    market: '2:30s:from=2024-03-04:count=240:volatility=0.4:jumpsPerYear=100',
    gaps: 0.05,
    spreadBps: 15,
    healthy: healthyTrio,
    refuses: { SELF_MATCH: 24, PRICE_JUMP: 16 },
    config: { ...guarded, spread: 'recorded' },
  },
  session: {
    says: 'Two stocks with bid and ask that fall by a sixteenth in four hours of two-minute bars, a quick trend follower and a mean reverter; positions are so small that a wrong mark trips no breaker, and orders of the account may meet',
    market: '2:2m:from=2024-03-04:count=120:volatility=0.3:jumpsPerYear=0:regimes=1',
    fall: 0.0625,
    spreadBps: 5,
    healthy: [
      { file: 'sma-cross', params: { fast: 2, slow: 6 } },
      { file: 'rsi-reversion', params: { period: 5, low: 35, patience: 20 } },
    ],
    config: { ...guarded, spread: 'recorded', sizing: { weight: 0.002 }, limits: { selfMatch: 'unlimited' } },
  },
  fall: {
    says: 'Two stocks that fall by a sixteenth in four hours of two-minute bars, and a trend follower; orders of the account may meet, so that this stops nobody',
    market: '2:2m:from=2024-03-04:count=120:volatility=0.3:jumpsPerYear=0:regimes=1',
    fall: 0.0625,
    healthy: [{ file: 'sma-cross', params: { fast: 2, slow: 6 } }],
    config: { ...guarded, limits: { selfMatch: 'unlimited' } },
  },
  told: {
    says: 'Two stocks that fall by a thirtieth in 130 one-minute bars, a trend follower, and a strategy is told of its exposure as soon as the account holds a hundredth of itself; orders may be any share of the volume, and those of the account may meet',
    market: '2:1m:from=2024-03-04:count=130:volatility=0.3',
    fall: 0.034,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    mayRest: true,
    config: { ...guarded, limits: { orderVolume: 'unlimited', selfMatch: 'unlimited' }, monitors: { exposure: { gross: 0.01 } } },
  },
  tight: {
    says: 'Two stocks, three sessions of five-minute bars, a trend follower, a mean reverter and one that turns with the trend, so little to lose in a day and from the peak that trading is held back now and then, and an operator who kills it once and lets it go on',
    market: '2:5m:from=2024-03-04:to=2024-03-06:volatility=0.4',
    healthy: [
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
      { file: 'rsi-reversion', params: { period: 5, low: 40, patience: 10 } },
      { file: 'vol-target-trend', params: { fast: 2, slow: 5, halfLife: 5, barsPerYear: 19_656, maxWeight: 0.12, shorts: true } },
    ],
    mayStop: true,
    config: {
      ...guarded,
      breakers: { drawdown: { at: 0.0015, action: 'reduce', flatten: false }, dailyLoss: { at: 0.001, action: 'reduce', flatten: false } },
      monitors: { drawdown: 0.0005 },
      operator: [
        { at: '2024-03-04T16:00:00Z', do: 'kill', reason: 'something looks wrong' },
        { at: '2024-03-04T17:30:00Z', do: 'unlatch', reason: 'it was nothing' },
        { at: '2024-03-05T15:00:00Z', do: 'unlatch', reason: 'another day' },
      ],
    },
  },
  trickle: {
    says: 'A stock, a session of one-minute bars, and a trend follower with little in it; a strategy may lose 0.15 % of the account, orders may be any share of the volume, and those of the account may meet',
    market: '1:1m:from=2024-03-04:to=2024-03-04:volatility=0.2:jumpsPerYear=0:regimes=1',
    healthy: [{ file: 'sma-cross', params: { fast: 8, slow: 30 } }],
    config: {
      ...guarded,
      sizing: { weight: 0.02 },
      breakers: { strategyLoss: { at: 150 } },
      limits: { orderVolume: 'unlimited', selfMatch: 'unlimited' },
    },
  },
  unchecked: {
    says: 'Two stocks that fall by a twelfth in 260 one-minute bars, a trend follower with little in it, and nobody who looks for orders that come twice; orders of the account may meet',
    market: '2:1m:from=2024-03-04:count=260:volatility=0.4:jumpsPerYear=0',
    fall: 0.085,
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    mayRest: true,
    config: { ...guarded, sizing: { weight: 0.008 }, limits: { duplicateSeconds: 'unlimited', selfMatch: 'unlimited' } },
  },
  seconds: {
    says: 'A stock that falls by a sixteenth in forty minutes of five-second bars and trades much in each, and a trend follower; books are compared with those of the broker once a minute, and orders of the account may meet',
    market: '1:5s:from=2024-03-04:count=480:volatility=0.4',
    fall: 0.0625,
    lotsTraded: 500_000,
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    mayRest: true,
    config: { ...guarded, limits: { selfMatch: 'unlimited' }, monitors: { reconciliation: { seconds: 60 } } },
  },
  rise: {
    says: 'A stock that rises by a twentieth in twenty minutes of five-second bars, and a trend follower; orders of the account may meet',
    market: '1:5s:from=2024-03-04:count=240:volatility=1:jumpsPerYear=0:regimes=1',
    fall: -0.05,
    lotsTraded: 500_000,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    mayRest: true,
    config: { ...guarded, sizing: { weight: 0.01 }, limits: { selfMatch: 'unlimited' } },
  },
  basket: {
    says: 'Five stocks that fall by 4 % in two hours of one-minute bars, and a quick trend follower in all of them; what it opens at once may be a fifth of equity',
    market: '5:1m:from=2024-03-04:count=120:volatility=0.4:jumpsPerYear=0:regimes=1',
    fall: 0.04,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    config: { ...guarded, leverage: 50, limits: { dailyTrades: 200, basketEquity: 0.2 } },
  },
  shallow: {
    says: 'A stock that trades two thousand a day and that our own fills move, 260 one-minute bars, and a quick trend follower that takes a lot at a time',
    market: '1:1m:from=2024-03-04:count=260:volatility=0.4:jumpsPerYear=0',
    lotsTraded: 2_000,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    refuses: { MAX_ORDER_SIZE: 6 },
    mayRest: true,
    config: { ...guarded, sizing: { weight: 0.0014 }, impact: { sigma: 0.025, volume: 4_000, feedback: 1 } },
  },
  oil: {
    says: 'A future that falls by a twenty-fourth in 130 one-minute bars, and a quick trend follower that takes a lot at a time',
    market: '1:1m:from=2024-03-04:count=130:volatility=0.4',
    fall: 0.042,
    futures: true,
    healthy: [{ file: 'sma-cross', params: { fast: 2, slow: 6 } }],
    config: { ...guarded, sizing: { weight: 0.0014 } },
  },
  thin: {
    says: 'A thin stock in which our own fills move the price, a session of two-minute bars, and a trend follower',
    market: '1:2m:from=2024-03-04:to=2024-03-04:volatility=0.4:jumpsPerYear=0:regimes=1',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: { ...guarded, impact: { sigma: 0.025, volume: 4_000, feedback: 1 } },
  },
  week: {
    says: 'A stock, five sessions of five-minute bars, and a trend follower with little in it; a strategy may lose 0.1 % of the account, and orders of the account may meet',
    market: '1:5m:from=2024-03-04:to=2024-03-08:volatility=0.2:jumpsPerYear=0:regimes=1',
    healthy: [{ file: 'sma-cross', params: { fast: 6, slow: 24 } }],
    config: { ...guarded, sizing: { weight: 0.01 }, breakers: { strategyLoss: { at: 100 } }, limits: { selfMatch: 'unlimited' } },
  },
  ...instrumentPlans,
  ...limitPlans,
  ...misbehavingPlans,
}
