// `bench chaos replay`: one run again, with all that happened in it and the gates that it passes and fails.

import { benchFor } from '../../chaos/runner/open-bench.js'
import { judgeTask, scheduleOfTask } from '../../chaos/suite/judge-task.js'
import { namedTask } from '../../chaos/suite/named-task.js'
import { type TimelineEvent, timelineOf } from '../../chaos/trial/timeline.js'
import type { Gate, JudgedRun } from '../../chaos/verdict/verdict.js'
import { formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { inOneLine } from '../../std/printable.js'
import { shellWord } from '../../std/shell-word.js'
import { interruptible } from '../terminal/interruptible.js'
import { table } from '../terminal/table.js'
import { answer } from './answer.js'
import type { ChaosReplayOptions } from './options.js'

/** Fails with `GATE_FAILED` where it fails one. */
export async function replayChaos(name: string, { world, json }: ChaosReplayOptions): Promise<void> {
  const cwd = process.cwd()
  const task = await namedTask(name, cwd, world)
  const bench = await benchFor([task], cwd)
  const run = interruptible(() => judgeTask(task, bench))
  const timeline = interruptible(() => {
    const schedule = scheduleOfTask(task, bench)
    return timelineOf(bench.laboratory.trial(bench.laboratory.world(task.world, task.seed), schedule), schedule)
  })
  answer(json ? `${JSON.stringify({ schema: 'bench.chaos-replay/1', run, timeline })}\n` : text(timeline, run.gates))
  const failed = run.gates.filter(({ passed }) => !passed)
  if (failed.length === 0) return
  throw new BenchError('GATE_FAILED', `${name} failed ${failed.map((gate) => gate.name).join(', ')}`, hintFor(run, name, world))
}

function hintFor({ schedule, gates }: JudgedRun, name: string, world: string | undefined): string {
  if (schedule.entries.length === 0) return 'nothing goes wrong in it, so there is nothing to take away: the table says what failed'
  const [first] = gates.filter(({ passed }) => !passed)
  if (first?.name === 'it happened') return 'look at when its entries come on, how long they last and what they are in'
  return ['bench chaos shrink', shellWord(name), ...(world === undefined ? [] : ['--world', shellWord(world)])].join(' ')
}

function text(timeline: readonly TimelineEvent[], gates: readonly Gate[]): string {
  const events = timeline.map(({ time, kind, count, says }) => [formatTime(time), kind, count === 1 ? '' : `${count} ×`, says])
  const judged = gates.map(({ name, passed, says }) => [name, passed ? 'passed' : 'FAILED', says])
  const [happenings, verdicts] = [events, judged].map((rows) => rows.map((row) => row.map(inOneLine))) as [string[][], string[][]]
  const happened = events.length === 0 ? 'Nothing happened.' : table(['time (UTC)', 'what', '', 'says'], happenings, [2])
  return `${happened}\n\n${table(['gate', 'verdict', 'says'], verdicts)}\n`
}
