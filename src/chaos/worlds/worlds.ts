// The worlds of the suite: synthetic markets, short and dense, with healthy strategies that trade in them under the guarded profile.

import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { World } from '../trial/world.js'

interface HealthyStrategy {
  readonly file: string
  readonly params: Readonly<Record<string, number>>
}

interface WorldPlan {
  /** What it is like, in one sentence. */
  readonly says: string
  /** Name of a synthetic market, its seed left out. */
  readonly market: string
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
  const { series } = syntheticBars(`synthetic:${plan.market}:seed=${seed}`)
  const allocation = 1 / plan.healthy.length
  const strategies = plan.healthy.map(({ file, params }) => ({ ...(loaded.get(file) as BacktestStrategy), params, allocation }))
  return { name, series, strategies, config: plan.config }
}
