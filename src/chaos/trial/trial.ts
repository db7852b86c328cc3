// A trial: one run of a world under a schedule, watched from inside. What went wrong, who caught it, and what did not hold.

import { runBacktest } from '../../engine/backtest.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { Invariant, Violation } from '../invariants/invariant.js'
import type { Schedule } from '../schedule/schedule.js'
import type { MisbehavingStrategies } from './bound-entry.js'
import { underChaos } from './under-chaos.js'
import type { World } from './world.js'

export interface Trial {
  /** Null where the run was refused or ended. */
  readonly result: RunResult | null
  /** Why it did not begin; null where it did. */
  readonly refusal: BenchError | null
  /** The error that ended it in its midst; null where none did. */
  readonly ended: BenchError | null
  readonly violations: readonly Violation[]
  /** Parallel to the schedule's entries: when each came on, every time. */
  readonly onsets: readonly (readonly EpochMs[])[]
}

/** Runs a world once. The same world and schedule give the same trial, to the bit. */
export function runTrial(world: World, schedule: Schedule, misbehaving: MisbehavingStrategies, invariants: readonly Invariant[]): Trial {
  const { series, rates, strategies, config, promised } = world
  const asked = { series, rates, strategies, config: { ...config, seed: schedule.seed } }
  const under = underChaos(asked, schedule, misbehaving, invariants, promised)
  const { request, violations, onsets } = under
  try {
    return { result: runBacktest(request), refusal: null, ended: null, violations, onsets }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    const what = under.hasBegun() ? { refusal: null, ended: error } : { refusal: error, ended: null }
    return { result: null, ...what, violations, onsets }
  }
}
