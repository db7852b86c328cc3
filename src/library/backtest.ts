// The friendly way to run a backtest from a program: names, paths, objects or arrays in; the run with its bars and metrics out.

import { sliceByTime } from '../data/columns.js'
import { type LoadOptions, loadBars } from '../data/load-bars.js'
import { type LoadedBars, loadedBars } from '../data/loaded-bars.js'
import { runBacktest } from '../engine/backtest.js'
import type { BacktestRequest, BacktestStrategy } from '../engine/backtest-request.js'
import type { BacktestConfigInput } from '../engine/config.js'
import { computeMetrics, type MetricsMode } from '../metrics/compute.js'
import { confidenceIntervals, type Intervals } from '../metrics/confidence-interval.js'
import type { MetricId } from '../metrics/metric.js'
import { metricsInputOf } from '../metrics/run-input.js'
import type { MetricValue } from '../metrics/value.js'
import type { BarSeries } from '../model/bar.js'
import type { RunResult } from '../model/run.js'
import { DAY_MS, type EpochMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { loadStrategy } from '../strategy/loader.js'
import { type BarArrays, barsOf } from './bars-of.js'

/** A strategy as a program has it: the object, or the name or path that `bench backtest` would take. */
export type StrategySource = Strategy | string

/** Bars as a program has them: a catalog name, a path, what `loadBars` or `barsOf` gave, series, or plain arrays. */
export type BarSource = string | LoadedBars | BarSeries | BarArrays

/** What `backtest` takes: at least a strategy. */
export interface BacktestOptions {
  /** One strategy. Several share the account: give them as `strategies`. */
  readonly strategy?: StrategySource | undefined
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly strategies?: readonly (Omit<BacktestStrategy, 'strategy'> & { readonly strategy: StrategySource })[] | undefined
  /** One source or several; the bundled `spx-1d` when absent. */
  readonly data?: BarSource | readonly BarSource[] | undefined
  /** Only bars that open on or after it: an ISO date, a `Date` or epoch milliseconds. */
  readonly from?: string | Date | EpochMs | undefined
  /** Only bars up to it; a bare date counts whole. */
  readonly to?: string | Date | EpochMs | undefined
  /** Of files and datasets: what `loadBars` takes besides. */
  readonly load?: Omit<LoadOptions, 'from' | 'to'> | undefined
  /** Cash, fees, slippage, timing, seed and the rest; docs/CONFIG.md has every key. */
  readonly config?: BacktestConfigInput | undefined
  /** Whose definitions the metrics follow; ours when absent. */
  readonly metricsMode?: MetricsMode | undefined
  readonly onProgress?: BacktestRequest['onProgress']
}

/** A run with what belongs to it. Metrics and intervals are computed when they are first read. */
export interface BacktestRun extends RunResult {
  /** The bars that were replayed. */
  readonly bars: readonly BarSeries[]
  /** Each is `{ value }`, or `{ value: null, reason }`. */
  readonly metrics: Readonly<Record<MetricId, MetricValue>>
  /** Whose definitions the metrics follow. */
  readonly metricsMode: MetricsMode
  /** 95 % intervals of CAGR, Sharpe ratio and max drawdown, by our own definitions. */
  readonly intervals: Intervals
}

/**
 * Runs a backtest. The same strategies, bars, config and seed give the same hashes as `bench backtest` and on every machine.
 * Errors are `BenchError`s with the codes of the command line, such as `UNKNOWN_STRATEGY`, `UNKNOWN_DATASET`, `BAD_PARAMETER`.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestRun> {
  const [strategies, loaded] = await Promise.all([strategiesOf(options), barsFor(options)])
  const series = loaded.flatMap((bars) => bars.series)
  const provenance = loaded.flatMap(({ series: some, provenance: { label, synthetic } }) =>
    some.map(({ dataHash }) => ({ label, synthetic, dataHash })),
  )
  const { config, onProgress, metricsMode = 'default' } = options
  const result = runBacktest({ strategies, series, provenance, config, onProgress })
  const notes = [...new Set([...loaded.flatMap((bars) => bars.provenance.notes), ...result.notes])]
  return withFigures(result, series, notes, metricsMode, config?.riskFree ?? 0)
}

async function strategiesOf({ strategy, params, strategies }: BacktestOptions): Promise<BacktestStrategy[]> {
  if ((strategy === undefined) === (strategies === undefined))
    throw new BenchError('USAGE', 'a backtest takes strategy or strategies', "write { strategy: 'sma-cross' }, or a list as strategies")
  const asked = strategies ?? [{ strategy: strategy as StrategySource, params }]
  return Promise.all(asked.map(async (one) => ({ ...one, ...(await loaded(one.strategy)) })))
}

async function loaded(source: StrategySource): Promise<Pick<BacktestStrategy, 'strategy' | 'sourceHash'>> {
  return typeof source === 'string' ? loadStrategy(source, { cwd: process.cwd() }) : { strategy: source }
}

async function barsFor({ data = 'spx-1d', from, to, load }: BacktestOptions): Promise<LoadedBars[]> {
  const range = { from: from === undefined ? undefined : epochOf(from, 0), to: to === undefined ? undefined : epochOf(to, DAY_MS) }
  const sources = isList(data) ? data : [data]
  return Promise.all(sources.map((source) => barsFrom(source, { ...load, ...range })))
}

function isList(data: BarSource | readonly BarSource[]): data is readonly BarSource[] {
  return Array.isArray(data)
}

async function barsFrom(source: BarSource, options: LoadOptions): Promise<LoadedBars> {
  if (typeof source === 'string') return loadBars(source, options)
  const whole = 'provenance' in source ? source : 'columns' in source ? ofSeries(source) : barsOf(source)
  return options.from === undefined && options.to === undefined ? whole : cut(whole, options)
}

function ofSeries(series: BarSeries): LoadedBars {
  const { instrument, timeframe } = series
  const source = { name: 'a series of a program' }
  return loadedBars([series], { name: instrument.id, label: '', synthetic: false, notes: [], timeframe, source, options: {} })
}

function cut({ series, provenance }: LoadedBars, { from = -Infinity, to = Infinity }: LoadOptions): LoadedBars {
  const kept = series.map((one) => ({ ...one, columns: sliceByTime(one.columns, from, to) }))
  return loadedBars(
    kept.filter(({ columns }) => columns.length > 0),
    provenance,
  )
}

/** Epoch ms of a moment; a bare date has `whole` added, so that the last day is in. */
function epochOf(moment: string | Date | EpochMs, whole: number): EpochMs {
  const time = typeof moment === 'string' ? Date.parse(moment) : Number(moment)
  if (Number.isFinite(time)) return typeof moment === 'string' && /^\d{4}-\d\d-\d\d$/.test(moment) ? time + whole : time
  throw new BenchError('USAGE', `'${String(moment)}' is not a date`, 'write year, month and day: 2005-01-31')
}

/** Records stay rows of numbers, and figures uncomputed, until somebody reads them. */
function withFigures(
  result: RunResult,
  bars: readonly BarSeries[],
  notes: readonly string[],
  mode: MetricsMode,
  riskFreeAnnual: number,
): BacktestRun {
  const sample = once(() => metricsInputOf(result, { riskFreeAnnual }))
  const metrics = once(() => computeMetrics(sample(), mode))
  const intervals = once(() => confidenceIntervals(sample(), result.seed))
  return Object.defineProperties({} as BacktestRun, {
    ...Object.getOwnPropertyDescriptors(result),
    notes: { value: notes, enumerable: true },
    bars: { value: bars, enumerable: true },
    metrics: { get: metrics, enumerable: true },
    metricsMode: { value: mode, enumerable: true },
    intervals: { get: intervals, enumerable: true },
  })
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
