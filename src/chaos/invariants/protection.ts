// P1: where every entry has to carry a stop, stops of exactly its size stand behind each position, on the side that closes it, or are on their way there.

import { calendar } from '../../data/calendar/calendar.js'
import { protectionRule } from '../../engine/config/protection-config.js'
import type { OrderIntent } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import type { Invariant } from './invariant.js'
import { type BookedOrder, isStop } from './order-book.js'
import { type BookedPosition, canBeFollowed } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

/** After these the supervisor has its next look to put things right. */
const isNews = new Set(['filled', 'revised', 'rejected', 'canceled', 'expired', 'update-rejected', 'cancel-rejected'])

/** What takes a whole position off by itself; a target does not, for it may never be met. */
const leaves = new Set<OrderIntent['role']>(['exit', 'flatten', 'liquidation'])

export const protection: Invariant = {
  id: 'P1',
  says: 'Where entries must carry a stop, stops of exactly its size stand behind every position on its losing side',
  begin(run, { listings, orders, ours, theirs }) {
    const { config, postTrade } = run
    if (protectionRule(config.protection, config.riskProfile === 'guarded') === null || !canBeFollowed(run)) return {}
    /** When something last became of a position or of an order of it. */
    const touchedAt = new Map<BookedPosition, EpochMs>()
    const filledAt = new Map<BookedPosition, EpochMs>()
    let quietFrom: EpochMs = Number.NEGATIVE_INFINITY

    const isOpen = ({ asset }: BookedPosition, time: EpochMs): boolean => {
      const listing = listings.inAsset(asset)
      return calendar(listing.calendar).sessionAt(time) !== null
    }
    const wasRefused = (one: BookedPosition): boolean =>
      (postTrade?.result.breaches ?? []).some(({ code, strategy, instrument, time }) => {
        const asset = instrument === null ? null : listings.assetOf(instrument)
        return code === 'STOP_REFUSED' && strategy === one.strategy && asset === one.asset && time >= (filledAt.get(one) ?? time)
      })
    const closing = ({ strategy, asset, lots }: BookedPosition): readonly BookedOrder[] => {
      const against: BookedOrder[] = []
      for (const order of orders.live) {
        const { intent } = order
        if (intent.strategy !== strategy || (intent.side === 'buy') !== lots < 0) continue
        if (listings.assetOf(intent.instrument) === asset) against.push(order)
      }
      return against
    }
    return {
      afterEvent(event, time) {
        if (event.kind === 'disconnected') quietFrom = Number.POSITIVE_INFINITY
        if (event.kind === 'reconnected') quietFrom = time
        const order = isNews.has(event.kind) ? orders.of(event) : undefined
        const position = order === undefined ? undefined : ours.at(order.intent.strategy, order.intent.instrument)
        if (position === undefined) return null
        touchedAt.set(position, time)
        if (event.kind === 'filled') filledAt.set(position, time)
        return null
      },
      afterTime(time) {
        if (time <= quietFrom) return null
        for (const position of ours.positions) {
          const { strategy, asset, instrument, lots } = position
          if (lots === 0 || touchedAt.get(position) === time) continue
          // A stop that the broker cut to what it knows of says nothing of ours.
          if (theirs.lotsOf(strategy, instrument) !== lots) continue
          const against = closing(position)
          const guarded = guardedBy(against)
          if (guarded === null || Math.abs(guarded - Math.abs(lots)) <= ROUNDING * Math.abs(lots)) continue
          if (isLeaving(against, Math.abs(lots)) || wasRefused(position) || !isOpen(position, time)) continue
          return {
            message: `${strategy} holds ${lots} of ${asset}, and stops of ${guarded} guard it`,
            context: { held: lots, guarded },
          }
        }
        return null
      },
    }
  },
}

/** Lots of the stops that stand; null while what becomes of one of them is not known. */
function guardedBy(orders: readonly BookedOrder[]): number | null {
  const stops = orders.filter((order) => isStop(order.intent) && left(order) > 0)
  if (stops.some(({ unanswered, isCancelAsked }) => unanswered !== null || isCancelAsked)) return null
  return stops.reduce((sum, stop) => sum + left(stop), 0)
}

function isLeaving(orders: readonly BookedOrder[], held: number): boolean {
  const leaving = orders.filter(({ intent }) => leaves.has(intent.role) && !isStop(intent))
  const reversing = orders.reduce((sum, { intent }) => sum + intent.closing, 0)
  return leaving.reduce((sum, order) => sum + left(order), reversing) >= held * (1 - ROUNDING)
}

function left({ lots, filled }: BookedOrder): number {
  return lots - filled
}
