// I8: fills that are told again, at once or bars later, change nothing: the same decisions, the same fills, the same money.

import { type EpochMs, MINUTE_MS, timeframeMs } from '../../model/time.js'
import { MOST_MINUTES } from '../faults/most-minutes.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { moneyTexts } from './amount-text.js'
import type { PairInvariant } from './pair-invariant.js'

/**
 * All fills are told three times, from the first bar to the last: as far apart as bars are, and a minute at the least. Between bars no other word may
 * come, and books are compared when one does: that would be another run.
 */
const again = (barMs: number) => ({
  fault: 'duplicate-fill',
  params: { share: 1, times: 2, seconds: Math.max(MINUTE_MS, barMs) / 1000 },
})

export const repeatedFills: PairInvariant = {
  id: 'I8',
  says: 'Fills that are told again change nothing',
  others({ world, schedule }) {
    const [first] = world.series
    if (first === undefined) return []
    const { openTime, closeTime } = first.columns
    const [from, to] = [openTime[0] as number, closeTime[closeTime.length - 1] as number]
    const entries = throughout(from, to, again(timeframeMs(first.timeframe)))
    return [{ world, schedule: scheduleOf(schedule.seed, [...schedule.entries, ...entries]) }]
  },
  compare({ result: one }, { result: other }) {
    const ends = [one.equity.equity.at(-1) ?? 0, other.equity.equity.at(-1) ?? 0] as const
    const isSame = one.hashes.decision === other.hashes.decision && one.hashes.execution === other.hashes.execution && ends[0] === ends[1]
    if (isSame) return null
    const [once, again] = moneyTexts(...ends)
    return {
      message: `with every fill told again equity ends at ${again}, and not at ${once}`,
      context: { equity: ends[0], again: ends[1], fills: one.counts.fills, fills_again: other.counts.fills },
    }
  },
}

/** One after the other: none lasts longer than a schedule takes. */
function throughout(from: EpochMs, to: EpochMs, fault: Pick<EntryInput, 'fault' | 'params'>): readonly EntryInput[] {
  const minutes = (to - from) / MINUTE_MS + 1
  return Array.from({ length: Math.ceil(minutes / MOST_MINUTES) }, (_, place) => {
    const before = place * MOST_MINUTES
    return {
      ...fault,
      name: place === 0 ? 'told-again' : `told-again-${place + 1}`,
      when: { at: new Date(from + before * MINUTE_MS).toISOString() },
      minutes: Math.min(MOST_MINUTES, minutes - before),
    }
  })
}
