// The verdict in a sentence: passed and how sure that makes, or what failed first.

import { counted, decimal, percent, whole } from '../../report/wording.js'
import type { JudgedRun, Verdict } from '../scenario/verdict.js'
import { failedRuns, faultsOf, runGroups } from './run-group.js'

export interface VerdictText {
  readonly sentence: string
  readonly beside: string
}

export function verdictSentence(verdict: Verdict): VerdictText {
  const { runs, seeds, unhit } = verdict
  if (runs.length === 0) return { sentence: 'Nothing was judged.', beside: 'No scenario, swarm or case was chosen.' }
  const failed = failedRuns(runs)
  const [first] = failed
  const what = `${counted(runs.length, 'run')} of ${listed(kinds(verdict))} at ${counted(seeds.length, 'seed')}`
  if (first !== undefined) {
    const others = `${whole(failed.length)} of ${what} failed.`
    return { sentence: `Failed: ${first.name} at seed ${first.seed}, ${faultsOf(first)}.`, beside: others }
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
    beside: `No failure in ${whole(runs.length)} bounds the rate of failures at ${rateBound(runs.length)}, with 95 % confidence.`,
  }
}

/** The rule of three: with no failure in n, at most 3/n with 95 % confidence. */
export function rateBound(count: number): string {
  const bound = Math.min(1, 3 / count)
  return bound >= 0.001 ? percent(bound, bound < 0.1 ? 2 : 0) : `1 in ${decimal(1 / bound, 0)}`
}

const nouns: Readonly<Record<JudgedRun['kind'], string>> = {
  scenario: 'scenario',
  swarm: 'swarm',
  corpus: 'case of the corpus',
  'negative control': 'negative control',
  tester: 'condition',
}

function kinds({ runs }: Verdict): string[] {
  const groups = runGroups(runs)
  return Object.entries(nouns).flatMap(([kind, noun]) => {
    const count = groups.filter((group) => group.kind === kind).length
    const plural = kind === 'corpus' ? 'cases of the corpus' : `${noun}s`
    return count === 0 ? [] : [counted(count, noun, plural)]
  })
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
