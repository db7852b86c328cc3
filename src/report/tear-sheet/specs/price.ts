// The price of one instrument with the fills on it: buys point up, sells point down, a line leads from the entry of a round trip to its exit.

import type { TopLevelSpec } from 'vega-lite'
import { ink, line, overTime, timeAxis } from './frame.js'

export function price(): TopLevelSpec {
  const y = { scale: { zero: false }, axis: { format: ',~f' } }
  return overTime({
    description:
      'Line chart: the price of the instrument over time, with a mark pointing up at every buy and one pointing down at every sell.',
    height: 300,
    layer: [
      {
        mark: { type: 'area', color: ink.benchmark, opacity: 0.3, clip: true, aria: false },
        encoding: { x: timeAxis, y: { field: 'low', type: 'quantitative', title: null, ...y }, y2: { field: 'high' } },
      },
      line('close', ink.quiet, 1, y),
      {
        data: { name: 'trips' },
        mark: { type: 'rule', strokeWidth: 1.25, strokeDash: [4, 2], clip: true, aria: false },
        encoding: {
          x: { ...timeAxis, field: 'entryTime' },
          x2: { field: 'exitTime' },
          y: { field: 'entryPrice', type: 'quantitative' },
          y2: { field: 'exitPrice' },
          color: { condition: { test: 'datum.pnl > 0', value: ink.gain }, value: ink.loss },
          opacity: { condition: { test: 'datum.pointed', value: 1 }, value: 0.55 },
        },
      },
      fills('buy', 'triangle-up', ink.gain),
      fills('sell', 'triangle-down', ink.loss),
    ],
  })
}

function fills(side: 'buy' | 'sell', shape: string, color: string): object {
  return {
    data: { name: 'fills' },
    transform: [{ filter: `datum.side === '${side}'` }],
    mark: {
      type: 'point',
      shape,
      filled: true,
      size: 62,
      opacity: 1,
      color,
      stroke: ink.paper,
      strokeWidth: 0.75,
      clip: true,
      aria: false,
    },
    encoding: { x: timeAxis, y: { field: 'price', type: 'quantitative' } },
  }
}
