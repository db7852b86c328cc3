// Which strategies a schedule has misbehave.

import type { Schedule } from '../schedule/schedule.js'

/** Those that misbehave, or whose place one takes. */
export function troubledBy({ entries }: Schedule): ReadonlySet<string> {
  return new Set(entries.map(({ name, target }) => target ?? name))
}
