// The figures that matter most, four a row, with the interval below those that have one.

import type { MetricId } from '../../../metrics/metric.js'
import { intervalText, readableMetrics } from '../../metric-text.js'
import type { StaticInput } from '../static-input.js'
import { ink, MARGIN, type Part, type Text, WIDTH } from './drawing.js'

const shown: readonly MetricId[] = ['totalReturn', 'cagr', 'sharpe', 'maxDrawdown', 'volatility', 'winRate', 'profitFactor', 'exposure']
const COLUMNS = 4
const ROW_HEIGHT = 68

export function figures({ metrics, metricsMode, intervals = {} }: StaticInput, y: number): Part {
  const readable = readableMetrics(metrics, metricsMode)
  const texts = shown.flatMap((id, i): Text[] => {
    const x = MARGIN + ((WIDTH - 2 * MARGIN) / COLUMNS) * (i % COLUMNS)
    const top = y + ROW_HEIGHT * Math.floor(i / COLUMNS)
    const metric = readable[id]
    // A permuted drawdown is no interval of the one that happened: it is told in the tables, with its words.
    const interval = id === 'maxDrawdown' ? undefined : intervals[id]
    return [
      { x, y: top, text: metric.label, size: 13, fill: ink.quiet },
      { x, y: top + 26, text: metric.text, size: 22, fill: metric.value === null ? ink.quiet : ink.text },
      ...(interval === undefined ? [] : [{ x, y: top + 44, text: intervalText(metric, interval), size: 12, fill: ink.quiet }]),
    ]
  })
  return { texts, cells: [], bottom: y + ROW_HEIGHT * Math.ceil(shown.length / COLUMNS) - 34 }
}
