// `run.json`: the run as one versioned object, enough to make it again and to check that it came out the same.

import type { MetricsMode } from '../metrics/compute.js'
import { metricIds } from '../metrics/metric.js'
import type { RunResult } from '../model/run.js'
import { canonicalHash } from '../std/hash.js'
import { grouped } from './grouped.js'
import type { RunMetrics } from './metric-text.js'
import { type BenchmarkCurve, benchmarkReturn } from './verdict.js'

/** The files of a run by their names in its directory. */
export const runFileNames = {
  report: 'report.html',
  run: 'run.json',
  trades: 'trades.parquet',
  orders: 'orders.parquet',
  fills: 'fills.parquet',
  equity: 'equity.parquet',
} as const

/**
 * A name for the run that says what it is and is the same for the same run: strategies, then eight digits of a hash over engine version, seed,
 * strategy sources, and the data, config, decision and execution hashes.
 */
export function runIdOf({ strategies, hashes, seed, engineVersion }: RunResult): string {
  const names = strategies.map(({ name }) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  )
  const sources = strategies.map(({ sourceHash }) => sourceHash)
  const { data, config, decision, execution } = hashes
  const identity = canonicalHash({ engineVersion, seed, sources, data, config, decision, execution })
  return [...names.filter((name) => name !== '').slice(0, 3), identity.slice(0, 8)].join('-')
}

export interface DocumentInput {
  readonly runId: string
  readonly result: RunResult
  readonly metrics: RunMetrics
  readonly metricsMode: MetricsMode
  readonly benchmark: BenchmarkCurve | null
}

/** The document of schema `bench.run/1`. Metrics are numbers or null, fractions and not percents; a null has its reason in `reasons`. */
export function runDocument({ runId, result, metrics, metricsMode, benchmark }: DocumentInput): object {
  const absent = metricIds.filter((id) => metrics[id].value === null)
  return {
    schema: 'bench.run/1',
    runId,
    engineVersion: result.engineVersion,
    strategies: result.strategies,
    series: result.series,
    calendar: result.calendar,
    currency: result.currency,
    initialCash: result.initialCash,
    seed: result.seed,
    hashes: result.hashes,
    counts: result.counts,
    metrics: Object.fromEntries(metricIds.map((id) => [id, metrics[id].value])),
    metricsMode,
    reasons: Object.fromEntries(absent.map((id) => [id, metrics[id].reason])),
    benchmark: benchmark === null ? null : { name: benchmark.name, totalReturn: benchmarkReturn(benchmark, result.initialCash) },
    openPositions: result.openPositions,
    denials: Object.fromEntries([...grouped(result.denials, (denial) => denial.code)].map(([code, group]) => [code, group.length])),
    assumptions: result.assumptions,
    notes: result.notes,
    config: result.config,
    files: runFileNames,
  }
}
