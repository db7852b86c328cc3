// C2: what works at the venue as its shares split works on in the new ones, its lots times the ratio and its prices by it, or it ends; a stop that was lost before comes back at the price of the new ones.

import { assetOf, type Instrument } from '../../model/instrument.js'
import { limitOf, triggerOf } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import { priceText } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import { LostStops } from './lost-stops.js'
import { canBeFollowed } from './position-book.js'
import { splitsOf } from './splits.js'
import type { VenueOrder } from './venue-book.js'

/** What an order is to be in the new shares. */
interface Restated {
  readonly left: number
  readonly trigger: number
  readonly limit: number
  readonly tick: number
}

export const splitOrders: Invariant = {
  id: 'C2',
  says: 'What works over a split works on in the new shares, at the price of them, and a stop that was lost before it comes back there',
  begin(run, books) {
    const { listings, venue } = books
    const splits = [...splitsOf(run)]
    if (splits.length === 0 || !canBeFollowed(run)) return {}
    const lost = new LostStops(run, books)
    /** By order, from a split until everything of its time is over. */
    const due = new Map<number, Restated>()
    const split = (time: EpochMs): void => {
      for (let next = splits[0]; next !== undefined && next.time <= time; next = splits[0]) {
        splits.shift()
        for (const order of venue.working.values()) {
          const listing = listings.of(order.intent.instrument)
          if (assetOf(listing) !== next.asset) continue
          // One that sleeps is told of as it wakes.
          if (order.left !== 0 && !order.isAsleep) due.set(order.id, restated(order, next.ratio, listing))
        }
      }
    }
    return {
      beforeSent: (_, time) => split(time),
      sent(request, time) {
        // From here on it is what we ask for.
        if (request.kind === 'modify') due.delete(request.change.clientOrderId)
        return lost.sent(request, time)
      },
      afterEvent(event, time) {
        lost.heard(event, time)
        return null
      },
      beforeTold: ({ time }) => split(time),
      afterTime(time) {
        split(time)
        if (due.size === 0) return null
        for (const [id, should] of due) {
          const order = venue.working.get(id)
          const found = order === undefined ? null : otherwise(order, should)
          if (found !== null) return found
        }
        due.clear()
        return null
      },
    }
  },
}

function restated({ left, price }: VenueOrder, ratio: number, { tick }: Instrument): Restated {
  // Each price goes to a tick.
  return { left: left * ratio, trigger: triggerOf(price) / ratio, limit: limitOf(price) / ratio, tick: tick === 'none' ? 1e-6 : tick }
}

/** A price or a size that is not known says nothing. */
function otherwise({ id, left, price, intent }: VenueOrder, should: Restated): Finding {
  const [trigger, limit] = [triggerOf(price), limitOf(price)]
  const isOff = Math.abs(trigger - should.trigger) > should.tick || Math.abs(limit - should.limit) > should.tick
  if (!isOff && !(Math.abs(left - should.left) > 0)) return null
  const { strategy, side, instrument } = intent
  return {
    message: `order ${id} of ${strategy} works over a split of ${instrument} to ${side} ${left} at ${priceText(trigger)}, ${priceText(limit)}: should be ${should.left} at ${priceText(should.trigger)}, ${priceText(should.limit)}`,
    context: { order: id, left, should: should.left },
  }
}
