// The files of a verdict: the page, JSON, JUnit, and the schedule of each run that failed, as a case of a corpus. A condition of the tester is no case: its command makes it again.

import { join } from 'node:path'
import { loadVerdictAssets } from '../../chaos/report/assets.js'
import { verdictJunit } from '../../chaos/report/junit.js'
import { failedGates, hasFailed } from '../../chaos/report/run-group.js'
import { verdictPage } from '../../chaos/report/verdict-page.js'
import { corpusText } from '../../chaos/schedule/corpus.js'
import type { JudgedRun, Verdict } from '../../chaos/verdict/verdict.js'
import { outFile, writeOut } from '../out-file.js'

/** Into a folder. */
export async function writeVerdict(verdict: Verdict, folder: string): Promise<void> {
  const file = (name: string): Promise<string> => outFile(join(folder, name))
  await writeOut(await file('verdict.html'), verdictPage(verdict, await loadVerdictAssets()))
  await writeOut(await file('verdict.json'), jsonLines(verdict))
  await writeOut(await file('junit.xml'), verdictJunit(verdict))
  const failed = verdict.runs.filter((run) => hasFailed(run) && run.kind !== 'tester' && run.schedule.entries.length > 0)
  for (const run of failed) await writeOut(await file(join('schedules', `${caseName(run)}.json`)), caseText(run))
}

export async function writeJunit(verdict: Verdict, file: string): Promise<void> {
  await writeOut(file, verdictJunit(verdict), '--junit')
}

/** Run by run: all of them may be more than one text can hold. */
export function* jsonLines({ runs, ...verdict }: Verdict): Generator<string> {
  yield `${JSON.stringify(verdict).slice(0, -1)},"runs":[`
  for (const [index, run] of runs.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(run)}`
  yield ']}\n'
}

function caseText(run: JudgedRun): string {
  const { world, scenario, schedule } = run
  const gates = scenario === null ? undefined : run.gates.flatMap(({ name, passed }) => (passed ? [] : [name]))
  return corpusText({ world, broke: failedGates(run), scenario, gates, schedule })
}

/** `infinium-2010-3`, `swarm-minutes-12` */
export function caseName({ kind, name, seed }: Pick<JudgedRun, 'kind' | 'name' | 'seed'>): string {
  return `${kind === 'scenario' ? '' : `${kind} `}${name} ${seed}`.replace(/[^\w.]+/g, '-')
}
