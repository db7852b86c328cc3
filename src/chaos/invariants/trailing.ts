// V4: the trigger of a trailing stop only follows the price, and never goes back, unless we moved it ourselves.

import { sign } from '../../model/order.js'
import { triggerOf } from '../../model/order-price.js'
import { priceText } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { splitsOf } from './splits.js'

export const trailing: Invariant = {
  id: 'V4',
  says: 'A trailing stop follows the price and never goes back',
  begin(run, { venue }) {
    const splits = splitsOf(run)
    const triggers = new Map<number, number>()
    return {
      told(event) {
        const order = venue.changed
        if (order === null || event.kind !== 'updated' || !('trail' in event.price)) return null
        const [before, now] = [triggers.get(order.id) ?? Number.NaN, triggerOf(event.price)]
        triggers.set(order.id, now)
        // Where we put it, it stands; in new shares it is another price.
        if (!event.isUnasked || splits.some(({ time }) => time === event.time)) return null
        if (!(sign(order.intent.side) * (now - before) > 0)) return null
        const [from, to] = [priceText(before), priceText(now)]
        return { message: `order ${order.id} trails, and went back from ${from} to ${to}`, context: { order: order.id, before, now } }
      },
    }
  },
}
