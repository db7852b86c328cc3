// Worlds by what is traded there: stocks in several currencies, stocks that split and pay, a stock on two venues.

import { guarded } from './guarded.js'
import type { WorldPlan } from './world-plan.js'

export const instrumentPlans: Readonly<Record<string, WorldPlan>> = {
  abroad: {
    says: 'A stock in yen, one in dollars and one in won that fall by 6 % in two hours of one-minute bars, a trend follower and a mean reverter, and an account in yen, whose dollars are converted by a pair that prices them and whose won by one that prices the yen',
    market: '3:1m:from=2024-03-04:count=120:volatility=0.5:jumpsPerYear=0:regimes=1',
    prices: [
      { currency: 'JPY', times: 30, tick: 1 },
      { currency: 'USD', times: 1, tick: 0.01 },
      { currency: 'KRW', times: 300, tick: 1 },
    ],
    rates: [
      'USDJPY:15m:calendar=24/5:from=2024-03-04:to=2024-03-04:volatility=0.1:startPrice=150',
      'JPYKRW:15m:calendar=24/5:from=2024-03-04:to=2024-03-04:volatility=0.1:startPrice=9',
    ],
    fall: 0.06,
    lotsTraded: 2_000_000,
    healthy: [
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
      { file: 'rsi-reversion', params: { period: 5, low: 35, patience: 20 } },
    ],
    config: {
      ...guarded,
      currency: 'JPY',
      cash: 15_000_000,
      sizing: { weight: 0.01 },
      limits: { orderValue: 3_750_000, selfMatch: 'unlimited' },
      breakers: { strategyLoss: { at: 150_000 } },
      monitors: { strategyLoss: 75_000 },
    },
  },
  acts: {
    says: 'Two stocks, five sessions of fifteen-minute bars in which each splits and pays a dividend, and a trend follower and a mean reverter that hold overnight',
    market: '2:15m:from=2024-03-04:to=2024-03-08:volatility=0.3:jumpsPerYear=0',
    acts: [
      [
        { exDate: '2024-03-05', ratio: 2 },
        { exDate: '2024-03-06', dividend: 0.005, payDate: '2024-03-08' },
      ],
      [
        { exDate: '2024-03-06', dividend: 0.01, payDate: '2024-03-07' },
        { exDate: '2024-03-07', ratio: 3 },
      ],
    ],
    healthy: [
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
      { file: 'rsi-reversion', params: { period: 5, low: 35, patience: 20 } },
    ],
    config: { ...guarded, limits: { selfMatch: 'unlimited' } },
  },
  venues: {
    says: 'A stock on two venues, each with fees of its own, two hours of one-minute bars, an arbitrageur between them and a trend follower; orders of the account may meet',
    market: 'ACME@XNAS+ACME@BATS:1m:from=2024-03-04:count=120:volatility=0.4:jumpsPerYear=0',
    lotsTraded: 500_000,
    healthy: [
      { file: 'arbitrage', params: { minSpreadBps: 3, share: 0.004 } },
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
    ],
    // A strategy that knows of no venues exits the one position on each of them.
    refuses: { OVER_EXIT: 24 },
    config: {
      ...guarded,
      venues: { XNAS: { fees: { perShare: 0.003 } }, BATS: { fees: { fraction: 0.0001 }, slippage: { ticks: 2 } } },
      sizing: { weight: 0.004 },
      limits: { dailyTrades: 500, selfMatch: 'unlimited' },
    },
  },
}
