// Stops that were lost before a split and are put back after it: each stands where one of its position stood, at the price of the new shares.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import { triggerOf } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import { priceText } from './amount-text.js'
import type { Books } from './books.js'
import type { Finding } from './invariant.js'
import { type BookedOrder, isStop } from './order-book.js'
import type { BookedPosition } from './position-book.js'
import type { SentRequest } from './sent-request.js'
import { type BookedSplit, sharesSince, splitsOf } from './splits.js'

export class LostStops {
  readonly #books: Books
  readonly #splits: readonly BookedSplit[]
  /** Which way each position stands, and since when. */
  readonly #begun = new Map<BookedPosition, { readonly way: number; readonly at: EpochMs }>()

  /** When the venue said last where a stop stands, by its order. */
  readonly #statedAt = new Map<number, EpochMs>()

  constructor(run: RunInside, books: Books) {
    this.#books = books
    this.#splits = splitsOf(run)
  }

  /** After each word of the broker. */
  heard(event: BrokerEvent, time: EpochMs): void {
    if (event.kind === 'updated') this.#statedAt.set(event.clientOrderId, time)
    if (event.kind !== 'filled' && event.kind !== 'revised') return
    const { strategy, instrument } = event.fill
    const position = this.#books.ours.at(strategy, instrument)
    if (position === undefined) return
    const way = Math.sign(position.lots)
    if (this.#begun.get(position)?.way !== way) this.#begun.set(position, { way, at: time })
  }

  /** What goes out by itself as a stop, where others of its position have ended, and one of them stood in the shares before a split. */
  sent(request: SentRequest, time: EpochMs): Finding {
    if (request.kind !== 'submit' || request.ticket.intent.role !== 'stop') return null
    const { clientOrderId, intent } = request.ticket
    const { listings } = this.#books
    const trigger = triggerOf(intent.price)
    const lost = this.#lostBefore(clientOrderId, time)
    const shares = (from: EpochMs): number => sharesSince(this.#splits, listings.assetOf(intent.instrument), from, time)
    if (lost.every(({ id, sentAt }) => shares(this.#statedAt.get(id) ?? sentAt) === 1)) return null
    const { tick } = listings.of(intent.instrument)
    // Each price goes to a tick.
    const most = tick === 'none' ? 1e-6 : tick
    const levels = lost.map(({ price, sharesOf }) => triggerOf(price) / shares(sharesOf))
    if (!levels.every((level) => Math.abs(trigger - level) > most)) return null
    const should = levels.map(priceText).join(' or ')
    return {
      message: `order ${clientOrderId} of ${intent.strategy} puts back a stop over a split of ${intent.instrument} at ${priceText(trigger)}: should be ${should}`,
      context: { order: clientOrderId, trigger, should },
    }
  }

  /** Stops of the same position that have ended. */
  #lostBefore(id: number, time: EpochMs): readonly BookedOrder[] {
    const { orders, ours, listings } = this.#books
    const own = orders.get(id)?.intent
    const position = own === undefined ? undefined : ours.at(own.strategy, own.instrument)
    const begun = position === undefined ? undefined : this.#begun.get(position)
    if (own === undefined || position === undefined || begun === undefined) return []
    // None of another time: only a split since then makes a difference.
    if (sharesSince(this.#splits, position.asset, begun.at, time) === 1) return []
    return [...orders.orders].filter(
      ({ id: other, intent, isOver, overAt }) =>
        other !== id &&
        isOver &&
        overAt > begun.at &&
        isStop(intent) &&
        intent.strategy === own.strategy &&
        intent.side === own.side &&
        listings.assetOf(intent.instrument) === position.asset,
    )
  }
}
