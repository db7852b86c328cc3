// A run whose own fills move its bars: the copies that move, coarser bars that follow, and indicators that are worked out as bars close.

import { MovingBars } from '../../broker/simulated/impact/moving-series.js'
import type { BarSeries } from '../../model/bar.js'
import { BenchError } from '../../std/errors.js'
import { RunningLines } from '../../strategy/running-lines.js'
import type { BacktestConfig } from '../config/config.js'
import { impactRules } from '../config/market-config.js'
import { costsAt } from '../market/venue-policy.js'
import type { BarFeed, FeedSeries } from './bar-feed.js'

export class MovingRun {
  readonly bars: MovingBars
  readonly lines = new RunningLines()

  /** Null where fills move nothing. */
  static of(config: BacktestConfig, series: readonly BarSeries[]): MovingRun | null {
    const rules = impactRules(config.impact)
    if (rules === null) return null
    refuseOthers(config, series)
    return new MovingRun(new MovingBars(rules, series))
  }

  private constructor(bars: MovingBars) {
    this.bars = bars
  }

  /** Coarser bars that end now follow those that orders execute on, which have been matched. */
  follow({ closing, closingCount, series }: BarFeed): void {
    for (let k = 0; k < closingCount; k++) {
      const one = closing[k] as FeedSeries
      if (one.executes) continue
      const fine = series.find((other) => other.executes && other.instrument === one.instrument) as FeedSeries
      this.bars.closeCoarse(one.series, fine.series, one.bar)
    }
  }

  /** Bars have closed, or a split has come: indicators take in what they have become. */
  takeIn({ series }: BarFeed): void {
    for (const { series: one, cursor } of series) this.lines.closeThrough(one, cursor.index, cursor.splits)
  }
}

function refuseOthers(config: BacktestConfig, series: readonly BarSeries[]): void {
  const costs = series.map(({ instrument }) => costsAt(config, instrument.venue))
  if (costs.some(({ slippage }) => typeof slippage === 'object' && 'volumeShare' in slippage)) {
    const message = 'impact: a slippage that grows with our share of the volume is an impact model of its own'
    throw new BenchError('BAD_CONFIG', message, 'give slippage as ticks or bps, which stands for half the spread, or leave impact out')
  }
  if (costs.some(({ spread }) => spread === 'recorded')) {
    throw new BenchError(
      'BAD_CONFIG',
      'impact: recorded quotes cannot move with the bars',
      'give spread as ticks or bps, or leave impact out',
    )
  }
  const detailed = series.find(({ detail }) => detail !== undefined)
  if (detailed === undefined) return
  const message = `impact: bars inside the bars of ${detailed.instrument.id} cannot move with them`
  throw new BenchError('BAD_CONFIG', message, 'run it on the shorter bars, or leave detail or impact out')
}
