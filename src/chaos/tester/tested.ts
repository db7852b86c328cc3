// The strategy that is tested, and the world that it is at home in: bars of the user's own, or a synthetic market, under the guarded profile.

import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config/config.js'
import { watchRules } from '../../engine/config/watch-rules.js'
import type { BarSeries } from '../../model/bar.js'
import { BenchError } from '../../std/errors.js'
import type { World } from '../trial/world.js'
import { guarded } from '../worlds/guarded.js'

export interface Tested {
  /** As the command line has it: `my-strategy.ts`. */
  readonly name: string
  /** The options that made it what it is, as the command line has them: `--param`, `fast=5`. */
  readonly words: readonly string[]
  readonly strategy: BacktestStrategy
  /** What it trades under, over what the tester has: limits, sizing, costs. */
  readonly config: BacktestConfigInput
  /** Null where it is tested on synthetic bars, other ones at each seed. */
  readonly series: readonly BarSeries[] | null
}

/** Two stocks over two sessions of one-minute bars. */
const MARKET = '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4'

/** What a strategy trades under that says nothing of its own. */
const usual: BacktestConfigInput = { ...guarded, spread: { bps: 2 } }

/** What the world in which nothing goes wrong is called. */
export const HOME = 'normal'

/** The world in which nothing goes wrong. */
export function homeOf({ strategy, series, config }: Tested, seed: number): World {
  return {
    name: HOME,
    series: series ?? syntheticBars(`synthetic:${MARKET}:seed=${seed}`).series,
    strategies: [{ ...strategy, allocation: 1 }],
    config: { ...usual, ...config },
  }
}

/** What the run calls it. */
export function strategyName({ strategy: { strategy, name = strategy.name } }: Tested): string {
  return name
}

/** Fails with `USAGE` for a strategy that needs what the tester does not have, and for a config by which it cannot be judged. */
export function refuseNeedy({ strategy: { strategy }, name, series, config }: Tested): void {
  const { leastInstruments = 1, onPrediction } = strategy
  if (onPrediction !== undefined) {
    throw new BenchError(
      'USAGE',
      `${name} trades on predictions, and the tester has none`,
      'put faults into a backtest that has them: bench backtest … --predictions FILE --chaos disconnect@p=5%/h',
    )
  }
  if (series === null && leastInstruments > 2) {
    throw new BenchError('USAGE', `${name} needs ${leastInstruments} instruments, and the tester makes 2`, 'give it bars: --data NAME')
  }
  if (config.spread === 'recorded') {
    throw new BenchError(
      'USAGE',
      'bars under stress have no recorded bid and ask',
      'say what the spread is: spread: { bps: 2 } in the config',
    )
  }
  if (mostLost({ ...usual, ...config }) === null) {
    throw new BenchError(
      'USAGE',
      'the config has no drawdown breaker, so nothing says how much may be lost',
      'give it one: breakers: { drawdown: { at: 0.1 } }, or leave riskProfile out',
    )
  }
}

/** What the drawdown breaker allows, a share of the cash at the start; null where there is none. */
export function mostLost(config: BacktestConfigInput): number | null {
  const most = watchRules(backtestConfigSchema.parse(config))?.drawdown?.critical ?? Number.POSITIVE_INFINITY
  return Number.isFinite(most) ? most : null
}
