// When the faults of a schedule were on in a trial.

import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { faultNamed } from '../faults/catalog.js'
import type { Plane } from '../faults/fault.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'

export interface Span {
  readonly from: EpochMs
  /** In it; Infinity for the mistake of an operator, which is nothing that ends. */
  readonly to: EpochMs
}

/** Of one plane, or of all. */
export function spansOf({ entries }: Schedule, { onsets }: Pick<Trial, 'onsets'>, only?: Plane): readonly Span[] {
  return entries.flatMap(({ fault, minutes }, index) => {
    const { plane } = faultNamed(fault)
    if (only !== undefined && plane !== only) return []
    const lasts = plane === 'operator' ? Number.POSITIVE_INFINITY : minutes * MINUTE_MS
    return (onsets[index] ?? []).map((from) => ({ from, to: from + lasts }))
  })
}

export function isIn(spans: readonly Span[], time: EpochMs): boolean {
  return spans.some(({ from, to }) => time >= from && time <= to)
}
