// Schedules that cannot run at all, refused before anything is judged: a fault, parameter or target that is not there is a mistake of whoever wrote it, and no gate that failed.

import { BenchError, type ErrorCode } from '../../std/errors.js'
import { type Bench, scheduleOfTask } from './judge-task.js'
import type { Task } from './task.js'

const mistakes: ReadonlySet<ErrorCode> = new Set(['UNKNOWN_FAULT', 'UNKNOWN_WORLD', 'BAD_SCHEDULE'])

/** Of scenarios, by what they draw at their first seed, and of whatever has its schedule kept. Fails with `UNKNOWN_FAULT`, `UNKNOWN_WORLD` or `BAD_SCHEDULE`, naming who says so and the entry. */
export function refuseUnrunnable(tasks: readonly Task[], bench: Bench): void {
  const told = new Set<string>()
  for (const task of tasks) {
    const { kind, name, schedule } = task
    const key = `${kind} ${name}`
    if ((kind !== 'scenario' && schedule === null) || told.has(key)) continue
    told.add(key)
    refuseOne(task, bench)
  }
  bench.laboratory.forget()
}

function refuseOne(task: Task, bench: Bench): void {
  const { laboratory } = bench
  try {
    laboratory.refuse(laboratory.world(task.world, task.seed), scheduleOfTask(task, bench))
  } catch (error) {
    // What else its file throws is told by the run that is judged.
    if (!(error instanceof BenchError) || !mistakes.has(error.code)) return
    throw new BenchError(error.code, `${task.name}: ${error.message}`, error.hint)
  }
}
