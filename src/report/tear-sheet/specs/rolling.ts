// A figure of a window that slides along the sessions, the strategy's over the benchmark's.

import type { TopLevelSpec } from 'vega-lite'
import { ink, level, line, overTime } from './frame.js'

export function rollingSharpe(): TopLevelSpec {
  const y = { axis: { format: '.1f', tickCount: 4 } }
  return overTime({
    description: 'Line chart: the rolling Sharpe ratio of the strategy over time, with the benchmark behind it and a rule at zero.',
    height: 150,
    layer: [level(0), line('benchmarkSharpe', ink.benchmark, 1.1, y), line('sharpe', ink.strategy, 1.4, y)],
  })
}

export function rollingVolatility(): TopLevelSpec {
  const y = { scale: { zero: true }, axis: { format: '.0%', tickCount: 4 } }
  return overTime({
    description: 'Line chart: the rolling annualised volatility of the strategy over time, with the benchmark behind it.',
    height: 120,
    layer: [line('benchmarkVolatility', ink.benchmark, 1.1, y), line('volatility', ink.strategy, 1.4, y)],
  })
}

export function rollingBeta(): TopLevelSpec {
  return overTime({
    description: 'Line chart: the rolling beta of the strategy to the benchmark over time, with rules at zero and one.',
    height: 120,
    layer: [level(0), level(1), line('beta', ink.strategy, 1.4, { axis: { format: '.1f', tickCount: 4 } })],
  })
}
