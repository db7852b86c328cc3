// The halts of a run, as its config asks for them: found in its own series.

import type { HaltSource } from '../../broker/simulated/halts/halt-source.js'
import { haltsOf } from '../../broker/simulated/halts/halts.js'
import type { BacktestConfig } from '../config/config.js'
import { haltRules } from '../config/market-config.js'
import type { BarFeed } from '../time/bar-feed.js'

/** Null where nothing halts. */
export function haltsOfRun(config: BacktestConfig, feed: BarFeed): HaltSource | null {
  const execution = feed.series.filter((one) => one.executes)
  return haltsOf(
    haltRules(config.halts),
    execution.map((one) => one.series),
    feed.series.map((one) => one.series),
  )
}
