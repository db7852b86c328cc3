// Which strategies of a run a schedule has misbehave, by name.

import type { Schedule } from '../schedule/schedule.js'

export interface Misbehaving {
  /** Those of its own, and healthy ones whose place one takes or that a fault is in. */
  readonly strategies: ReadonlySet<string>
  /** Nothing else goes wrong. */
  readonly isAll: boolean
}

/** `names` are those of all strategies of the run. */
export function misbehavingIn({ entries }: Schedule, names: ReadonlySet<string>): Misbehaving {
  // Of any other fault it is its target or its own name, which no strategy has.
  const wrong = new Set(entries.map(({ name, target }) => target ?? name))
  const strategies = new Set([...wrong].filter((name) => names.has(name)))
  return { strategies, isAll: strategies.size === wrong.size }
}
