// `bench backtest`: strategy and bars in; a run, its benchmark, its metrics and its report out.

import { isIsolated } from '../../engine/config/isolation-config.js'
import { tradesOnQuotes } from '../../engine/market/venue-policy.js'
import { computeMetrics, type MetricsMode } from '../../metrics/compute.js'
import { confidenceIntervals } from '../../metrics/confidence-interval.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import type { Trials } from '../../metrics/sample.js'
import { denialText } from '../../model/denial.js'
import type { RunResult } from '../../model/run.js'
import { formatTime } from '../../model/time.js'
import { ambiguityNotes } from '../../report/ambiguity.js'
import { bandOf } from '../../report/band.js'
import { writeRun } from '../../report/run-directory.js'
import { refuseFile } from '../../report/run-draft.js'
import type { StaticKind } from '../../report/static/write-static.js'
import { type RunSummary, runSummary } from '../../report/terminal.js'
import { BenchError } from '../../std/errors.js'
import { type LoadedStrategy, loadStrategy } from '../../strategy/loader.js'
import { hasColor } from '../terminal/colors.js'
import { loadRunBars, type RunBars } from './bars.js'
import { runBenchmark } from './benchmark.js'
import { refuseBroken } from './broken-invariants.js'
import type { RunFaults } from './faults.js'
import { backtestJson } from './json.js'
import type { BacktestOptions } from './options.js'
import { ownConfigNote, ownConfigOf } from './own-config.js'
import { forInstruments, type GivenParams, readParams } from './params.js'
import { resolveSettings, type Settings } from './settings.js'
import { simulateUnderChaos, simulateWithBand } from './simulate.js'

/** Runs one strategy as flags, environment and config file say, and prints what came of it. */
export async function backtest(strategy: string, flags: BacktestOptions): Promise<void> {
  const settings = await resolveSettings(flags, process.env, ownConfigOf(strategy, process.cwd()))
  const { run } = settings
  const trials = trialsOf(run)
  const statics = staticsOf(run)
  const directory = run.out ?? 'reports'
  if (run.report !== false) await refuseFile(directory)
  const faults = await faultsOf(settings)
  const { loaded, params, bars } = await load(strategy, settings)
  const {
    result: simulated,
    ends,
    series,
  } = faults === null
    ? { ...simulateWithBand(loaded, params.values, bars, settings), series: bars.series }
    : { ...simulateUnderChaos(loaded, params.values, bars, settings, faults), ends: null }
  const result: RunResult = {
    ...simulated,
    notes: [...ownConfigNote(settings, params), ...ambiguityNotes(simulated), ...bars.notes, ...simulated.notes],
  }
  const benchmark = await runBenchmark(result, bars, settings)
  const metricsMode: MetricsMode = run.metrics ?? 'default'
  const riskFreeAnnual = settings.engine.riskFree ?? 0
  const sampleOf = (one: RunResult) => metricsInputOf(one, { riskFreeAnnual, benchmark: benchmark?.sessions ?? null, trials })
  const sample = sampleOf(result)
  const metrics = computeMetrics(sample, metricsMode)
  const band = ends === null ? undefined : bandOf(ends, (one) => (one === simulated ? metrics : computeMetrics(sampleOf(one), metricsMode)))
  // Other libraries define the figures otherwise, and have no intervals to match.
  const intervals = metricsMode === 'default' ? confidenceIntervals(sample, result.seed) : undefined
  const outcome = { result, metrics, metricsMode, ...(intervals && { intervals }), band, benchmark: benchmark?.curve ?? null }
  const files =
    run.report === false
      ? null
      : await writeRun({
          ...outcome,
          series,
          data: bars.sources,
          benchmarkSessions: benchmark?.sessions ?? null,
          riskFreeAnnual,
          trials,
          statics,
          directory,
        })
  process.stdout.write(
    `${run.json ? backtestJson(result, metrics, { intervals, band, files }) : summary({ ...outcome, files }, run.quiet === true)}\n`,
  )
  refuseBroken(result.chaos)
}

/** What is to go wrong, read before any bar is; null where nothing is. */
async function faultsOf(settings: Settings): Promise<RunFaults | null> {
  const { chaos } = settings.run
  if (chaos === undefined) return null
  const { loadFaults } = await import('./faults.js')
  return loadFaults([chaos].flat(), settings)
}

interface Inputs {
  readonly loaded: LoadedStrategy
  readonly params: GivenParams
  readonly bars: RunBars
}

/** The strategy compiles in another process while DuckDB loads in this one; when both fail, the strategy's failure is told. */
async function load(strategy: string, { run, params, engine }: Settings): Promise<Inputs> {
  const loading = loadStrategy(strategy, { cwd: process.cwd(), isolated: isIsolated(engine) })
  const [loaded, bars] = await Promise.allSettled([loading, loadRunBars(run.data ?? ['spx-1d'], run, tradesOnQuotes(engine))])
  if (loaded.status === 'rejected') throw loaded.reason
  const checked = readParams(loaded.value.strategy, params)
  if (bars.status === 'rejected') throw bars.reason
  const ids = bars.value.series.map(({ instrument: { id } }) => id)
  return { loaded: loaded.value, params: forInstruments(loaded.value.strategy, checked, ids), bars: bars.value }
}

function summary(outcome: Omit<RunSummary, 'color'>, isQuiet: boolean): string {
  const { result } = outcome
  const text = runSummary({ ...outcome, result: isQuiet ? { ...result, notes: [] } : result, color: hasColor(process.stdout) })
  return [text, ...firstDenial(result)].join('\n')
}

/** A run that did not trade shows the first denial with its numbers: they say what to change. */
function firstDenial({ counts, denials: [first] }: RunResult): readonly string[] {
  if (counts.fills > 0 || first === undefined) return []
  return [`\nThe first denial, ${formatTime(first.time)}, ${first.instrument}: ${denialText(first)}`]
}

/** They lie beside the report, so without a run directory there is no place for them. */
function staticsOf(options: BacktestOptions): readonly StaticKind[] {
  const kinds = (['svg', 'png', 'md'] as const).filter((kind) => options[kind] === true)
  if (kinds.length > 0 && options.report === false)
    throw new BenchError('USAGE', `--no-report leaves no place for --${kinds[0]}`, 'leave out one of them')
  return kinds
}

/** The deflated Sharpe ratio needs to know how far apart the trials were; a single one needs nothing. */
function trialsOf({ trials, trialsSigma }: BacktestOptions): Trials | null {
  if (trials === undefined) return null
  if (trials > 1 && trialsSigma === undefined)
    throw new BenchError(
      'USAGE',
      `--trials ${trials} needs --trials-sigma`,
      'give the standard deviation of the trials’ Sharpe ratios, per session',
    )
  return { count: trials, sharpeDeviation: trialsSigma ?? 0 }
}
