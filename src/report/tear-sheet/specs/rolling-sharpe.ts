// The Sharpe ratio of a window that slides along the sessions.

import type { TopLevelSpec } from 'vega-lite'
import { ink, inPeriod, overTime, timeAxis } from './frame.js'

export function rollingSharpe(): TopLevelSpec {
  return overTime({
    description: 'Line chart: the rolling Sharpe ratio of the strategy over time, with a rule at zero.',
    height: 170,
    layer: [
      { data: { values: [{}] }, mark: { type: 'rule', color: ink.quiet, strokeDash: [2, 3], aria: false }, encoding: { y: { datum: 0 } } },
      {
        transform: [inPeriod, { filter: 'isValid(datum.sharpe)' }],
        mark: { type: 'line', color: ink.strategy, strokeWidth: 1.25, aria: false },
        encoding: {
          x: timeAxis,
          y: { field: 'sharpe', type: 'quantitative', title: null, axis: { format: '.1f', tickCount: 4 } },
        },
      },
    ],
  })
}
