// The verdict in a sentence: passed and how sure that makes, or what failed first.

import { counted, decimal, listed, percent, whole } from '../../report/wording.js'
import type { JudgedRun, Verdict } from '../verdict/verdict.js'
import { failureName, failuresOf } from './failure.js'
import { hasFailed, runGroups } from './run-group.js'

export interface VerdictText {
  readonly sentence: string
  readonly beside: string
}

export function verdictSentence(verdict: Verdict): VerdictText {
  const { runs, unhit } = verdict
  if (runs.length === 0) return { sentence: 'Nothing was judged.', beside: 'No scenario, swarm or case was chosen.' }
  const [first] = failuresOf(runs)
  const what = `${counted(runs.length, 'run')} of ${judgedText(verdict)}`
  if (first !== undefined) {
    const others = `${whole(runs.filter(hasFailed).length)} of ${what} failed.`
    return { sentence: `Failed: ${failureName(first)}, ${first.failedGates}.`, beside: `${others}${untouchedText(runs)}` }
  }
  if (unhit.length > 0) {
    const cells = unhit.map(({ scenario, control }) => `${control} never caught ${scenario} first`)
    return {
      sentence: `Failed: ${cells[0]}.`,
      beside: `No run of ${what} failed, but ${counted(unhit.length, 'required cell')} was never hit.`,
    }
  }
  return {
    sentence: `Passed: every gate of ${what}.`,
    beside: `No failure in ${whole(runs.length)} bounds the rate of failures at ${rateBound(runs.length)}, with 95 % confidence.${untouchedText(runs)}`,
  }
}

/** Conditions that no seed says anything of, as a sentence of its own. */
function untouchedText(runs: readonly JudgedRun[]): string {
  const untouched = runGroups(runs).filter((group) => group.runs.every(({ cameToNothing }) => cameToNothing))
  if (untouched.length === 0) return ''
  const names = listed(untouched.map(({ name }) => name))
  return ` Nothing came of ${names}: the strategy did nothing while they were on that they could spoil. Bars on which it trades more say more: --data.`
}

/** The rule of three: with no failure in n, at most 3/n with 95 % confidence. */
export function rateBound(count: number): string {
  const bound = Math.min(1, 3 / count)
  return bound >= 0.001 ? percent(bound, bound < 0.1 ? 2 : 0) : `1 in ${decimal(1 / bound, 0)}`
}

const nouns: Readonly<Record<Exclude<JudgedRun['kind'], 'corpus'>, string>> = {
  scenario: 'scenario',
  schedule: 'schedule',
  swarm: 'swarm',
  'negative control': 'negative control',
  tester: 'condition',
}

/** `2 scenarios and 1 swarm at 4 seeds, and 3 cases of the corpus`: these have seeds of their own. */
function judgedText({ runs, seeds }: Verdict): string {
  const groups = runGroups(runs)
  const countOf = (kind: string): number => groups.filter((group) => group.kind === kind).length
  const seeded = Object.entries(nouns).flatMap(([kind, noun]) => (countOf(kind) === 0 ? [] : [counted(countOf(kind), noun)]))
  const cases = countOf('corpus')
  const parts = [
    ...(seeded.length === 0 ? [] : [`${listed(seeded)} at ${counted(seeds.length, 'seed')}`]),
    ...(cases === 0 ? [] : [counted(cases, 'case of the corpus', 'cases of the corpus')]),
  ]
  return parts.join(', and ')
}
