// P2: of several stops over a position the one that is nearest to the market stays, whichever of the others is ended.

import { protectionRule } from '../../engine/config/protection-config.js'
import { triggerOf } from '../../model/order-price.js'
import { priceText } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { type BookedOrder, isStop } from './order-book.js'
import { canBeFollowed } from './position-book.js'

/** A stop whose end was asked for while others stood beside it, and where each stood then. */
interface Ended {
  readonly stop: BookedOrder
  readonly trigger: number
  readonly beside: readonly { readonly stop: BookedOrder; readonly trigger: number }[]
}

export const nearestStop: Invariant = {
  id: 'P2',
  says: 'Of several stops over a position the nearest to the market stays',
  begin(run, { listings, orders, ours }) {
    const { config } = run
    if (protectionRule(config.protection, config.riskProfile === 'guarded') === null || !canBeFollowed(run)) return {}
    /** Since the last time. */
    let ended: readonly Ended[] = []

    const isBeside = (one: BookedOrder, other: BookedOrder): boolean =>
      other !== one &&
      other.intent.strategy === one.intent.strategy &&
      other.intent.side === one.intent.side &&
      listings.assetOf(other.intent.instrument) === listings.assetOf(one.intent.instrument) &&
      isStanding(other)
    const ends = (id: number): Ended | null => {
      const stop = orders.get(id)
      // What a strategy has as an exit it may end as it likes.
      if (stop === undefined || stop.intent.role !== 'stop' || !isStanding(stop)) return null
      const { strategy, instrument, side } = stop.intent
      if ((side === 'sell' ? 1 : -1) * ours.lotsOf(strategy, instrument) <= 0) return null
      const beside = [...orders.live].filter((other) => isBeside(stop, other))
      const isAnyClosing = [stop, ...beside].some(({ isTriggered, filled }) => isTriggered || filled > 0)
      // What stands in for the stop of an entry goes as that one wakes.
      const mayStandIn = stop.parent === null && beside.some(({ parent }) => parent !== null)
      if (isAnyClosing || mayStandIn) return null
      return { stop, trigger: triggerOf(stop.price), beside: beside.map((other) => ({ stop: other, trigger: triggerOf(other.price) })) }
    }
    return {
      beforeSent(request) {
        const one = request.kind === 'cancel' ? ends(request.clientOrderId) : null
        if (one !== null && one.beside.length > 0) ended = [...ended, one]
      },
      afterTime() {
        if (ended.length === 0) return null
        const all = ended
        ended = []
        for (const { stop, trigger, beside } of all) {
          const staying = beside.filter(({ stop: { isCancelAsked } }) => !isCancelAsked)
          const isFarther = (other: number): boolean => (stop.intent.side === 'sell' ? other < trigger : other > trigger)
          if (staying.length === 0 || !staying.every((other) => isFarther(other.trigger))) continue
          const { id, intent } = stop
          const left = staying.map((other) => other.trigger).join(' and ')
          const [was, leaves] = [priceText(trigger), staying.map((other) => priceText(other.trigger)).join(' and ')]
          return {
            message: `order ${id} of ${intent.strategy} stood nearest to the market in ${intent.instrument} at ${was}, and ends for ${leaves}`,
            context: { order: id, trigger, left },
          }
        }
        return null
      },
    }
  },
}

/** Awake, and asked by nobody to end. */
function isStanding({ intent, lots, filled, isCancelAsked, isOver }: BookedOrder): boolean {
  return isStop(intent) && lots > filled && !isCancelAsked && !isOver
}
