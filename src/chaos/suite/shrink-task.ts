// The smallest schedule at which a run still fails the gate that it fails.

import { BenchError } from '../../std/errors.js'
import { strategyFaults } from '../faults/strategy-faults.js'
import type { Depth } from '../judging/depth.js'
import type { Schedule } from '../schedule/schedule.js'
import { type OnShrink, type Shrunk, shrink } from '../schedule/shrink.js'
import type { Gate, JudgedRun } from '../verdict/verdict.js'
import { type Bench, judgeTask, scheduleOfTask } from './judge-task.js'
import { type Task, withSchedule } from './task.js'

/** What a run failed by. */
export interface FailureCause {
  readonly gate: Gate['name']
  /** The invariant that broke first, so that no other takes its place, who caught first in the place of another, or the error that ended the run; else the gate says it all. */
  readonly what: string
  /** With the numbers. */
  readonly says: string
}

export interface ShrunkTask extends Shrunk {
  /** As it was, and what is left of it. */
  readonly whole: JudgedRun
  readonly smallest: JudgedRun
  /** That both of them have. */
  readonly cause: FailureCause
  /** To run what is left by the same gates. */
  readonly task: Task
}

/** Fails with `NOTHING_TO_SHRINK` for a run that passes, and for one in which nothing comes on or comes of it. */
export function shrinkTask(task: Task, bench: Bench, onProgress?: OnShrink): ShrunkTask {
  const whole = judgeTask(task, bench)
  const cause = causeOf(whole)
  if (cause === null) throw nothing(task, 'passes every gate', 'bench chaos run says what fails')
  const schedule = scheduleOfTask(task, bench)
  if (schedule.entries.length === 0) throw nothing(task, 'fails with nothing that goes wrong in it', 'bench chaos replay shows what fails')
  if (cause.gate === 'it happened') throw nothing(task, 'comes to nothing', 'bench chaos replay shows what comes on, and when')
  const kept = withSchedule(task, schedule)
  const depth = leastDepth(kept, bench, cause)
  const broken = brokenGates(whole)
  const fails = (smaller: typeof schedule): boolean => {
    if (kept.scenario !== null && !hasWhatIsCaught(smaller, schedule)) return false
    const run = judgeTask({ ...kept, schedule: smaller, depth }, bench)
    // What breaks another gate besides is another failure; an entry that comes to nothing is about to go.
    return failsBy(run, cause) && [...brokenGates(run)].every((gate) => gate === 'it happened' || broken.has(gate))
  }
  const shrunk = shrink(schedule, fails, onProgress)
  const left = { ...kept, schedule: shrunk.schedule }
  return { ...shrunk, whole, cause, task: left, smallest: judgeTask(left, bench) }
}

/** Where a control has to catch something there is something to catch: a strategy that misbehaves, where there was one. */
function hasWhatIsCaught(smaller: Schedule, whole: Schedule): boolean {
  const misbehaving = ({ entries }: Schedule) => entries.some(({ fault }) => strategyFaults.some(({ name }) => name === fault))
  return smaller.entries.length > 0 && (misbehaving(smaller) || !misbehaving(whole))
}

/** By the first of its gates that failed; null where it passed. */
export function causeOf({ gates, violations: [first], catches }: JudgedRun): FailureCause | null {
  const failed = gates.find(({ passed }) => !passed)
  if (failed === undefined) return null
  const { name: gate, says } = failed
  if (gate === 'invariants' && first !== undefined) return { gate, what: first.invariant, says: first.message }
  if (gate === 'named control first') return { gate, what: firstCatcher(catches), says }
  return { gate, what: gate === 'ran to its end' ? errorIn(says) : gate, says }
}

function firstCatcher([first]: JudgedRun['catches']): string {
  return first?.by ?? 'nothing'
}

/** `TypeError` of `TypeError: x is not a function` */
function errorIn(says: string): string {
  return says.slice(0, says.indexOf(':'))
}

function brokenGates({ gates }: JudgedRun): ReadonlySet<string> {
  return new Set(gates.flatMap(({ name, passed }) => (passed ? [] : [name])))
}

function failsBy({ gates, violations, catches }: JudgedRun, { gate, what }: FailureCause): boolean {
  const failed = gates.find(({ name, passed }) => name === gate && !passed)
  if (failed === undefined) return false
  if (gate === 'invariants') return violations.some(({ invariant }) => invariant === what)
  if (gate === 'named control first') return firstCatcher(catches) === what
  return gate !== 'ran to its end' || errorIn(failed.says) === what
}

/** Without the runs that this gate does not look at. */
function leastDepth(task: Task, bench: Bench, cause: FailureCause): Depth {
  const ablation = cause.gate === 'ablation' || cause.gate === 'never off'
  const shallow: Depth = { ablation, again: cause.gate === 'same again', paired: false, example: false }
  const isEnough = failsBy(judgeTask({ ...task, depth: shallow }, bench), cause)
  return isEnough ? shallow : { ...task.depth, example: false }
}

function nothing({ name, seed }: Task, what: string, hint: string): BenchError {
  return new BenchError('NOTHING_TO_SHRINK', `${name} at seed ${seed} ${what}, so there is nothing to shrink`, hint)
}
