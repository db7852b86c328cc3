// How far equity stands below its highest point so far.

import type { TopLevelSpec } from 'vega-lite'
import { fallBands } from './fall-bands.js'
import { ink, line, overTime, timeAxis } from './frame.js'

export function drawdown(): TopLevelSpec {
  const y = { stack: null, scale: { domainMax: 0 }, axis: { format: '.0%', tickCount: 3 } }
  return overTime({
    description: 'Area chart: the drawdown of the strategy over time, in percent of its highest equity so far, with that of the benchmark.',
    height: 130,
    layer: [
      ...fallBands('bottom'),
      line('benchmarkDrawdown', ink.benchmark, 1, y),
      {
        mark: { type: 'area', color: ink.loss, fillOpacity: 0.16, clip: true, aria: false },
        encoding: { x: timeAxis, y: { field: 'drawdown', type: 'quantitative', title: null, ...y } },
      },
      line('drawdown', ink.loss, 1, y),
    ],
  })
}
