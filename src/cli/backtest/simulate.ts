// One call into the engine, with progress for whoever watches and Ctrl-C for whoever has seen enough.

import type { RunWithChaos } from '../../chaos/trial/run-with-chaos.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestRequest } from '../../engine/backtest-request.js'
import { type BandRuns, type RunWithBand, runWithBand } from '../../engine/band.js'
import type { RunResult } from '../../model/run.js'
import type { LoadedStrategy } from '../../strategy/loader.js'
import { interruptible } from '../terminal/interruptible.js'
import { progress } from '../terminal/progress.js'
import type { RunBars } from './bars.js'
import type { RunFaults } from './faults.js'
import type { Settings } from './settings.js'

/** Runs a loaded strategy over the bars under the engine's settings. */
export function simulate(strategy: LoadedStrategy, params: Record<string, unknown>, bars: RunBars, settings: Settings): RunResult {
  return watched(strategy, params, bars, settings, runBacktest)
}

/** The same with both ends of each bar's doubt, where the settings ask for them. */
export function simulateWithBand(
  strategy: LoadedStrategy,
  params: Record<string, unknown>,
  bars: RunBars,
  settings: Settings,
): Omit<RunWithBand, 'ends'> & { readonly ends: BandRuns | null } {
  if (settings.run.band === true) return watched(strategy, params, bars, settings, runWithBand)
  return { result: simulate(strategy, params, bars, settings), ends: null }
}

/** The same with a schedule of faults in it. */
export function simulateUnderChaos(
  strategy: LoadedStrategy,
  params: Record<string, unknown>,
  bars: RunBars,
  settings: Settings,
  faults: RunFaults,
): RunWithChaos {
  return watched(strategy, params, bars, settings, faults.run)
}

function watched<Result>(
  { strategy, sourceHash, isolated }: LoadedStrategy,
  params: Record<string, unknown>,
  bars: RunBars,
  settings: Settings,
  run: (request: BacktestRequest) => Result,
): Result {
  const { quiet, json } = settings.run
  const shown = progress(process.stderr.isTTY === true && !quiet && !json)
  try {
    return interruptible(() =>
      run({
        strategies: [{ strategy, params, sourceHash, isolated }],
        series: bars.series,
        rates: bars.rates,
        provenance: bars.provenance,
        predictions: bars.predictions ?? undefined,
        config: settings.engine,
        sources: settings.sources,
        onProgress: shown.update,
      }),
    )
  } finally {
    shown.stop()
  }
}
