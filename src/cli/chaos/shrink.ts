// `bench chaos shrink`: the smallest schedule at which a run still fails as it does, as a case of a corpus.

import { relative } from 'node:path'
import { benchFor } from '../../chaos/runner/open-bench.js'
import { corpusText } from '../../chaos/schedule/corpus.js'
import { entryLine } from '../../chaos/schedule/entry-line.js'
import { namedTask } from '../../chaos/suite/named-task.js'
import { shrinkTask } from '../../chaos/suite/shrink-task.js'
import { counted } from '../../report/wording.js'
import { inOneLine } from '../../std/printable.js'
import { shellWord } from '../../std/shell-word.js'
import { outFile, writeOut } from '../out-file.js'
import { interruptible } from '../terminal/interruptible.js'
import { answer } from './answer.js'
import type { ChaosShrinkOptions } from './options.js'
import { caseName } from './verdict-files.js'

/** What is tried is told on stderr, for whoever watches. Fails with `NOTHING_TO_SHRINK` where the run passes. */
export async function shrinkChaos(name: string, options: ChaosShrinkOptions): Promise<void> {
  const { world, out, json, quiet } = options
  const cwd = process.cwd()
  const task = await namedTask(name, cwd, world)
  const given = out === undefined ? null : await outFile(out)
  const bench = await benchFor([task], cwd)
  const isWatched = process.stderr.isTTY === true && !quiet && !json
  const tell = (trials: number, entries: number): void => {
    if (isWatched) process.stderr.write(`\r${trials} trials, ${entries} entries `)
  }
  const { whole, smallest, cause, task: left, trials, isMinimal } = interruptible(() => shrinkTask(task, bench, tell))
  if (isWatched) process.stderr.write('\r\u001b[K')
  const file = given ?? (await outFile(`${caseName(whole)}.json`))
  const { schedule } = smallest
  const gates = left.scenario === null ? undefined : [cause.gate]
  const broke = `${cause.gate}: ${smallest.gates.find(({ name }) => name === cause.gate)?.says ?? cause.says}`
  await writeOut(file, corpusText({ world: left.world, broke, scenario: left.scenario, gates, schedule }))
  const entries = { before: whole.schedule.entries.length, after: schedule.entries.length }
  const fields = { schema: 'bench.chaos-shrink/1', gate: cause.gate, broke, entries, trials, isMinimal, file, schedule }
  answer(json ? `${JSON.stringify(fields)}\n` : text())

  function text(): string {
    const size = `${counted(entries.before, 'entry', 'entries')} to ${entries.after} in ${counted(trials, 'trial')}${isMinimal ? '' : ', which were all that there are'}`
    const shown = relative(cwd, file)
    const lines = [broke, ...schedule.entries.map((one) => `  ${entryLine(one)}`), size, `bench chaos replay ${shellWord(shown)}`]
    return `${lines.map(inOneLine).join('\n')}\n`
  }
}
