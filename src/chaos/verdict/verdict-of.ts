// The verdict of judged runs: whether all passed, which named control was never first, and a hash over the runs.

import { grouped } from '../../report/grouped.js'
import { canonicalHash, type Hashable } from '../../std/hash.js'
import { engineVersion } from '../../std/version.js'
import type { Catcher } from '../scenario/catcher.js'
import type { JudgedRun, Unhit, Verdict } from './verdict.js'

/** Whatever order they were judged in: by kind, name, seed and world. */
export function verdictOf(judged: readonly JudgedRun[]): Verdict {
  const runs = [...judged].sort((a, b) => byKindAndName(a, b) || a.seed - b.seed || compare(a.world, b.world))
  const unhit = unhitOf(runs)
  return {
    schema: 'bench.chaos-verdict/1',
    engineVersion: engineVersion(),
    seeds: [...new Set(runs.flatMap(({ kind, seed }) => (kind === 'corpus' ? [] : [seed])))].sort((a, b) => a - b),
    passed: unhit.length === 0 && !cameToNothing(runs) && runs.every(({ gates }) => gates.every(({ passed }) => passed)),
    runs,
    unhit,
    verdictHash: canonicalHash(runs as unknown as Hashable).slice(0, 16),
  }
}

/** Nothing came of any of them, so nothing was tested: what holds then is no pass. */
export function cameToNothing(runs: readonly JudgedRun[]): boolean {
  return runs.length > 0 && runs.every((run) => run.cameToNothing)
}

function byKindAndName(one: JudgedRun, other: JudgedRun): number {
  return compare(one.kind, other.kind) || compare(one.name, other.name)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

/** Of the runs of one scenario: who has to have caught it first at some seed. With fewer seeds than names nobody has to. */
export function requiredOf(runs: readonly Pick<JudgedRun, 'kind' | 'named'>[]): ReadonlySet<Catcher> {
  const named = new Set(runs.flatMap((run) => (run.kind === 'scenario' ? run.named : [])))
  return runs.length < named.size ? new Set() : named
}

function unhitOf(runs: readonly JudgedRun[]): readonly Unhit[] {
  const scenarios = grouped(
    runs.filter(({ kind }) => kind === 'scenario'),
    ({ name }) => name,
  )
  return [...scenarios].flatMap(([scenario, ofIt]) => {
    const first = new Set(ofIt.map(({ catches }) => catches[0]?.by))
    return [...requiredOf(ofIt)].flatMap((control) => (first.has(control) ? [] : [{ scenario, control }]))
  })
}
