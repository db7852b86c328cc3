// The schedule of a scenario at a seed: all that it draws is written into it.

import type { BarSeries } from '../../model/bar.js'
import { randomStream } from '../../std/random.js'
import { needsIsolation } from '../faults/isolated.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import { seriesOf } from '../worlds/worlds.js'
import { entriesOf } from './ask-scenario.js'
import { drawOf } from './draw.js'
import type { Scenario } from './scenario.js'

/** In the bars of its world. Errors: `BAD_SCENARIO` for what it throws, and `BAD_SCHEDULE`. */
export function scenarioSchedule(scenario: Scenario, series: readonly BarSeries[], seed: number): Schedule {
  return scheduleOf(seed, entriesOf(scenario, drawOf(series, randomStream(seed, `scenario/${scenario.name}`))))
}

const isolated = new WeakMap<Scenario, boolean>()

/** Whether what it lets loose needs an isolated host: by what it draws at the first seed, at another its times are others. */
export function isIsolated(scenario: Scenario): boolean {
  const known = isolated.get(scenario) ?? drawsIsolated(scenario)
  isolated.set(scenario, known)
  return known
}

function drawsIsolated(scenario: Scenario): boolean {
  try {
    return needsIsolation(scenarioSchedule(scenario, seriesOf(scenario.world, 1), 1))
  } catch {
    // What cannot be drawn is told by the run that is judged.
    return false
  }
}
