// `bench chaos run`: what the suite names, or a strategy of the user's, judged gate by gate at every seed, and the verdict on all of it.

import { hasFailed } from '../../chaos/report/run-group.js'
import { verdictText } from '../../chaos/report/verdict-text.js'
import type { Verdict } from '../../chaos/verdict/verdict.js'
import { cameToNothing, verdictOf } from '../../chaos/verdict/verdict-of.js'
import { BenchError } from '../../std/errors.js'
import { outFile, outFolder } from '../out-file.js'
import { annotations } from './annotations.js'
import { answer } from './answer.js'
import { chosenTasks, seedsOf } from './chosen-tasks.js'
import type { ChaosRunOptions } from './options.js'
import { judgeStrategy, refuseSuiteWithStrategy, refuseWithoutStrategy } from './tested.js'
import { jsonLines, writeJunit, writeVerdict } from './verdict-files.js'
import { watchedTasks } from './watched-tasks.js'

/** Fails with `GATE_FAILED` where any gate did, where a named control was never first, and where nothing came of any condition. */
export async function runChaos(options: ChaosRunOptions): Promise<void> {
  const places = await placesOf(options)
  const verdict = verdictOf(await judged(options))
  print(verdict, options)
  const unwritten = await write(verdict, places)
  if (verdict.passed && unwritten === null) return
  if (verdict.passed) throw unwritten
  throw gateFailed(verdict, unwritten)
}

/** What could not be written is told with it: a verdict that failed stays one. */
function gateFailed({ runs, unhit }: Verdict, unwritten: unknown): BenchError {
  const failed = runs.filter(hasFailed).length
  const missed = unhit.length === 0 ? '' : `, and ${unhit.length} named controls never caught their scenario first`
  const besides = unwritten === null ? '' : `; ${(unwritten as Error).message}`
  if (cameToNothing(runs) && failed === 0)
    return new BenchError(
      'GATE_FAILED',
      `nothing came of any condition that was asked for${besides}`,
      'give it bars on which it trades: --data NAME',
    )
  const hint = 'the table says which, and what replays each'
  return new BenchError('GATE_FAILED', `${failed} of ${runs.length} runs failed a gate${missed}${besides}`, hint)
}

async function judged(options: ChaosRunOptions): Promise<Verdict['runs']> {
  const { strategy } = options
  if (strategy !== undefined) {
    refuseSuiteWithStrategy(options)
    return judgeStrategy(strategy, options, seedsOf(options, 1))
  }
  refuseWithoutStrategy(options)
  return watchedTasks(await chosenTasks(options), options)
}

/** Where files are written; null where none are. */
interface Places {
  readonly out: string | null
  readonly junit: string | null
}

/** Tried before anything runs. Fails with `USAGE` where nothing can be written. */
async function placesOf({ out, junit }: ChaosRunOptions): Promise<Places> {
  return { out: out === undefined ? null : await outFolder(out), junit: junit === undefined ? null : await outFile(junit, '--junit') }
}

/** The first error of writing; null where all is written. */
async function write(verdict: Verdict, { out, junit }: Places): Promise<unknown> {
  const writing = [
    ...(out === null ? [] : [() => writeVerdict(verdict, out)]),
    ...(junit === null ? [] : [() => writeJunit(verdict, junit)]),
  ]
  const errors: unknown[] = []
  for (const one of writing) await one().catch((error) => errors.push(error))
  return errors[0] ?? null
}

function print(verdict: Verdict, { github, json }: ChaosRunOptions): void {
  if (json) for (const line of jsonLines(verdict)) answer(line)
  else answer(`${verdictText(verdict)}\n`)
  // One object stays one object: annotations are read from either stream.
  const note = json ? (text: string) => process.stderr.write(text) : answer
  if (github) for (const line of annotations(verdict)) note(`${line}\n`)
}
