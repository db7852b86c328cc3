// FIA 1.4: while the line to the broker is down nothing is sent; until its statement agrees with our books, only what reduces.

import { type EpochMs, formatTime } from '../model/time.js'
import { onlyReduces } from './account-model.js'
import type { Control } from './control.js'

/** The line to the broker. `unreconciled`: it is up, and what its books have is not known to be what ours have. */
export interface Line {
  readonly state: 'up' | 'down' | 'unreconciled'
  /** Since when it is so. */
  readonly since: EpochMs
}

/** What cannot be sent is refused, a close too; an order whose fate nobody knows is never sent again. */
export function connected(line: Line): Control {
  return (intent) => {
    const { state, since } = line
    if (state === 'up' || (state === 'unreconciled' && onlyReduces(intent))) return null
    return { code: 'NOT_CONNECTED', context: { line: state, since: formatTime(since) } }
  }
}
