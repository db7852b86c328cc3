// What a program keeps of a run: the picture and the page of text, or the whole directory that `bench backtest` leaves.

import { knownIntervals } from '../metrics/confidence-interval.js'
import { type RunFiles, writeRun } from '../report/run-directory.js'
import { runIdOf } from '../report/run-document.js'
import { runMarkdown } from '../report/static/markdown.js'
import type { StaticInput } from '../report/static/static-input.js'
import { runSvg } from '../report/static/svg.js'
import type { StaticKind } from '../report/static/write-static.js'
import type { BacktestRun } from './backtest.js'

/** Where a run goes, and what besides its page. */
export interface SaveOptions {
  /** The folder of all runs; `reports` when absent. */
  readonly directory?: string | undefined
  /** report.svg, report.png or report.md beside the page; none when absent. */
  readonly also?: readonly StaticKind[] | undefined
}

/** The run as one SVG picture: verdict, figures, equity over that of its benchmark, drawdown and monthly returns. The text of a file. */
export function svgOf(run: BacktestRun): Promise<string> {
  return runSvg(inputOf(run))
}

/** The run as GitHub-flavoured Markdown: figures with intervals, months, worst drawdowns, trades and hashes. */
export function markdownOf(run: BacktestRun): string {
  return runMarkdown(inputOf(run))
}

/**
 * Writes the run directory that `bench backtest` writes of the same request, with tear sheet, `run.json` and Parquet files, and gives the absolute paths.
 * Bars that were given as objects cannot be loaded again: `bench report` makes their page without the price chart.
 */
export function saveRun(run: BacktestRun, { directory = 'reports', also = [] }: SaveOptions = {}): Promise<RunFiles> {
  const { metrics, metricsMode, intervals, band, bars, dataSources, benchmark } = run
  return writeRun({
    result: run,
    metrics,
    metricsMode,
    riskFreeAnnual: Number(run.config.riskFree ?? 0),
    ...(metricsMode === 'default' && { intervals }),
    ...(band !== null && { band }),
    series: bars,
    data: dataSources,
    benchmark: benchmark?.curve ?? null,
    benchmarkSessions: benchmark?.sessions ?? null,
    statics: also,
    directory,
  })
}

function inputOf(run: BacktestRun): StaticInput {
  const { metrics, metricsMode, benchmark } = run
  const intervals = metricsMode === 'default' ? { intervals: knownIntervals(run.intervals) } : {}
  return { runId: runIdOf(run), result: run, metrics, metricsMode, ...intervals, benchmark: benchmark?.curve ?? null }
}
