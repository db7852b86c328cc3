// The sentence and the figures that matter most.

import { html, type Markup } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { duration, percent, whole } from '../../../report/wording.js'
import type { Verdict } from '../../verdict/verdict.js'
import { figureMeanings } from '../meanings.js'
import { fewestSeeds, rateBound } from '../rate-bound.js'
import { hasFailed, type RunGroup } from '../run-group.js'
import type { Spread } from '../spread.js'
import { verdictSentence } from '../verdict-sentence.js'

interface Figure {
  readonly label: string
  readonly text: string
  readonly means: readonly string[]
  readonly isBad?: boolean
}

export function headline(verdict: Verdict, groups: readonly RunGroup[]): Markup {
  const { sentence, beside } = verdictSentence(verdict)
  return html`<section id="headline" aria-label="Headline">
<p class="verdict">${sentence}</p>
<p class="beside">${beside}</p>
${verdict.runs.length > 0 && html`<dl class="figures">${figures(verdict, groups).map(entry)}</dl>`}
</section>\n`
}

function entry({ label, text, means, isBad = false }: Figure): Markup {
  return html`<div title="${meaning(label, ...means)}"><dt>${label}</dt><dd${isBad && html` class="bad"`}>${text}</dd></div>\n`
}

function figures({ runs, seeds, unhit }: Verdict, groups: readonly RunGroup[]): readonly Figure[] {
  const failed = runs.filter(hasFailed).length
  const broken = runs.filter(({ violations }) => violations.length > 0).length
  const [scenarios, conditions] = (['scenario', 'tester'] as const).map((kind) => groups.filter((group) => group.kind === kind).length) as [
    number,
    number,
  ]
  const required = groups.reduce((sum, one) => sum + one.required.size, 0)
  const again = runs.filter(({ unguardedDamage }) => unguardedDamage !== null).length
  return [
    // What a verdict has none of says nothing of it: a strategy that is tested meets conditions, and no scenarios.
    ...(scenarios === 0 ? [] : [{ label: 'Scenarios', text: whole(scenarios), means: ['each is judged at every seed'] }]),
    ...(conditions === 0 ? [] : [{ label: 'Conditions', text: whole(conditions), means: ['the strategy is held to each at every seed'] }]),
    ...(seeds.length === 0
      ? []
      : [{ label: 'Seeds', text: whole(seeds.length), means: ['a seed draws the bars, when faults come on, and how large they are'] }]),
    {
      label: 'Runs',
      text: whole(runs.length),
      means: ['scenarios, schedules, swarms, cases, negative controls and conditions, each at its seeds'],
    },
    { label: 'Failed', text: whole(failed), means: ['runs in which a gate failed'], isBad: failed > 0 },
    ...failureRate(runs, failed),
    { label: 'Broke an invariant', text: whole(broken), means: ['runs in which one did not hold, after any event'], isBad: broken > 0 },
    ...(required === 0 ? [] : [cellsHit(required, unhit.length)]),
    ...slowest('Slowest to detect', figureMeanings.detect, groups, ({ detectMs }) => detectMs),
    ...slowest('Slowest to recover', figureMeanings.recover, groups, ({ recoverMs }) => recoverMs),
    worstShare(groups),
    ...(again === 0
      ? []
      : [{ label: 'Ablations', text: whole(again), means: ['runs made again without the named control and its backups'] }]),
  ]
}

function cellsHit(required: number, missed: number): Figure {
  return {
    label: 'Required cells hit',
    text: `${whole(required - missed)} of ${whole(required)}`,
    means: ['cells of the matrix that a scenario names', 'hit: that control caught that scenario first at some seed'],
    isBad: missed > 0,
  }
}

function failureRate(runs: Verdict['runs'], failed: number): readonly Figure[] {
  if (failed > 0) return [{ label: 'Failure rate', text: percent(failed / runs.length, 2), means: ['failed runs / runs'], isBad: true }]
  const seeds = fewestSeeds(runs)
  const text = rateBound(seeds)
  if (seeds === null || text === null) return []
  const means = [
    'of each, at its seeds: other ones are no more trials of it',
    `3 / ${whole(seeds)}, the rule of three, with 95 % confidence`,
  ]
  return [{ label: 'Failure rate under', text, means }]
}

function slowest(
  label: string,
  rule: readonly string[],
  groups: readonly RunGroup[],
  of: (group: RunGroup) => Spread | null,
): readonly Figure[] {
  const times = groups.flatMap((group) => of(group)?.greatest ?? [])
  const [worst] = groups.filter((group) => of(group)?.greatest === Math.max(...times))
  return worst === undefined ? [] : [{ label, text: duration(Math.max(...times)), means: [...rule, worst.name] }]
}

function worstShare(groups: readonly RunGroup[]): Figure {
  const shares = groups.flatMap(({ damageShare }) => damageShare?.greatest ?? [])
  const worst = Math.max(...shares)
  const [group] = groups.filter(({ damageShare }) => damageShare?.greatest === worst)
  return {
    label: 'Most of a budget',
    text: group === undefined ? '–' : percent(worst, worst < 0.1 ? 1 : 0),
    means: ['of the worst run', ...figureMeanings.damageInBudgets, ...(group === undefined ? [] : [group.name])],
    isBad: worst > 1,
  }
}
