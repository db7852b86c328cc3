// I16: some time after the last fault our books are those of the venue: what works there works here, no order is unknown, and we hold what it says that it filled.

import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'
import { timeToSettle } from './time-to-settle.js'

export const convergence: Invariant = {
  id: 'I16',
  says: 'Some time after the last fault no order is unknown, and our orders and positions are those of the venue',
  begin(run, { orders, theirs }, trouble) {
    const bound = timeToSettle(run)
    if (bound === null || !canBeFollowed(run)) return {}
    /** The end of the trouble that orders were compared after. */
    let compared = Number.NEGATIVE_INFINITY

    /** What reaches the venue after it was given up here has its own time to be found. */
    const stray = (time: EpochMs): Finding => {
      const seen = new Set<number>()
      for (const { clientOrderId: order } of run.broker.working) {
        if (seen.has(order)) return { message: `order ${order} works twice at the venue`, context: { order } }
        const { overAt = Number.NaN } = orders.get(order) ?? {}
        if (overAt + bound <= time) return { message: `order ${order} is over, and works on at the venue`, context: { order } }
        seen.add(order)
      }
      return null
    }
    const unknown = (time: EpochMs): Finding => {
      for (const { id, unanswered } of orders.live) {
        if (unanswered === null || unanswered + bound > time) continue
        return { message: `nobody knows what became of order ${id}`, context: { order: id, asked: unanswered } }
      }
      return null
    }
    const otherwiseHeld = (): Finding => {
      for (const { strategy, asset, instrument, lots } of theirs.positions) {
        const held = run.portfolio.position(strategy, instrument).quantity
        if (held !== lots) return { message: `${strategy} holds ${held} of ${asset}, the venue ${lots}`, context: { held, venue: lots } }
      }
      return null
    }
    return {
      afterTime(time) {
        const until = trouble.until()
        if (until === compared || until + bound > time) return null
        compared = until
        return stray(time) ?? unknown(time)
      },
      atEnd(time) {
        // A run that ends under fire, or with the fire just out, shows nothing.
        if (trouble.until() + bound > time) return null
        return otherwiseHeld() ?? stray(time) ?? unknown(time)
      },
    }
  },
}
