// Returns as a histogram, with the normal curve and the lines of value at risk.

import type { TopLevelSpec } from 'vega-lite'
import { framed, ink } from './frame.js'

/** Data `bins` (from, to, count), `normal` (at, count) and `lines` (at, label). */
export function distribution(): TopLevelSpec {
  const x = { type: 'quantitative', title: null, axis: { format: '.1~%', grid: false, tickCount: { expr: 'max(3, width / 70)' } } }
  const y = { field: 'count', type: 'quantitative', title: null, axis: { format: '~s', tickCount: 4 } }
  return framed({
    description: 'Histogram: how often returns of each size occurred, with a normal curve and lines at the 95 % and 99 % value at risk.',
    height: 190,
    layer: [
      {
        data: { name: 'bins' },
        mark: { type: 'bar', binSpacing: 1, aria: false },
        encoding: {
          x: { ...x, field: 'from', bin: 'binned' },
          x2: { field: 'to' },
          y,
          color: { condition: { test: 'datum.from + datum.to < 0', value: ink.loss }, value: ink.gain },
          opacity: { value: 0.75 },
        },
      },
      {
        data: { name: 'normal' },
        mark: { type: 'line', color: ink.quiet, strokeWidth: 1.25, aria: false },
        encoding: { x: { ...x, field: 'at' }, y },
      },
      {
        data: { name: 'lines' },
        mark: { type: 'rule', color: ink.loss, strokeWidth: 1, strokeDash: [3, 2], aria: false },
        encoding: { x: { ...x, field: 'at' } },
      },
      {
        data: { name: 'lines' },
        transform: [{ window: [{ op: 'row_number', as: 'row' }] }],
        mark: { type: 'text', color: ink.loss, align: 'right', baseline: 'top', dx: -4, aria: false },
        encoding: { x: { ...x, field: 'at' }, y: { value: { expr: '4 + 14 * (datum.row - 1)' } }, text: { field: 'label' } },
      },
    ],
  })
}
