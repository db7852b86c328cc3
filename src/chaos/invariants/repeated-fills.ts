// I8: fills that are told again, at once or a minute later, change nothing: the same decisions, the same fills, the same money.

import { scheduleOf } from '../schedule/schedule.js'
import type { PairInvariant } from './pair-invariant.js'

/** All fills are told three times, a minute apart, from the first bar to the last. */
const again = { name: 'told-again', fault: 'duplicate-fill', params: { share: 1, times: 2, seconds: 60 } }

export const repeatedFills: PairInvariant = {
  id: 'I8',
  says: 'Fills that are told again change nothing',
  other({ world, schedule }) {
    const { openTime, closeTime } = world.series[0]?.columns ?? {}
    if (openTime === undefined || closeTime === undefined) return null
    const [from, to] = [openTime[0] as number, closeTime[closeTime.length - 1] as number]
    const entry = { ...again, when: { at: new Date(from).toISOString() }, minutes: (to - from) / 60_000 + 1 }
    return { world, schedule: scheduleOf(schedule.seed, [...schedule.entries, entry]) }
  },
  compare({ result: one }, { result: other }) {
    const ends = [one.equity.equity.at(-1) ?? 0, other.equity.equity.at(-1) ?? 0] as const
    const isSame = one.hashes.decision === other.hashes.decision && one.hashes.execution === other.hashes.execution && ends[0] === ends[1]
    if (isSame) return null
    return {
      message: `with every fill told again equity ends at ${ends[1]}, and not at ${ends[0]}`,
      context: { equity: ends[0], again: ends[1], fills: one.counts.fills, fills_again: other.counts.fills },
    }
  },
}
