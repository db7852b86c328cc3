// How far equity stands below its highest point so far.

import type { TopLevelSpec } from 'vega-lite'
import { ink, inPeriod, overTime, timeAxis } from './frame.js'

export function drawdown(): TopLevelSpec {
  return overTime({
    description: 'Area chart: the drawdown of the strategy over time, in percent of its highest equity so far.',
    height: 120,
    layer: [
      {
        transform: [inPeriod],
        mark: { type: 'area', color: ink.loss, fillOpacity: 0.16, line: { color: ink.loss, strokeWidth: 1 }, aria: false },
        encoding: {
          x: timeAxis,
          y: {
            field: 'drawdown',
            type: 'quantitative',
            stack: null,
            title: null,
            scale: { domainMax: 0 },
            axis: { format: '.0%', tickCount: 3 },
          },
        },
      },
    ],
  })
}
