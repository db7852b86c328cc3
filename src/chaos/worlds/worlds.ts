// The worlds of the suite: synthetic markets, short and dense, with healthy strategies that trade in them under the guarded profile.

import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { World } from '../trial/world.js'
import { falling } from './falling.js'
import { quoted } from './quoted.js'

interface HealthyStrategy {
  readonly file: string
  readonly params: Readonly<Record<string, number>>
}

interface WorldPlan {
  /** What it is like, in one sentence. */
  readonly says: string
  /** Name of a synthetic market, its seed left out. */
  readonly market: string
  /** Share of their price that its bars lose by the end, evenly. */
  readonly fall?: number
  /** Spread of the quotes beside its bars, in basis points; without it there are none. */
  readonly spreadBps?: number
  readonly healthy: readonly HealthyStrategy[]
  readonly config: BacktestConfigInput
}

const guarded: BacktestConfigInput = { riskProfile: 'guarded', cash: 100_000, sizing: { weight: 0.04 } }

const plans: Readonly<Record<string, WorldPlan>> = {
  minutes: {
    says: 'Two stocks, two sessions of one-minute bars, a trend follower and a mean reverter',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    config: guarded,
  },
  days: {
    says: 'Three stocks, 300 sessions of daily bars, for limits that look back on sessions',
    market: '3:1d:from=2023-01-03:count=300',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: guarded,
  },
  quotes: {
    says: 'Two stocks with bid and ask, two sessions of one-minute bars, a trend follower and a mean reverter',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    spreadBps: 5,
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    config: { ...guarded, spread: 'recorded' },
  },
  slide: {
    says: 'Two stocks that fall by an eighth in two sessions of one-minute bars, and a slow trend follower',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    fall: 0.125,
    healthy: [{ file: 'sma-cross', params: { fast: 60, slow: 240 } }],
    config: guarded,
  },
  thin: {
    says: 'A thin stock in which our own fills move the price, a session of one-minute bars, and a trend follower',
    market: '1:1m:from=2024-03-04:to=2024-03-04:volatility=0.4',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: { ...guarded, impact: { sigma: 0.025, volume: 4_000, feedback: 1 } },
  },
  week: {
    says: 'A stock, five sessions of one-minute bars, and a slow trend follower; a strategy may lose 0.4 % of the account',
    market: '1:1m:from=2024-03-04:to=2024-03-08:volatility=0.2',
    healthy: [{ file: 'sma-cross', params: { fast: 120, slow: 600 } }],
    config: { ...guarded, breakers: { strategyLoss: { at: 400 } } },
  },
}

export const worldNames: readonly string[] = Object.keys(plans)

/** Healthy strategies by the name of their file. */
export type HealthyStrategies = ReadonlyMap<string, Pick<BacktestStrategy, 'strategy' | 'sourceHash' | 'isolated'>>

/** Strategy files that any world needs. */
export const healthyFiles: readonly string[] = [...new Set(Object.values(plans).flatMap(({ healthy }) => healthy.map(({ file }) => file)))]

/** A world with the bars of a seed; `loaded` has the healthy strategies by file. The same name and seed make the same bars anywhere. */
export function worldOf(name: string, seed: number, loaded: HealthyStrategies): World {
  const plan = plans[name]
  if (plan === undefined) {
    throw new BenchError(
      'UNKNOWN_SCENARIO',
      `no world is called '${name}'`,
      didYouMean(name, worldNames) ?? `the worlds are ${worldNames.join(', ')}`,
    )
  }
  const { series: made } = syntheticBars(`synthetic:${plan.market}:seed=${seed}`)
  const { fall, spreadBps } = plan
  const moved = fall === undefined ? made : made.map((one) => falling(one, fall))
  const series = spreadBps === undefined ? moved : moved.map((one) => quoted(one, spreadBps))
  const allocation = 1 / plan.healthy.length
  const strategies = plan.healthy.map(({ file, params }) => ({ ...(loaded.get(file) as BacktestStrategy), params, allocation }))
  return { name, series, strategies, config: plan.config }
}
