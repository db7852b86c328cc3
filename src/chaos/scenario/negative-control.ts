// The negative control: a world in which nothing goes wrong. What stops healthy strategies there would stop them every day.

import type { Laboratory } from '../laboratory.js'
import { scheduleOf } from '../schedule/schedule.js'
import { type Depth, inFull } from './depth.js'
import { nothingTripped } from './gates.js'
import { judgeHeld } from './judge-held.js'
import type { JudgedRun } from './verdict.js'

/** Runs a world at a seed with nothing in its schedule. Fails with `UNKNOWN_SCENARIO` and the nearest name. */
export function judgeNegative(name: string, laboratory: Laboratory, seed: number, depth: Omit<Depth, 'ablation'> = inFull): JudgedRun {
  const held = judgeHeld({ kind: 'negative control', name, world: name }, laboratory, scheduleOf(seed, []), depth)
  return { ...held, gates: [...held.gates, nothingTripped(laboratory.twin(laboratory.world(name, seed), seed))] }
}
