// V2: where an order of a group fills, the others of the group end, or shrink by as much of themselves, before another of them fills.

import type { OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import type { VenueOrder } from './venue-book.js'

/** What a fill has left an order of the group to do. */
interface Bound {
  readonly most: number
  readonly by: number
  /** Until when it may not have heard of that: the very time, where the other was of type 3 and did not block. */
  readonly unheard: EpochMs
}

export const groups: Invariant = {
  id: 'V2',
  says: 'Where one order of a group fills, the others end or shrink with it',
  begin(_, { venue }) {
    const bounds = new Map<number, Bound>()
    /** Orders that we asked to change: what they were left before says no more of them. */
    const changed = new Set<number>()

    /** The others that work beside an order in its group. */
    const beside = ({ id, intent }: VenueOrder): readonly VenueOrder[] =>
      [...venue.working.values()].filter((other) => {
        const oca = other.intent.terms.oca
        return other.id !== id && oca !== null && other.intent.strategy === intent.strategy && oca.group === intent.terms.oca?.group
      })
    const bind = (order: VenueOrder, before: number, time: EpochMs): void => {
      const type = order.intent.terms.oca?.type
      const share = type === 1 ? 0 : order.left / before
      const unheard = type === 3 ? time : Number.NEGATIVE_INFINITY
      for (const other of beside(order)) {
        const known = bounds.get(other.id)?.most ?? Number.POSITIVE_INFINITY
        bounds.set(other.id, { most: Math.min(known, Math.floor(other.left * share)), by: order.id, unheard })
      }
    }
    /** What an order was left until a word of it. */
    let before = Number.NaN

    const look = (event: OrderEvent): Finding => {
      const order = venue.changed
      if (order === null || order.intent.terms.oca === null || Number.isNaN(before)) return null
      if (event.kind === 'updated' && changed.has(order.id)) bounds.delete(order.id)
      if (event.kind !== 'filled') return null
      const bound = bounds.get(order.id)
      bind(order, before, event.time)
      if (bound === undefined || event.time <= bound.unheard) return null
      const { quantity } = event.fill
      if (quantity <= bound.most) {
        bounds.set(order.id, { ...bound, most: bound.most - quantity })
        return null
      }
      const { group } = order.intent.terms.oca
      return {
        message: `order ${order.id} fills ${quantity}, and order ${bound.by} of its group ${group} has left it ${bound.most}`,
        context: { order: order.id, by: bound.by, left: bound.most },
      }
    }
    return {
      sent(request) {
        if (request.kind === 'modify') changed.add(request.change.clientOrderId)
        return null
      },
      beforeTold({ clientOrderId }) {
        before = venue.working.get(clientOrderId)?.left ?? Number.NaN
      },
      told: look,
    }
  },
}
