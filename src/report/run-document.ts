// `run.json`: the run as one versioned object, enough to make it again and to check that it came out the same.

import type { LoadOptions } from '../data/load-bars.js'
import type { MetricsMode } from '../metrics/compute.js'
import { type ConfidenceInterval, type Intervals, type IntervalValue, intervalIds } from '../metrics/confidence-interval.js'
import { metricIds } from '../metrics/metric.js'
import type { Benchmark, Trials } from '../metrics/sample.js'
import type { RunResult } from '../model/run.js'
import { canonicalHash } from '../std/hash.js'
import { type Band, bandFields } from './band.js'
import { grouped } from './grouped.js'
import type { RunMetrics } from './metric-text.js'
import { runFileNames } from './run-file-names.js'
import { type BenchmarkCurve, benchmarkReturn } from './verdict.js'

/**
 * A name for the run that says what it is and is the same for the same run: strategies, then eight digits of a hash over engine version, seed,
 * strategy sources, and the data, config, decision and execution hashes.
 */
export function runIdOf({ strategies, hashes, seed, engineVersion }: RunResult): string {
  const names = strategies.map(({ name }) => slug(name))
  const sources = strategies.map(({ sourceHash }) => sourceHash)
  const { data, config, decision, execution } = hashes
  const identity = canonicalHash({ engineVersion, seed, sources, data, config, decision, execution })
  return [...names.filter((name) => name !== '').slice(0, 3), identity.slice(0, 8)].join('-')
}

/**
 * The name of the run's directory: its id, then what changes its figures and not the simulation. `sma-cross-1a2b3c4d-quantstats-vs-spx-1d`; the usual
 * definitions and benchmark are not named.
 */
export function runNameOf({ runId, result, metricsMode, benchmark, trials }: DocumentInput): string {
  const usual = result.strategies.some(({ name }) => name === usualBenchmark) ? null : usualBenchmark
  const against = benchmark?.name ?? null
  const parts = [
    runId,
    metricsMode === 'default' ? '' : metricsMode,
    against === usual ? '' : against === null ? 'alone' : `vs-${against}`,
    trials === null || trials === undefined ? '' : `trials-${trials.count}-${trials.sharpeDeviation}`,
  ]
  return parts.map(slug).filter(Boolean).join('-')
}

/** What a run is held against when nobody says otherwise. */
const usualBenchmark = 'buy-and-hold'

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** Where bars of a run came from: what `loadBars` was asked. */
export interface DataSource {
  /** A dataset of the catalog, or the path of a file as it was given. */
  readonly name: string
  /** The catalog's folder, where it was given. */
  readonly catalog?: string | undefined
  /** The other options, as plain data: instruments, range, adjustment. */
  readonly options: Omit<LoadOptions, 'catalogFolders'>
}

export interface DocumentInput {
  readonly runId: string
  readonly result: RunResult
  readonly metrics: RunMetrics
  readonly metricsMode: MetricsMode
  readonly benchmark: BenchmarkCurve | null
  readonly intervals?: Intervals
  readonly riskFreeAnnual: number
  readonly benchmarkSessions?: Benchmark | null
  readonly trials?: Trials | null
  readonly data?: readonly DataSource[]
  readonly band?: Band | undefined
}

/** The document of schema `bench.run/1`. Metrics are numbers or null, fractions and not percents; a null has its reason in `reasons`. */
export function runDocument(input: DocumentInput): object {
  const { runId, result, metrics, metricsMode, benchmark, benchmarkSessions, intervals } = input
  const absent = metricIds.filter((id) => metrics[id].value === null)
  return {
    schema: 'bench.run/1',
    runId,
    engineVersion: result.engineVersion,
    strategies: result.strategies,
    series: result.series,
    ...(result.detail !== undefined && { detail: result.detail }),
    ...(result.predictions !== undefined && { predictions: result.predictions }),
    data: input.data ?? [],
    calendar: result.calendar,
    periodsPerYear: result.sessions.periodsPerYear,
    currency: result.currency,
    initialCash: result.initialCash,
    seed: result.seed,
    hashes: result.hashes,
    counts: result.counts,
    metrics: Object.fromEntries(metricIds.map((id) => [id, metrics[id].value])),
    metricsMode,
    reasons: Object.fromEntries(absent.map((id) => [id, metrics[id].reason])),
    intervals: intervalFields(intervals),
    intervalReasons: intervalReasons(intervals),
    ...(input.band !== undefined && { band: bandFields(input.band) }),
    riskFreeAnnual: input.riskFreeAnnual,
    trials: input.trials ?? null,
    benchmark:
      benchmark === null
        ? null
        : {
            name: benchmark.name,
            totalReturn: benchmarkReturn(benchmark, result.initialCash),
            ...(benchmarkSessions && { initialEquity: benchmarkSessions.initialEquity, firstTrading: benchmarkSessions.firstTrading }),
          },
    openPositions: result.openPositions,
    account: result.account,
    ...(result.risk !== undefined && { risk: result.risk }),
    ...(result.chaos !== undefined && { chaos: result.chaos }),
    corporateActions: result.corporateActions,
    denials: Object.fromEntries([...grouped(result.denials, (denial) => denial.code)].map(([code, group]) => [code, group.length])),
    assumptions: result.assumptions,
    notes: result.notes,
    config: result.config,
    files: {
      ...runFileNames,
      ...(benchmark === null && { benchmark: undefined }),
      ...(result.decisions === null && { decisions: undefined }),
      ...(result.events === undefined && { events: undefined }),
    },
  }
}

/** Intervals by metric, null where a figure has none; empty where none were computed. */
export function intervalFields(intervals: Intervals | undefined): Record<string, ConfidenceInterval | null> {
  return Object.fromEntries(entriesOf(intervals).map(([id, { interval }]) => [id, interval]))
}

function intervalReasons(intervals: Intervals | undefined): Record<string, string> {
  return Object.fromEntries(entriesOf(intervals).flatMap(([id, { reason }]) => (reason === undefined ? [] : [[id, reason]])))
}

function entriesOf(intervals: Intervals | undefined): (readonly [string, IntervalValue])[] {
  return intervals === undefined ? [] : intervalIds.map((id) => [id, intervals[id]])
}
