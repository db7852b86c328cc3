// When orders were denied: a row for each code, a mark for each stretch of time, larger where it holds more.

import type { TopLevelSpec } from 'vega-lite'
import { ink, overTime, timeAxis } from './frame.js'

/** Data `rows`: time, code, count; data `codes`: every code, the most frequent first. */
export function denials(): TopLevelSpec {
  const y = {
    field: 'code',
    type: 'ordinal',
    title: null,
    sort: null,
    axis: { labels: false, grid: true },
    scale: { paddingOuter: 0.6 },
  } as const
  return overTime({
    description: 'Timeline: when orders were denied, a row for each code of denial, larger marks where there were more.',
    height: 130,
    layer: [
      {
        data: { name: 'codes' },
        mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -10, color: ink.quiet, aria: false },
        encoding: { x: { value: 2 }, y, text: { field: 'code' } },
      },
      {
        mark: { type: 'point', shape: 'circle', filled: true, color: ink.loss, opacity: 0.6, strokeWidth: 0, clip: true, aria: false },
        encoding: {
          x: timeAxis,
          y,
          size: { field: 'count', type: 'quantitative', legend: null, scale: { type: 'sqrt', domainMin: 0, range: [24, 260] } },
        },
      },
    ],
  })
}
