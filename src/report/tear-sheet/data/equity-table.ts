// The account over time: equity, its drawdown, how much of it was at work, and the benchmark on the same times.

import { drawdownCurve } from '../../../metrics/drawdowns.js'
import type { RunResult } from '../../../model/run.js'
import type { BenchmarkCurve } from '../../verdict.js'
import { rowsToDraw } from '../down-sample.js'
import { type ChartTable, codedRows, thinned } from './chart-table.js'

/** Rows that a page carries of the longest curve; what is drawn of them depends on the period in view. */
const ROWS_CARRIED = 60_000

/**
 * Columns time, equity, drawdown, gross and net exposure (multiples of equity; missing where equity is not above zero), and with a benchmark
 * its equity and drawdown.
 */
export function equityTable(result: RunResult, benchmark: BenchmarkCurve | null): ChartTable {
  const { time, equity, cash, grossExposure } = result.equity
  const ofEquity = (amount: (row: number) => number): Float64Array =>
    equity.map((value, row) => (value > 0 ? amount(row) / value : Number.NaN))
  const values = {
    equity,
    drawdown: drawdownCurve(equity, result.initialCash),
    gross: ofEquity((row) => grossExposure[row] as number),
    net: ofEquity((row) => (equity[row] as number) - (cash[row] as number)),
    ...benchmarkColumns(result, benchmark),
  }
  const rows = rowsToDraw(Object.values(values), time.length, ROWS_CARRIED)
  return { columns: codedRows({ time, ...values }, rows), note: thinned(rows.length, time.length, 'time') }
}

function benchmarkColumns({ equity, initialCash }: RunResult, curve: BenchmarkCurve | null): Record<string, Float64Array> {
  if (curve === null) return {}
  const benchmark = valueAt(equity.time, curve)
  const begun = benchmark.findIndex((value) => Number.isFinite(value))
  const known = begun < 0 ? benchmark : benchmark.subarray(begun)
  const benchmarkDrawdown = new Float64Array(benchmark.length).fill(Number.NaN)
  benchmarkDrawdown.set(drawdownCurve(known, initialCash), benchmark.length - known.length)
  return { benchmark, benchmarkDrawdown }
}

/** The curve as it was known at each time: NaN before it begins. */
export function valueAt(times: Float64Array, { time, equity }: BenchmarkCurve): Float64Array {
  let next = 0
  return times.map((now) => {
    while (next < time.length && (time[next] as number) <= now) next++
    return next === 0 ? Number.NaN : (equity[next - 1] as number)
  })
}
