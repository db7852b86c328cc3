// `bench chaos shrink`: the smallest schedule at which a run still fails as it does, as a case of a corpus.

import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { openBench, scenariosOf } from '../../chaos/runner/open-bench.js'
import { corpusText } from '../../chaos/schedule/corpus.js'
import { entryLine } from '../../chaos/schedule/entry-line.js'
import { namedTask } from '../../chaos/suite/named-task.js'
import { shrinkTask } from '../../chaos/suite/shrink-task.js'
import { outFile } from '../out-file.js'
import { interruptible } from '../terminal/interruptible.js'
import type { ChaosShrinkOptions } from './options.js'
import { caseName } from './verdict-files.js'

/** What is tried is told on stderr, for whoever watches. Fails with `BAD_SCHEDULE` where the run passes. */
export async function shrinkChaos(name: string, options: ChaosShrinkOptions): Promise<void> {
  const { world = 'minutes', out, json, quiet } = options
  const cwd = process.cwd()
  const task = await namedTask(name, cwd, world)
  const bench = await openBench({ cwd, scenarios: scenariosOf([task]) })
  const isWatched = process.stderr.isTTY === true && !quiet && !json
  const tell = (trials: number, entries: number): void => {
    if (isWatched) process.stderr.write(`\r${trials} trials, ${entries} entries `)
  }
  const { whole, smallest, gate, task: left, trials, isMinimal } = interruptible(() => shrinkTask(task, bench, tell))
  if (isWatched) process.stderr.write('\r\u001b[K')
  const file = await outFile(out ?? `${caseName(whole)}.json`)
  const { schedule } = smallest
  const broke = `${gate.name}: ${smallest.gates.find((one) => one.name === gate.name)?.says ?? gate.says}`
  await writeFile(file, corpusText({ world: left.world, broke, scenario: left.scenario, schedule }))
  const entries = { before: whole.schedule.entries.length, after: schedule.entries.length }
  const fields = { schema: 'bench.chaos-shrink/1', gate: gate.name, broke, entries, trials, isMinimal, file, schedule }
  process.stdout.write(json ? `${JSON.stringify(fields)}\n` : text())

  function text(): string {
    const size = `${entries.before} entries to ${entries.after} in ${trials} trials${isMinimal ? '' : ', which were all that there are'}`
    const shown = relative(cwd, file)
    return `${[broke, ...schedule.entries.map((one) => `  ${entryLine(one)}`), size, `bench chaos replay ${shown}`].join('\n')}\n`
  }
}
