// What a schedule has go wrong, by name.

import type { Schedule } from '../schedule/schedule.js'

/** A strategy that misbehaves, or whose place one takes; of any other fault its target or its own name, which no strategy has. */
export function troubledBy({ entries }: Schedule): ReadonlySet<string> {
  return new Set(entries.map(({ name, target }) => target ?? name))
}
