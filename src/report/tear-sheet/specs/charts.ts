// Every chart of the tear sheet by name. They are compiled to Vega when the package is built; a page carries only the result.

import type { TopLevelSpec } from 'vega-lite'
import { denials } from './denials.js'
import { distribution } from './distribution.js'
import { drawdown } from './drawdown.js'
import { equity } from './equity.js'
import { exposure } from './exposure.js'
import { price } from './price.js'
import { range } from './range.js'
import { rollingBeta, rollingSharpe, rollingVolatility } from './rolling.js'
import { tradeDuration, tradeMae, tradeMfe } from './trades.js'

export const charts = {
  equity: equity('linear'),
  equityLog: equity('log'),
  drawdown: drawdown(),
  range: range(),
  rollingSharpe: rollingSharpe(),
  rollingVolatility: rollingVolatility(),
  rollingBeta: rollingBeta(),
  exposure: exposure(),
  distribution: distribution(),
  tradeDuration: tradeDuration(),
  tradeMae: tradeMae(),
  tradeMfe: tradeMfe(),
  price: price(),
  denials: denials(),
} as const satisfies Record<string, TopLevelSpec>

export type ChartName = keyof typeof charts
