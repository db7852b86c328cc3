// When the faults of a schedule were on in a trial.

import type { EpochMs } from '../../model/time.js'
import { faultNamed } from '../faults/catalog.js'
import type { Plane } from '../faults/fault.js'
import { endOf } from '../schedule/entry-end.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'

export interface Span {
  readonly from: EpochMs
  /** In it; Infinity where it never ends. */
  readonly to: EpochMs
}

/** Of one plane, or of all. */
export function spansOf({ entries }: Schedule, { onsets }: Pick<Trial, 'onsets'>, only?: Plane): readonly Span[] {
  return entries.flatMap((entry, index) => {
    if (only !== undefined && faultNamed(entry.fault).plane !== only) return []
    return (onsets[index] ?? []).map((from) => ({ from, to: endOf(entry, from) }))
  })
}

export function isIn(spans: readonly Span[], time: EpochMs): boolean {
  return spans.some(({ from, to }) => time >= from && time <= to)
}
