// The numbers behind the charts and the trades, thinned where a run is long and coded to stay small: what the page's script reads.

import { metricsInputOf } from '../../metrics/run-input.js'
import { sampleOf } from '../../metrics/sample.js'
import type { BarSeries } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import { isDaily } from '../../model/time.js'
import type { BenchmarkCurve } from '../verdict.js'
import type { ChartTable } from './data/chart-table.js'
import { type DenialTable, denialTable } from './data/denial-table.js'
import { type Distribution, distribution } from './data/distribution.js'
import { equityTable } from './data/equity-table.js'
import { type Fall, shadedFalls } from './data/falls.js'
import { monthlyChanges } from './data/monthly-changes.js'
import { type PriceTable, priceTables } from './data/price-tables.js'
import { type RollingFigures, rollingTable } from './data/rolling.js'
import { type TradeTable, tradeTable } from './data/trade-table.js'

export interface ChartData {
  readonly equity: ChartTable
  readonly falls: readonly Fall[]
  readonly rolling: ChartTable
  /** Null where returns are too few, all the same, or mean nothing because equity fell to zero. */
  readonly distributions: { readonly sessions: Distribution | null; readonly months: Distribution | null }
  readonly trades: TradeTable
  /** The most traded instrument first. */
  readonly prices: readonly PriceTable[]
  readonly denials: DenialTable
  /** Whether every bar is a session or more: then times are written as dates. */
  readonly daily: boolean
}

export function chartData(
  result: RunResult,
  series: readonly BarSeries[],
  benchmark: BenchmarkCurve | null,
  rolling: RollingFigures | null,
): ChartData {
  const { sessions, initialCash } = result
  const { returns, fault } = sampleOf(metricsInputOf(result))
  return {
    equity: equityTable(result, benchmark),
    falls: shadedFalls(result),
    rolling: rollingTable(rolling),
    distributions: {
      sessions: fault === null ? distribution(returns, 'session') : null,
      months: fault === null ? distribution(monthlyChanges(sessions.date, sessions.equity, initialCash), 'month') : null,
    },
    trades: tradeTable(result),
    prices: priceTables(series, result.fills),
    denials: denialTable(result.denials),
    daily: result.series.every((one) => isDaily(one.timeframe)),
  }
}
