// What a backtest is asked: strategies, bars, and the config.

import type { BarSeries } from '../model/bar.js'
import type { PredictionSource } from '../model/prediction.js'
import type { Strategy } from '../strategy/define-strategy.js'
import type { IsolatedSource } from '../strategy/isolated/isolated-source.js'
import type { BacktestConfigInput } from './config/config.js'
import type { Injection } from './injection.js'

/** A strategy to run; `name` tells two of a kind apart, `allocation` is its share of the account (default: equal shares). */
export interface BacktestStrategy {
  readonly strategy: Strategy
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly name?: string | undefined
  readonly allocation?: number | undefined
  readonly sourceHash?: string | null | undefined
  /** What an isolated host takes in place of `strategy`'s handlers; needed where it is isolated. */
  readonly isolated?: IsolatedSource | undefined
  /** Where this one runs, whatever the config has for all. What becomes of it where it fails is the config's `onStrategyFailure` and risk profile. */
  readonly isolate?: 'none' | 'worker' | undefined
}

/** The share of the account of the strategy at a place: an equal one where it names none. */
export function allocationOf(strategies: readonly Pick<BacktestStrategy, 'allocation'>[], index: number): number {
  return strategies[index]?.allocation ?? 1 / strategies.length
}

/** What a series says of itself; the run's provenance. */
export interface SeriesProvenance {
  readonly label: string
  readonly synthetic: boolean
  readonly dataHash: string
}

/** What `runBacktest` takes: everything is loaded already. */
export interface BacktestRequest {
  readonly strategies: readonly BacktestStrategy[]
  readonly series: readonly BarSeries[]
  /** Currency pairs that only convert: they are marked, and strategies neither see nor trade them. A pair among `series` converts too. */
  readonly rates?: readonly BarSeries[] | undefined
  /** What models outside said, told to `onPrediction` of the strategies at the time of publication. */
  readonly predictions?: PredictionSource | undefined
  /** Parallel to `series`; without it the data is hashed and unlabelled. */
  readonly provenance?: readonly SeriesProvenance[] | undefined
  readonly config?: BacktestConfigInput | undefined
  /** Where each config field came from, by name; the rest are defaults. */
  readonly sources?: Readonly<Record<string, 'config' | 'flag' | 'environment' | 'strategy'>> | undefined
  /** What a run keeps besides its result; everything when absent. `decisions: false` spares a sweep some memory: hashes and results are the same. */
  readonly record?: { readonly decisions?: boolean | undefined } | undefined
  /** What is put between the parts of the run, for whoever tests them. */
  readonly inject?: Injection | undefined
  readonly onProgress?: ((barsDone: number, barsTotal: number) => void) | undefined
}
