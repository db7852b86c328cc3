// Equity of the strategy over the benchmark's, on a plain or a logarithmic axis, with the worst falls shaded.

import type { TopLevelSpec } from 'vega-lite'
import { fallBands } from './fall-bands.js'
import { ink, line, overTime } from './frame.js'

export function equity(scale: 'linear' | 'log'): TopLevelSpec {
  const y = { scale: scale === 'log' ? { type: 'log', nice: false } : { zero: false }, axis: { format: '~s' } }
  return overTime({
    description: 'Line chart: the equity of the strategy over time, with the benchmark behind it and the worst falls shaded.',
    height: 300,
    layer: [...fallBands('top'), line('benchmark', ink.benchmark, 1.25, y), line('equity', ink.strategy, 1.75, y)],
  })
}
