// Equity of the strategy over the benchmark's, on a plain or a logarithmic axis.

import type { TopLevelSpec } from 'vega-lite'
import { ink, inPeriod, overTime, timeAxis } from './frame.js'

export function equity(scale: 'linear' | 'log'): TopLevelSpec {
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: null,
    scale: scale === 'log' ? { type: 'log', nice: false } : { zero: false },
    axis: { format: '~s' },
  })
  return overTime({
    description: 'Line chart: the equity of the strategy over time, with the benchmark behind it.',
    height: 300,
    layer: [
      {
        transform: [inPeriod, { filter: 'isValid(datum.benchmark)' }],
        mark: { type: 'line', color: ink.benchmark, strokeWidth: 1.25, aria: false },
        encoding: { x: timeAxis, y: y('benchmark') },
      },
      {
        transform: [inPeriod],
        mark: { type: 'line', color: ink.strategy, strokeWidth: 1.75, aria: false },
        encoding: { x: timeAxis, y: y('equity') },
      },
    ],
  })
}
