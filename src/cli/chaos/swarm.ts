// `bench chaos swarm`: schedules that seeds draw, held to the invariants; of each thing that broke, the smallest schedule that breaks it.

import { join } from 'node:path'
import { replayCommand } from '../../chaos/report/replay-command.js'
import { benchFor } from '../../chaos/runner/open-bench.js'
import { corpusText } from '../../chaos/schedule/corpus.js'
import { entryLine } from '../../chaos/schedule/entry-line.js'
import type { Schedule } from '../../chaos/schedule/schedule.js'
import type { Bench } from '../../chaos/suite/judge-task.js'
import { causeOf, type FailureCause, shrinkTask } from '../../chaos/suite/shrink-task.js'
import type { Task } from '../../chaos/suite/task.js'
import { worldTask } from '../../chaos/suite/tasks.js'
import type { JudgedRun } from '../../chaos/verdict/verdict.js'
import { worldNames, worldSays } from '../../chaos/worlds/worlds.js'
import { counted } from '../../report/wording.js'
import { BenchError } from '../../std/errors.js'
import { inOneLine } from '../../std/printable.js'
import { outFile, outFolder, writeOut } from '../out-file.js'
import { interruptible } from '../terminal/interruptible.js'
import { table } from '../terminal/table.js'
import { answer } from './answer.js'
import type { ChaosSwarmOptions } from './options.js'
import { caseName } from './verdict-files.js'
import { watchedTasks } from './watched-tasks.js'

/** The invariants alone, once. */
const depth = { ablation: false, again: false, paired: false, example: false }

/** Fails with `GATE_FAILED` where anything broke. */
export async function swarmChaos(options: ChaosSwarmOptions): Promise<void> {
  const { world: worlds = worldNames, seeds = 100, firstSeed = 1, json = false } = options
  for (const world of worlds) worldSays(world)
  const out = options.out === undefined ? null : await outFolder(options.out)
  const cwd = process.cwd()
  const drawn = Array.from({ length: seeds }, (_, index) =>
    [...new Set(worlds)].map((world) => worldTask('swarm', world, firstSeed + index, depth)),
  )
  const tasks = drawn.flat()
  const runs = await watchedTasks(tasks, options)
  const broken = runs.flatMap((run, index) => findIn(run, tasks[index] as Task))
  const firsts = broken.filter((find, index) => broken.findIndex((one) => one.broken.what === find.broken.what) === index)
  const smallest = firsts.length === 0 ? [] : await shrunkFinds(firsts, cwd)
  const fields = { schema: 'bench.chaos-swarm/1', count: tasks.length, broken: broken.length, smallest }
  answer(`${json ? JSON.stringify(fields) : text(tasks.length, smallest)}\n`)
  if (out !== null) await writeCases(smallest, out)
  if (broken.length === 0) return
  throw new BenchError('GATE_FAILED', `${broken.length} of ${counted(tasks.length, 'schedule')} broke something`, 'the table says what')
}

interface Find {
  readonly run: JudgedRun
  readonly task: Task
  readonly broken: FailureCause
}

/** What is left of a schedule that broke something. */
interface Smallest {
  /** The run that it was found in. */
  readonly from: string
  readonly replay: string
  readonly world: string
  readonly broken: FailureCause
  readonly schedule: Schedule
  readonly entries: number
  /** How many schedules were tried for it. */
  readonly trials: number
}

function findIn(run: JudgedRun, task: Task): Find[] {
  const broken = causeOf(run)
  return broken === null ? [] : [{ run, task, broken }]
}

async function shrunkFinds(finds: readonly Find[], cwd: string): Promise<readonly Smallest[]> {
  const bench = await benchFor(
    finds.map(({ task }) => task),
    cwd,
  )
  return finds.map((find) => interruptible(() => shrunk(find, bench)))
}

function shrunk({ run, task, broken }: Find, bench: Bench): Smallest {
  const { smallest, trials } = run.schedule.entries.length > 0 ? shrinkTask(task, bench) : { smallest: run, trials: 0 }
  bench.laboratory.forget()
  const { world, schedule } = smallest
  const found = causeOf(smallest) ?? broken
  return { from: caseName(run), replay: replayCommand(run), world, broken: found, schedule, entries: schedule.entries.length, trials }
}

/** As cases of a corpus, one file each. */
async function writeCases(finds: readonly Smallest[], folder: string): Promise<void> {
  for (const { from, world, broken, schedule } of finds) {
    const file = await outFile(join(folder, `${broken.what.replace(/\W+/g, '-')}-${from}.json`.toLowerCase()))
    await writeOut(file, corpusText({ world, broke: `${broken.what}: ${broken.says}`, schedule }))
  }
}

function text(count: number, smallest: readonly Smallest[]): string {
  if (smallest.length === 0) return `${counted(count, 'schedule')}, and every invariant held`
  const rows = smallest.map(({ replay, broken: { what, says }, schedule, trials }) => {
    const entries = schedule.entries.map(entryLine).join(', ')
    return [what, entries || 'no fault at all', String(trials), says, replay]
  })
  return table(
    ['broke', 'smallest schedule', 'trials', 'says', 'first in'],
    rows.map((row) => row.map(inOneLine)),
    [2],
  )
}
