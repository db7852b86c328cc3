// The price of one instrument with the fills on it: buys point up, sells point down.

import type { TopLevelSpec } from 'vega-lite'
import { ink, inPeriod, overTime, timeAxis } from './frame.js'

export function price(): TopLevelSpec {
  const y = { type: 'quantitative', title: null, scale: { zero: false }, axis: { format: ',f' } } as const
  return overTime({
    description:
      'Line chart: the price of the instrument over time, with a mark pointing up at every buy and one pointing down at every sell.',
    height: 300,
    layer: [
      {
        transform: [inPeriod],
        mark: { type: 'area', color: ink.benchmark, opacity: 0.3, aria: false },
        encoding: { x: timeAxis, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        transform: [inPeriod],
        mark: { type: 'line', color: ink.quiet, strokeWidth: 1, aria: false },
        encoding: { x: timeAxis, y: { ...y, field: 'close' } },
      },
      fills('buy', 'triangle-up', ink.gain),
      fills('sell', 'triangle-down', ink.loss),
    ],
  })
}

function fills(side: 'buy' | 'sell', shape: string, color: string): object {
  return {
    data: { name: 'fills' },
    transform: [inPeriod, { filter: `datum.side === '${side}'` }],
    mark: { type: 'point', shape, filled: true, size: 62, opacity: 1, color, stroke: ink.paper, strokeWidth: 0.75, aria: false },
    encoding: { x: timeAxis, y: { field: 'price', type: 'quantitative' } },
  }
}
