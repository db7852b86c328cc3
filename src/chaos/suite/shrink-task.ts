// The smallest schedule at which a run still fails the gate that it fails.

import { BenchError } from '../../std/errors.js'
import type { Depth } from '../scenario/depth.js'
import type { Gate, JudgedRun } from '../scenario/verdict.js'
import { type OnShrink, type Shrunk, shrink } from '../schedule/shrink.js'
import { type Bench, judgeTask, scheduleOfTask, type Task, withSchedule } from './task.js'

export interface ShrunkTask extends Shrunk {
  /** As it was, and what is left of it. */
  readonly whole: JudgedRun
  readonly smallest: JudgedRun
  /** That both of them fail. */
  readonly gate: Gate
  /** To run what is left by the same gates. */
  readonly task: Task
}

/** Fails with `BAD_SCHEDULE` for a run that passes, and for one in which nothing comes on. */
export function shrinkTask(task: Task, bench: Bench, onProgress?: OnShrink): ShrunkTask {
  const whole = judgeTask(task, bench)
  const gate = whole.gates.find(({ passed }) => !passed)
  if (gate === undefined) throw nothing(task, 'passes every gate')
  const schedule = scheduleOfTask(task, bench)
  if (schedule.entries.length === 0) throw nothing(task, 'fails with nothing that goes wrong in it')
  const kept = withSchedule(task, schedule)
  const what = failureOf(whole, gate)
  const depth = leastDepth(kept, bench, gate, what)
  // Where a control has to catch something, there is something to catch.
  const least = kept.scenario === null ? 0 : 1
  const fails = (smaller: typeof schedule): boolean =>
    smaller.entries.length >= least && failsBy(judgeTask({ ...kept, schedule: smaller, depth }, bench), gate, what)
  const shrunk = shrink(schedule, fails, onProgress)
  const left = { ...kept, schedule: shrunk.schedule }
  return { ...shrunk, whole, gate, task: left, smallest: judgeTask(left, bench) }
}

/** The invariant that broke first, so that no other takes its place; else the gate says it all. */
function failureOf({ violations }: JudgedRun, { name }: Gate): string | null {
  return name === 'invariants' ? (violations[0]?.invariant ?? null) : null
}

function failsBy(run: JudgedRun, { name }: Gate, what: string | null): boolean {
  const failed = run.gates.some((gate) => gate.name === name && !gate.passed)
  return failed && (what === null || run.violations.some(({ invariant }) => invariant === what))
}

/** Without the runs that this gate does not look at. */
function leastDepth(task: Task, bench: Bench, gate: Gate, what: string | null): Depth {
  const shallow: Depth = { ablation: gate.name === 'ablation', again: gate.name === 'same again', paired: false, example: false }
  const isEnough = failsBy(judgeTask({ ...task, depth: shallow }, bench), gate, what)
  return isEnough ? shallow : { ...task.depth, example: false }
}

function nothing({ name, seed }: Task, what: string): BenchError {
  return new BenchError('BAD_SCHEDULE', `${name} at seed ${seed} ${what}, so there is nothing to shrink`, 'bench chaos run says what fails')
}
