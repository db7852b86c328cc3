// How much of the account was at work: gross exposure as an area, net exposure as a line, both in multiples of equity.

import type { TopLevelSpec } from 'vega-lite'
import { ink, level, line, overTime, timeAxis } from './frame.js'

export function exposure(): TopLevelSpec {
  const y = { stack: null, axis: { format: '.0%', tickCount: 4 } }
  return overTime({
    description: 'Area chart: gross exposure over time as a share of equity, which is the leverage, with net exposure as a line.',
    height: 130,
    layer: [
      {
        mark: { type: 'area', color: ink.benchmark, opacity: 0.45, interpolate: 'step-after', clip: true, aria: false },
        encoding: { x: timeAxis, y: { field: 'gross', type: 'quantitative', title: null, ...y } },
      },
      level(1),
      line('net', ink.strategy, 1, y, { interpolate: 'step-after' }),
    ],
  })
}
