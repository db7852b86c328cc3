// What a run prints on the terminal: the verdict, the equity as a line of blocks, the headline figures, counts, hashes, and where the report is.

import colors from 'picocolors'
import type { MetricsMode } from '../metrics/compute.js'
import { type ConfidenceInterval, type Intervals, knownIntervals } from '../metrics/confidence-interval.js'
import type { MetricId } from '../metrics/metric.js'
import type { RunResult } from '../model/run.js'
import { type Band, bandFigures } from './band.js'
import { chaosLines } from './chaos-lines.js'
import { intervalText, type ReadableMetric, type RunMetrics, readableMetrics, verdictFigures } from './metric-text.js'
import { refusalLines, refusalsOf } from './refusals.js'
import { riskLines } from './risk-lines.js'
import type { RunFiles } from './run-directory.js'
import { sparkline } from './sparkline.js'
import { instrumentNames, periodOf, strategyNames } from './subject.js'
import { terminalMetrics } from './terminal-metrics.js'
import { type BenchmarkCurve, verdict } from './verdict.js'
import { percent, whole } from './wording.js'

export interface RunSummary {
  readonly result: RunResult
  readonly metrics: RunMetrics
  /** Whose definitions the metrics follow; ours when absent. */
  readonly metricsMode?: MetricsMode
  /** How far figures could lie from the truth; none are shown when absent. */
  readonly intervals?: Intervals
  readonly benchmark: BenchmarkCurve | null
  /** The figures at both ends of each bar's doubt; none are shown when absent. */
  readonly band?: Band | undefined
  /** Null when nothing was written. */
  readonly files: Pick<RunFiles, 'runId' | 'report'> | null
  /** Off when the output is no terminal or NO_COLOR is set. */
  readonly color: boolean
}

const SPARKLINE_WIDTH = 60

/** The text, without a line break at its end. Notes are in it: they say what the figures do not mean. */
export function runSummary({ result, metrics, metricsMode = 'default', intervals, benchmark, band, files, color }: RunSummary): string {
  const paint = colors.createColors(color)
  const readable = readableMetrics(metrics, metricsMode)
  const { sentence, beside } = verdict(result, verdictFigures(metrics), benchmark)
  const { decision, execution, data, config } = result.hashes
  const facts: readonly (readonly [string, string])[] = [
    ['counts', countsText(result)],
    ['decision', decision],
    ['execution', execution],
    ['data', data],
    ['config', config],
    ['seed', String(result.seed)],
    ...(files === null ? [] : ([['report', files.report]] as const)),
  ]
  return [
    `${paint.bold(strategyNames(result))}  ${instrumentNames(result)}, ${periodOf(result)}`,
    '',
    paint.bold(sentence),
    beside,
    '',
    sparkline(result.equity.equity, SPARKLINE_WIDTH),
    '',
    ...inColumns(
      terminalMetrics.map((id) => readable[id]).filter(({ value }) => value !== null),
      intervals === undefined ? {} : knownIntervals(intervals),
    ),
    '',
    ...(band === undefined ? [] : [...bandLines(band, metricsMode, paint.bold), '']),
    ...block(refusalLines(refusalsOf(result)), paint.bold),
    ...block(result.chaos === undefined ? [] : chaosLines(result.chaos, result.currency), paint.bold),
    ...block(result.risk === undefined ? [] : riskLines(result.risk), paint.bold),
    ...result.notes.map((note) => paint.yellow(`note: ${note}`)),
    ...(result.notes.length > 0 ? [''] : []),
    ...facts.map(([name, value]) => `${paint.dim(name.padEnd(10))} ${value}`),
  ].join('\n')
}

/** Lines under a bold first one; none where there is nothing to say. */
function block([head, ...rest]: readonly string[], bold: (text: string) => string): string[] {
  return head === undefined ? [] : [bold(head), ...rest, '']
}

/** Every figure from its pessimistic to its optimistic end, and the share of the result that hangs on the doubt. */
function bandLines(band: Band, mode: MetricsMode, bold: (text: string) => string): string[] {
  const { value, reason } = band.ambiguousShare
  const share = value === null ? reason : percent(value)
  return [
    bold('Band: pessimistic … optimistic path inside each bar'),
    ...besideEachOther(
      bandFigures(band, terminalMetrics, mode).map(({ label, pessimistic, optimistic }) => ({
        label,
        text: `${pessimistic} … ${optimistic}`,
        beside: '',
      })),
    ),
    `Share of the result that hangs on ambiguous bars: ${share}. No bounds: see docs/FILLS.md.`,
  ]
}

/** Figures that change with the order of sessions alone are left to the report: beside them, a range would be read as one of the future. */
const besideFigure: readonly MetricId[] = ['sharpe', 'cagr']

/** Two figures a line, labels left and numbers right, and the interval behind its number. */
function inColumns(metrics: readonly ReadableMetric[], intervals: Partial<Record<MetricId, ConfidenceInterval>>): string[] {
  return besideEachOther(
    metrics.map((metric) => {
      const interval = besideFigure.includes(metric.id) ? intervals[metric.id] : undefined
      return { label: metric.label, text: metric.text, beside: interval === undefined ? '' : `  (${intervalText(metric, interval)})` }
    }),
  )
}

interface Figure {
  readonly label: string
  readonly text: string
  readonly beside: string
}

function besideEachOther(figures: readonly Figure[]): string[] {
  const labels = Math.max(0, ...figures.map(({ label }) => label.length))
  const texts = Math.max(0, ...figures.map(({ text }) => text.length))
  const cells = figures.map(({ label, text, beside }) => `${label.padEnd(labels)}  ${text.padStart(texts)}${beside}`)
  const rows = Math.ceil(cells.length / 2)
  const left = cells.slice(0, rows)
  const width = Math.max(0, ...left.map((cell) => cell.length))
  return left.map((cell, i) => (cells[rows + i] === undefined ? cell : `${cell.padEnd(width)}     ${cells[rows + i]}`))
}

function countsText({ counts }: RunResult): string {
  const { bars, signals, denials, orders, fills, roundTrips } = counts
  return `${whole(bars)} bars · ${whole(signals)} signals · ${whole(denials)} denials · ${whole(orders)} orders · ${whole(fills)} fills · ${whole(roundTrips)} round trips`
}
