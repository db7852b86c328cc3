// One call into the engine, with progress for whoever watches and Ctrl-C for whoever has seen enough.

import { runBacktest } from '../../engine/backtest.js'
import type { RunResult } from '../../model/run.js'
import type { LoadedStrategy } from '../../strategy/loader.js'
import { interruptible } from '../terminal/interruptible.js'
import { progress } from '../terminal/progress.js'
import type { RunBars } from './bars.js'
import type { Settings } from './settings.js'

/** Runs a loaded strategy over the bars under the engine's settings. */
export function simulate(
  { strategy, sourceHash }: LoadedStrategy,
  params: Record<string, unknown>,
  bars: RunBars,
  settings: Settings,
): RunResult {
  const { quiet, json } = settings.run
  const shown = progress(process.stderr.isTTY === true && !quiet && !json)
  try {
    return interruptible(() =>
      runBacktest({
        strategies: [{ strategy, params, sourceHash }],
        series: bars.series,
        provenance: bars.provenance,
        config: settings.engine,
        sources: settings.sources,
        onProgress: shown.update,
      }),
    )
  } finally {
    shown.stop()
  }
}
