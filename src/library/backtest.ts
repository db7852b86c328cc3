// The friendly way to run a backtest from a program: names, paths, objects or arrays in; the run with its bars and metrics out.

import { runBacktest } from '../engine/backtest.js'
import type { BacktestRequest, BacktestStrategy } from '../engine/backtest-request.js'
import { type BandRuns, runWithBand } from '../engine/band.js'
import type { BacktestConfigInput } from '../engine/config/config.js'
import { isIsolated } from '../engine/config/isolation-config.js'
import { computeMetrics, type MetricsMode } from '../metrics/compute.js'
import { confidenceIntervals, type Intervals } from '../metrics/confidence-interval.js'
import type { MetricId } from '../metrics/metric.js'
import { metricsInputOf } from '../metrics/run-input.js'
import type { MetricValue } from '../metrics/value.js'
import type { BarSeries } from '../model/bar.js'
import type { Prediction, PredictionSource } from '../model/prediction.js'
import type { RunResult } from '../model/run.js'
import { ambiguityNotes } from '../report/ambiguity.js'
import { type Band, bandOf } from '../report/band.js'
import { type BenchmarkRun, benchmarkOf, buyAndHold, heldWhole, unwatched } from '../report/benchmark-run.js'
import type { DataSource } from '../report/run-document.js'
import { BenchError } from '../std/errors.js'
import { once } from '../std/once.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { loadStrategy } from '../strategy/loader.js'
import { refuseExcess } from './allocations.js'
import { type Names, refuseUnknownOptions } from './backtest-options.js'
import { type BarOptions, barsFor, loadOptionsOf, ratesFor, sourcesOf } from './bar-source.js'
import { readPredictions } from './read-predictions.js'

/** A strategy as a program has it: the object, or the name or path that `bench backtest` would take. */
export type StrategySource = Strategy | string

/** What `backtest` takes: at least a strategy. Its bars are those of `BarOptions`. */
export interface BacktestOptions extends BarOptions {
  /** One strategy. Several share the account: give them as `strategies`. */
  readonly strategy?: StrategySource | undefined
  readonly params?: Readonly<Record<string, unknown>> | undefined
  /** Their allocations come to at most 1; one without has 1 ÷ their number. */
  readonly strategies?: readonly (Omit<BacktestStrategy, 'strategy'> & { readonly strategy: StrategySource })[] | undefined
  /**
   * What a model said, for strategies with `onPrediction`: the path of a CSV or Parquet file, whose times have a zone, or `load.timeZone` names it; or what
   * `readPredictions` gave; or predictions made by `prediction`. Of a file only what was published within `from` and `to`.
   */
  readonly predictions?: string | PredictionSource | readonly Prediction[] | undefined
  /** Cash, fees, slippage, timing, seed and the rest; docs/CONFIG.md has every key. */
  readonly config?: BacktestConfigInput | undefined
  /**
   * What to hold the run against: a strategy on the same bars with the same config, of which `buy-and-hold` holds all that it can, or a run of other data.
   * Nothing when absent: a loop over parameters needs no second run in each turn. `bench backtest` takes `buy-and-hold` unasked.
   */
  readonly benchmark?: StrategySource | BacktestRun | undefined
  /** Whose definitions the metrics follow; ours when absent. */
  readonly metricsMode?: MetricsMode | undefined
  /** Also runs both ends of each bar's doubt, `intrabar: 'pessimistic'` and `'optimistic'`: see `BacktestRun.band`. */
  readonly band?: boolean | undefined
  readonly onProgress?: BacktestRequest['onProgress']
}

const optionNames: Names<BacktestOptions> = {
  strategy: true,
  params: true,
  strategies: true,
  data: true,
  from: true,
  to: true,
  load: true,
  detail: true,
  rates: true,
  predictions: true,
  config: true,
  benchmark: true,
  metricsMode: true,
  band: true,
  onProgress: true,
}

/** A run with what belongs to it. Metrics and intervals are computed when they are first read. */
export interface BacktestRun extends RunResult {
  /** The bars that were replayed. */
  readonly bars: readonly BarSeries[]
  /** Where they can be loaded again; empty where a part of them was given as an object. */
  readonly dataSources: readonly DataSource[]
  /** What the run is held against: its curve, and its value at each session of the run. */
  readonly benchmark: BenchmarkRun | null
  /** Each is `{ value }`, or `{ value: null, reason }`. */
  readonly metrics: Readonly<Record<MetricId, MetricValue>>
  /** Whose definitions the metrics follow. */
  readonly metricsMode: MetricsMode
  /** 95 % intervals of CAGR, Sharpe ratio and max drawdown, by our own definitions. */
  readonly intervals: Intervals
  /** The figures under the worse and under the better path of each bar; null where nobody asked. The ends are no bounds. */
  readonly band: Band | null
}

/**
 * Runs a backtest. The same strategies, bars, config and seed give the same hashes as `bench backtest` and on every machine.
 * Errors are `BenchError`s with the codes of the command line, such as `UNKNOWN_STRATEGY`, `UNKNOWN_DATASET`, `BAD_PARAMETER`.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestRun> {
  refuseUnknownOptions(options, optionNames)
  const loading = [
    strategiesOf(options),
    barsFor(options, options.config?.spread === 'recorded'),
    ratesFor(options),
    predictionsFor(options),
  ] as const
  const [strategies, loaded, rates, predictions] = await Promise.all(loading)
  const series = loaded.flatMap((bars) => bars.series)
  const provenance = loaded.flatMap(({ series: some, provenance: { label, synthetic } }) =>
    some.map(({ dataHash }) => ({ label, synthetic, dataHash })),
  )
  const { config, onProgress, metricsMode = 'default' } = options
  const request = { strategies, series, rates, provenance, predictions, config, onProgress }
  const { result, ends } = options.band === true ? runWithBand(request) : { result: runBacktest(request), ends: null }
  const replay: Replay = (one, changed) =>
    runBacktest({ strategies: [one], series, rates, provenance, predictions, config: { ...config, ...changed }, onProgress })
  const benchmark = await benchmarkFor(options, result, replay)
  const notes = [...new Set([...ambiguityNotes(result), ...loaded.flatMap((bars) => bars.provenance.notes), ...result.notes])]
  return withFigures(result, ends, { bars: series, dataSources: sourcesOf(options), benchmark, notes, metricsMode }, config?.riskFree ?? 0)
}

/** Runs another strategy over the same bars. */
type Replay = (strategy: BacktestStrategy, changed: BacktestConfigInput) => RunResult

async function benchmarkFor(
  { benchmark: asked, config = {} }: BacktestOptions,
  run: RunResult,
  replay: Replay,
): Promise<BenchmarkRun | null> {
  if (asked === undefined) return null
  if (typeof asked !== 'string' && 'equity' in asked) {
    const name = asked.strategies.map((one) => one.name).join(' + ')
    return benchmarkOf(name, asked, run)
  }
  const other = await loaded(asked, isIsolated(config))
  const name = typeof asked === 'string' ? asked : asked.name
  return benchmarkOf(name, replay(other, { ...unwatched, ...(name === buyAndHold && heldWhole) }), run)
}

async function strategiesOf({ strategy, params, strategies, config = {} }: BacktestOptions): Promise<BacktestStrategy[]> {
  if (strategies !== undefined && params !== undefined)
    throw new BenchError('USAGE', 'params beside strategies belong to none of them', 'write params into each: { strategy, params }')
  if ((strategy === undefined) === (strategies === undefined))
    throw new BenchError('USAGE', 'a backtest takes strategy or strategies', "write { strategy: 'sma-cross' }, or a list as strategies")
  const asked = strategies ?? [{ strategy: strategy as StrategySource, params }]
  refuseExcess(asked)
  return Promise.all(
    asked.map(async (one) => ({ ...one, ...(await loaded(one.strategy, isIsolated(config) || one.isolate === 'worker')) })),
  )
}

async function loaded(source: StrategySource, isolated: boolean): Promise<Pick<BacktestStrategy, 'strategy' | 'sourceHash' | 'isolated'>> {
  return typeof source === 'string' ? loadStrategy(source, { cwd: process.cwd(), isolated }) : { strategy: source }
}

async function predictionsFor(options: BacktestOptions): Promise<PredictionSource | undefined> {
  const { predictions } = options
  if (predictions === undefined || (typeof predictions !== 'string' && 'predictions' in predictions)) return predictions
  if (typeof predictions !== 'string') return { name: 'predictions of a program', predictions }
  const { from, to, timeZone, dates, decimal, instruments } = loadOptionsOf(options)
  return readPredictions(predictions, { timeZone, dates, decimal, instruments, from, to })
}

/** What a run has beside its result. */
type Beside = Pick<BacktestRun, 'bars' | 'dataSources' | 'benchmark' | 'notes' | 'metricsMode'>

/** Records stay rows of numbers, and figures uncomputed, until somebody reads them. */
function withFigures(result: RunResult, ends: BandRuns | null, beside: Beside, riskFreeAnnual: number): BacktestRun {
  const sampleOf = (run: RunResult) => metricsInputOf(run, { riskFreeAnnual, benchmark: beside.benchmark?.sessions ?? null })
  const sample = once(() => sampleOf(result))
  const metrics = once(() => computeMetrics(sample(), beside.metricsMode))
  const metricsOf = (run: RunResult) => (run === result ? metrics() : computeMetrics(sampleOf(run), beside.metricsMode))
  const band = once(() => (ends === null ? null : bandOf(ends, metricsOf)))
  const intervals = once(() => confidenceIntervals(sample(), result.seed))
  return Object.defineProperties({} as BacktestRun, {
    ...Object.getOwnPropertyDescriptors(result),
    ...Object.getOwnPropertyDescriptors(beside),
    metrics: { get: metrics, enumerable: true },
    intervals: { get: intervals, enumerable: true },
    band: { get: band, enumerable: true },
  })
}
