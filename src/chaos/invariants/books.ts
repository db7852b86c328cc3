// The books of a run that all its checks look things up in: what was sent and what the broker said of it, taken down once and before any of them is asked. They rest on those words, and on nothing that the system made of them.

import { type WatchRules, watchRules } from '../../engine/config/watch-rules.js'
import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import { Listings } from './listings.js'
import { OrderBook } from './order-book.js'
import { PositionBook } from './position-book.js'
import { RateBook } from './rate-book.js'
import type { SentRequest } from './sent-request.js'
import { VenueBook } from './venue-book.js'

export class Books {
  readonly listings: Listings
  /** What is watched after trades, as the config has it; null where nothing is. */
  readonly rules: WatchRules | null
  /** Our orders, by what we have heard of them. */
  readonly orders: OrderBook
  /** Those that work at the venue, by its own words. */
  readonly venue: VenueBook
  /** What is held by the fills that we have heard of. */
  readonly ours: PositionBook
  /** What is held by the fills that there were: what we hear may come late, twice or never. */
  readonly theirs: PositionBook
  readonly rates: RateBook
  /** When we last heard of money: of a fill, of what became of one, or of a charge. NaN while we have not. */
  paidAt: EpochMs = Number.NaN

  constructor(run: RunInside) {
    this.listings = new Listings(run)
    this.rules = watchRules(run.config)
    this.orders = new OrderBook(run, this.listings)
    this.venue = new VenueBook(this.orders)
    this.ours = new PositionBook(run, this.listings)
    this.theirs = new PositionBook(run, this.listings)
    this.rates = new RateBook(run)
  }

  sent(request: SentRequest, time: EpochMs): void {
    this.orders.sent(request, time)
    this.venue.sent(request)
  }

  told(event: OrderEvent): void {
    this.venue.told(event)
    this.theirs.take(event)
  }

  heard(event: BrokerEvent, time: EpochMs): void {
    this.orders.heard(event)
    this.ours.take(event)
    if (event.kind === 'filled' || event.kind === 'revised' || event.kind === 'commission') this.paidAt = time
  }
}
