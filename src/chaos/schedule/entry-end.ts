// When an entry of a schedule that came on is over.

import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { faultNamed } from '../faults/catalog.js'
import type { Window } from '../faults/fault.js'
import type { Entry } from './schedule.js'

/** Its minutes, from an onset on. */
export function windowFrom(onset: EpochMs, { minutes }: Pick<Entry, 'minutes'>): Window {
  return { from: onset, to: onset + minutes * MINUTE_MS }
}

/** Infinity for the mistake of an operator, which is nothing that ends: its minutes are those in which he does something as the run goes on. */
export function endOf(entry: Pick<Entry, 'fault' | 'minutes'>, onset: EpochMs): EpochMs {
  return faultNamed(entry.fault).plane === 'operator' ? Number.POSITIVE_INFINITY : windowFrom(onset, entry).to
}

/** Of all that came on and that ends, parallel to its onsets; −Infinity where there is none. */
export function lastEnd(entries: readonly Entry[], onsets: readonly (readonly EpochMs[])[]): EpochMs {
  let last = Number.NEGATIVE_INFINITY
  for (const [index, entry] of entries.entries()) {
    const onset = onsets[index]?.at(-1)
    const end = onset === undefined ? Number.POSITIVE_INFINITY : endOf(entry, onset)
    if (Number.isFinite(end)) last = Math.max(last, end)
  }
  return last
}
