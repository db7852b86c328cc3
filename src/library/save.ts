// What a program keeps of a run: the picture and the page of text, or the whole directory that `bench backtest` leaves.

import { knownIntervals } from '../metrics/confidence-interval.js'
import { type RunFiles, writeRun } from '../report/run-directory.js'
import { runIdOf } from '../report/run-document.js'
import { runMarkdown } from '../report/static/markdown.js'
import type { StaticInput } from '../report/static/static-input.js'
import { runSvg } from '../report/static/svg.js'
import type { StaticKind } from '../report/static/write-static.js'
import type { BenchmarkCurve } from '../report/verdict.js'
import type { BacktestRun } from './backtest.js'

/** What to hold a run against: another run with the same cash, such as buy-and-hold. */
export interface ReportOptions {
  readonly benchmark?: BacktestRun | undefined
}

/** The run as one SVG picture: verdict, figures, equity, drawdown and monthly returns. The text of a file. */
export function svgOf(run: BacktestRun, options: ReportOptions = {}): Promise<string> {
  return runSvg(inputOf(run, options))
}

/** The run as GitHub-flavoured Markdown: figures with intervals, months, worst drawdowns, trades and hashes. */
export function markdownOf(run: BacktestRun, options: ReportOptions = {}): string {
  return runMarkdown(inputOf(run, options))
}

/**
 * Writes the run directory that `bench backtest` would, with tear sheet, `run.json` and Parquet files, under `directory` (`reports` when absent), and gives
 * the absolute paths. `also` adds report.svg, report.png or report.md.
 */
export function saveRun(
  run: BacktestRun,
  {
    benchmark,
    directory = 'reports',
    also = [],
  }: ReportOptions & { readonly directory?: string; readonly also?: readonly StaticKind[] } = {},
): Promise<RunFiles> {
  const { metrics, metricsMode, intervals, bars } = run
  const riskFreeAnnual = Number(run.config.riskFree ?? 0)
  const figures = { metrics, metricsMode, riskFreeAnnual, ...(metricsMode === 'default' && { intervals }) }
  return writeRun({ result: run, ...figures, series: bars, benchmark: curveOf(benchmark), statics: also, directory })
}

function inputOf(run: BacktestRun, { benchmark }: ReportOptions): StaticInput {
  const { metrics, metricsMode } = run
  const intervals = metricsMode === 'default' ? { intervals: knownIntervals(run.intervals) } : {}
  return { runId: runIdOf(run), result: run, metrics, metricsMode, ...intervals, benchmark: curveOf(benchmark) }
}

function curveOf(run: BacktestRun | undefined): BenchmarkCurve | null {
  if (run === undefined) return null
  return { name: run.strategies.map(({ name }) => name).join(' + '), time: run.equity.time, equity: run.equity.equity }
}
