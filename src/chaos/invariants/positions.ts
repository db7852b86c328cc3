// I2: a position is the sum of its fills, each told id once, however often and in whatever order they were told; one that was put right as it is now, one that was taken back not at all.

import type { Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

export const positions: Invariant = {
  id: 'I2',
  says: 'A position is the sum of its fills, each id once, as it was put right last',
  begin(run, { ours }) {
    if (!canBeFollowed(run)) return {}
    return {
      afterEvent(event) {
        if (event.kind !== 'filled' && event.kind !== 'revised') return null
        const { strategy, instrument } = event.fill
        const sum = ours.lotsOf(strategy, instrument)
        const held = run.portfolio.position(strategy, instrument).quantity
        if (held === sum) return null
        return { message: `${strategy} holds ${held} of ${instrument}, and its fills come to ${sum}`, context: { held, sum } }
      },
    }
  },
}
