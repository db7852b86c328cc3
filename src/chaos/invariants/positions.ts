// I2: a position is the sum of its fills, each told id once, however often and in whatever order they were told; one that was put right as it is now, one that was taken back not at all.

import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

export const positions: Invariant = {
  id: 'I2',
  says: 'A position is the sum of its fills, each id once, as it was put right last',
  begin(run, { ours }) {
    if (!canBeFollowed(run)) return {}
    const { portfolio } = run
    const look = (strategy: string, instrument: string): Finding => {
      const sum = ours.lotsOf(strategy, instrument)
      const held = portfolio.position(strategy, instrument).quantity
      if (held === sum) return null
      return { message: `${strategy} holds ${held} of ${instrument}, and its fills come to ${sum}`, context: { held, sum } }
    }
    return {
      afterEvent(event) {
        if (event.kind !== 'filled' && event.kind !== 'revised') return null
        return look(event.fill.strategy, event.fill.instrument)
      },
      // A position may go wrong without a word of it.
      atEnd() {
        for (const { strategy, instrument } of ours.positions) {
          const found = look(strategy, instrument)
          if (found !== null) return found
        }
        for (const { strategy, instrument } of portfolio.openPositions()) {
          const found = look(strategy, instrument.id)
          if (found !== null) return found
        }
        return null
      },
    }
  },
}
