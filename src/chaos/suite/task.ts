// A task: one thing to be judged, as plain data, so that any thread can judge it.

import { type Depth, inFull } from '../judging/depth.js'
import type { Schedule } from '../schedule/schedule.js'
import type { GateName, RunKind } from '../verdict/verdict.js'

export interface Task {
  readonly kind: RunKind
  /** Of the scenario, of the case, of the file, of the condition, or of the world where nothing else is named. */
  readonly name: string
  readonly world: string
  readonly seed: number
  readonly depth: Depth
  /** That was kept; null where it is drawn from the seed. */
  readonly schedule: Schedule | null
  /** By whose gates it is judged, itself where it is one; null where it is held to the invariants, and what is given to coming to something. */
  readonly scenario: string | null
  /** Which of its gates are asked, beside the invariants and whether it ends; null for all of them. */
  readonly gates: readonly GateName[] | null
  /** It has a strategy that only a thread of its own ends, by limits of time and memory: nothing else runs beside it. */
  readonly isolated: boolean
  /** The strategy that is tested and its options, as the command line has them; null where none is. */
  readonly tested: readonly string[] | null
}

/** The same task with a schedule in the place of its own, judged in full by the same gates. */
export function withSchedule(task: Task, schedule: Schedule): Task {
  return { ...task, schedule, depth: inFull }
}
