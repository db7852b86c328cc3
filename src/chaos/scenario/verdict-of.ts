// The verdict of judged runs: whether all passed, which named control was never first, and a hash over everything but the engine's version.

import { canonicalHash, type Hashable } from '../../std/hash.js'
import { engineVersion } from '../../std/version.js'
import type { JudgedRun, Unhit, Verdict } from './verdict.js'

/** Whatever order they were judged in: by kind, name, seed and world. */
export function verdictOf(judged: readonly JudgedRun[]): Verdict {
  const runs = [...judged].sort((a, b) => byKindAndName(a, b) || a.seed - b.seed || compare(a.world, b.world))
  const unhit = unhitOf(runs)
  return {
    schema: 'bench.chaos-verdict/1',
    engineVersion: engineVersion(),
    seeds: [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b),
    passed: unhit.length === 0 && runs.every(({ gates }) => gates.every(({ passed }) => passed)),
    runs,
    unhit,
    verdictHash: canonicalHash(runs as unknown as Hashable).slice(0, 16),
  }
}

function byKindAndName(one: JudgedRun, other: JudgedRun): number {
  return compare(one.kind, other.kind) || compare(one.name, other.name)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function unhitOf(runs: readonly JudgedRun[]): readonly Unhit[] {
  const required = new Map<string, Unhit>()
  for (const { name, named } of runs) for (const control of named) required.set(`${name} ${control}`, { scenario: name, control })
  for (const { name, catches } of runs) required.delete(`${name} ${catches[0]?.by}`)
  return [...required.values()]
}
