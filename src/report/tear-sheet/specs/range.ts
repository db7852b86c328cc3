// The strip under the page's charts on which a period is chosen: all of the equity curve, with what is out of view dimmed.

import type { TopLevelSpec } from 'vega-lite'
import { ink, overTime, timeAxis } from './frame.js'

export function range(): TopLevelSpec {
  const whole = { ...timeAxis, scale: { type: 'utc', nice: false } }
  const y = { field: 'equity', type: 'quantitative', axis: { labels: false, grid: false, title: null }, scale: { zero: false } }
  const shade = (x: string, x2: string): object => ({
    data: { values: [{}] },
    mark: { type: 'rect', color: ink.paper, opacity: 0.78, aria: false },
    encoding: { x: { value: { expr: x } }, x2: { value: { expr: x2 } } },
  })
  return overTime({
    description: 'The whole equity curve in small: drag across it to choose the period of all charts.',
    height: 38,
    layer: [
      { mark: { type: 'line', color: ink.strategy, strokeWidth: 1, aria: false }, encoding: { x: whole, y } },
      shade('0', "scale('x', from)"),
      shade("scale('x', to)", 'width'),
    ],
  })
}
