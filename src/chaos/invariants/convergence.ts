// I16: some time after the last fault no order is unknown, and we hold what the venue says that it filled.

import type { Invariant } from './invariant.js'
import { OrderBook } from './order-book.js'
import { onlyFillsMove, PositionBook } from './position-book.js'

/** How long it may take: so many bars of the finest series. */
const BARS = 10

export const convergence: Invariant = {
  id: 'I16',
  says: 'Some time after the last fault no order is unknown, and our positions are those of the venue',
  begin(run, trouble) {
    const { columns } = run.feed.series[0]?.series ?? {}
    if (columns === undefined || !onlyFillsMove(run)) return {}
    const bound = BARS * ((columns.closeTime[0] as number) - (columns.openTime[0] as number))
    const orders = new OrderBook()
    const venue = new PositionBook(run)
    return {
      sent(request, time) {
        orders.sent(request, time)
        return null
      },
      told(event) {
        venue.take(event)
        return null
      },
      afterEvent(event) {
        orders.heard(event)
        return null
      },
      atEnd(time) {
        // A run that ends under fire, or with the fire just out, shows nothing.
        if (trouble.until() + bound > time) return null
        for (const { strategy, asset, lots } of venue.positions) {
          const held = run.portfolio.position(strategy, asset).quantity
          if (held !== lots) return { message: `${strategy} holds ${held} of ${asset}, the venue ${lots}`, context: { held, venue: lots } }
        }
        for (const { id, unanswered } of orders.live) {
          if (unanswered === null || unanswered + bound > time) continue
          return { message: `nobody knows what became of order ${id}`, context: { order: id, asked: unanswered } }
        }
        return null
      },
    }
  },
}
