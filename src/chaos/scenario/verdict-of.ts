// The verdict of judged runs, with a hash over everything but the engine's version.

import { canonicalHash, type Hashable } from '../../std/hash.js'
import { engineVersion } from '../../std/version.js'
import type { ScenarioRun, Verdict } from './verdict.js'

/** Whatever order they were judged in: by scenario, then by seed. */
export function verdictOf(judged: readonly ScenarioRun[]): Verdict {
  const runs = [...judged].sort((a, b) => (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : a.seed - b.seed))
  return {
    schema: 'bench.chaos-verdict/1',
    engineVersion: engineVersion(),
    seeds: [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b),
    passed: runs.every(({ gates }) => gates.every(({ passed }) => passed)),
    runs,
    verdictHash: canonicalHash(runs as unknown as Hashable).slice(0, 16),
  }
}
