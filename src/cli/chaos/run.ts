// `bench chaos run`: what the suite names, or a strategy of the user's, judged gate by gate at every seed, and the verdict on all of it.

import { verdictText } from '../../chaos/report/verdict-text.js'
import type { Verdict } from '../../chaos/scenario/verdict.js'
import { verdictOf } from '../../chaos/scenario/verdict-of.js'
import { BenchError } from '../../std/errors.js'
import { annotations } from './annotations.js'
import { chosenTasks, seedsOf } from './chosen-tasks.js'
import type { ChaosRunOptions } from './options.js'
import { judgeStrategy, refuseWithoutStrategy } from './tested.js'
import { jsonLines, writeJunit, writeVerdict } from './verdict-files.js'
import { watched, watchedTasks } from './watched-tasks.js'

/** Fails with `GATE_FAILED` where any gate did, and where a named control was never first. */
export async function runChaos(options: ChaosRunOptions): Promise<void> {
  const verdict = verdictOf(await judged(options))
  await write(verdict, options)
  const { passed, runs, unhit } = verdict
  if (passed) return
  const failed = runs.filter(({ gates }) => gates.some((gate) => !gate.passed)).length
  const missed = unhit.length === 0 ? '' : `, and ${unhit.length} named controls never caught their scenario first`
  throw new BenchError(
    'GATE_FAILED',
    `${failed} of ${runs.length} runs failed a gate${missed}`,
    'the table says which, and what replays each',
  )
}

async function judged(options: ChaosRunOptions): Promise<Verdict['runs']> {
  const { strategy } = options
  if (strategy !== undefined) {
    const seeds = seedsOf(options, 1)
    return watched(options, (onProgress) => judgeStrategy(strategy, options, seeds, onProgress))
  }
  refuseWithoutStrategy(options)
  return watchedTasks(await chosenTasks(options), options)
}

async function write(verdict: Verdict, { out, junit, github, json }: ChaosRunOptions): Promise<void> {
  if (out !== undefined) await writeVerdict(verdict, out)
  if (junit !== undefined) await writeJunit(verdict, junit)
  if (json) for (const line of jsonLines(verdict)) process.stdout.write(line)
  else process.stdout.write(`${verdictText(verdict)}\n`)
  // One object stays one object: annotations are read from either stream.
  if (github) for (const line of annotations(verdict)) (json ? process.stderr : process.stdout).write(`${line}\n`)
}
