// The verdict in a sentence: passed and how sure that makes, or what failed first.

import { counted, listed, whole } from '../../report/wording.js'
import type { JudgedRun, Verdict } from '../verdict/verdict.js'
import { cameToNothing } from '../verdict/verdict-of.js'
import { failureName, failuresOf } from './failure.js'
import { FEWEST_SEEDS, fewestSeeds, rateBound } from './rate-bound.js'
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
  if (cameToNothing(runs)) {
    return {
      sentence: `Failed: nothing came of ${untouchedNames(runs)}.`,
      beside: `No run of ${what} failed, but the strategy did nothing while they were on that they could spoil, so nothing was tested. ${moreBars}`,
    }
  }
  return { sentence: `Passed: every gate of ${what}.`, beside: `${boundText(runs)}${untouchedText(runs)}`.trim() }
}

function boundText(runs: readonly JudgedRun[]): string {
  const seeds = fewestSeeds(runs)
  const bound = rateBound(seeds)
  if (seeds === null) return ''
  if (bound === null) return `How often each fails is not said by ${counted(seeds, 'seed')}: --seeds ${FEWEST_SEEDS} bounds it.`
  return `No failure at ${counted(seeds, 'seed')} bounds how often each fails at ${bound}, with 95 % confidence.`
}

const moreBars = 'Bars on which it trades more say more: --data.'

/** Conditions that no seed says anything of, as a sentence of its own. */
function untouchedText(runs: readonly JudgedRun[]): string {
  const names = untouchedNames(runs)
  return names === '' ? '' : ` Nothing came of ${names}: the strategy did nothing while they were on that they could spoil. ${moreBars}`
}

/** `chaos-bust and chaos-reject`; empty where something came of each. */
function untouchedNames(runs: readonly JudgedRun[]): string {
  return listed(runGroups(runs).flatMap(({ name, runs: ofIt }) => (cameToNothing(ofIt) ? [name] : [])))
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
