// Every chart of the tear sheet by name. They are compiled to Vega when the package is built; a page carries only the result.

import type { TopLevelSpec } from 'vega-lite'
import { drawdown } from './drawdown.js'
import { equity } from './equity.js'
import { price } from './price.js'
import { range } from './range.js'
import { rollingSharpe } from './rolling-sharpe.js'

export const charts = {
  equity: equity('linear'),
  equityLog: equity('log'),
  drawdown: drawdown(),
  range: range(),
  rollingSharpe: rollingSharpe(),
  price: price(),
} as const satisfies Record<string, TopLevelSpec>

export type ChartName = keyof typeof charts
