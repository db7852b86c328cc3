// The corporate actions of a run: the ledger books them as the ex-date begins, after every bar of the date before and before every bar of its own.

import type { DelayedVenue } from '../../broker/simulated/delayed-venue.js'
import type { SimulatedBroker } from '../../broker/simulated/simulated-broker.js'
import { closingOrder } from '../../model/closing-order.js'
import { type Dividend, type Split, splitPrice } from '../../model/corporate-action.js'
import type { Fill } from '../../model/fill.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import type { RoundTrip } from '../../model/round-trip.js'
import type { BookedAction } from '../../model/run.js'
import { splitIntent } from '../../model/split-order.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { assertNever } from '../../std/assert.js'
import type { HostSlot, StrategyHost } from '../../strategy/strategy-host.js'
import type { BarFeed, FeedSeries } from '../time/bar-feed.js'
import { type DueAction, dueActions } from './corporate-actions-schedule.js'

export interface CorporateActionParts {
  readonly feed: BarFeed
  readonly portfolio: Portfolio
  readonly broker: SimulatedBroker
  /** What is under way to it; null where nothing travels. */
  readonly delayed: Pick<DelayedVenue, 'split'> | null
  readonly orders: OrderManager
  readonly strategies: readonly { readonly host: StrategyHost; readonly slots: readonly HostSlot[] }[]
}

/** What the engine does with what follows. */
interface Follows {
  /** Takes in what the broker has said up to now. */
  settle(time: EpochMs): void
  /** Between the two nothing new is sent. */
  beginSplit(instruments: readonly Instrument[], ratio: number): void
  endSplit(time: EpochMs): void
  /** Keeps a fill that is booked already. */
  note(fill: Fill): void
  /** Tells of a round trip that the ledger closed without an order. */
  closed(trip: RoundTrip, time: EpochMs): void
}

export class CorporateActions {
  /** What was booked, in the order of time. */
  readonly booked: BookedAction[] = []
  readonly #parts: CorporateActionParts
  readonly #due: readonly DueAction[]
  #next = 0

  /** Null where the bars show none: then a run has nothing to ask. */
  static of(parts: CorporateActionParts, payDays: number): CorporateActions | null {
    const due = dueActions(parts.feed, payDays)
    return due.length === 0 ? null : new CorporateActions(parts, due)
  }

  private constructor(parts: CorporateActionParts, due: readonly DueAction[]) {
    this.#parts = parts
    this.#due = due
  }

  /** When the next is due; Infinity after the last. */
  get nextTime(): EpochMs {
    return this.#due[this.#next]?.time ?? Number.POSITIVE_INFINITY
  }

  /** Books what is due by a time, up to the first whose instrument has a bar that ends only now: in a market that never closes a day ends as the next begins. */
  apply(time: EpochMs, follows: Follows): void {
    for (let due = this.#due[this.#next]; due !== undefined && due.time <= time; due = this.#due[this.#next]) {
      if (this.#endsNow(due.series, time)) return
      this.#next++
      this.#book(due, time, follows)
    }
  }

  /** Books the delistings that the end of the data left: there is no bar after a last one. */
  finish(follows: Follows): void {
    for (const due of this.#due.slice(this.#next)) if (due.action?.kind === 'delisting') this.#book(due, due.time, follows)
    this.#next = this.#due.length
  }

  #endsNow({ series: { instrument } }: FeedSeries, time: EpochMs): boolean {
    return this.#parts.feed.series.some((one) => one.isOpen && one.nextTime === time && one.series.instrument.id === instrument.id)
  }

  #book({ action, series, payTime }: DueAction, time: EpochMs, follows: Follows): void {
    const { portfolio } = this.#parts
    if (action === null) {
      portfolio.payDue(time)
      return
    }
    const { id } = series.series.instrument
    const lots = portfolio.netLots(id)
    const keep = (cash: number): void => void this.booked.push({ time, instrument: id, action, lots, cash })
    switch (action.kind) {
      case 'split':
        keep(this.#split(series, action, time, follows))
        break
      case 'dividend':
        keep(this.#declare(id, action, time, payTime))
        break
      case 'ticker-change':
      case 'listing':
        keep(0)
        break
      case 'delisting':
        keep(0)
        this.#delist(series.series.instrument, time, follows)
        break
      default:
        assertNever(action)
    }
  }

  /** The asset splits on every venue. Answers the cash in lieu of fractions. */
  #split({ series: { instrument } }: FeedSeries, split: Split, time: EpochMs, follows: Follows): number {
    const { portfolio } = this.#parts
    const { ratio } = split
    const price = splitPrice(portfolio.lastPrice(instrument.id), ratio)
    const listings = this.#listingsOf(instrument)
    follows.beginSplit(listings, ratio)
    for (const { id } of listings) this.#parts.broker.endBeforeSplit(id, time)
    const closed = portfolio.roundTripCount
    const paid = portfolio.split(instrument.id, ratio, price, time)
    this.#tellClosed(closed, time, follows)
    for (const listing of listings) this.#splitListing(listing, split, time, follows)
    follows.endSplit(time)
    return paid
  }

  #splitListing(listing: Instrument, split: Split, time: EpochMs, follows: Follows): void {
    const { broker, delayed, orders, feed, strategies } = this.#parts
    const { id } = listing
    const { ratio } = split
    const stood = orders.standing(id)
    broker.split(id, ratio, time)
    delayed?.split(id, ratio)
    for (const one of feed.series) if (one.series.instrument.id === id) one.cursor.split(ratio)
    follows.settle(time)
    orders.split(stood, { time, ratio, restated: (intent) => splitIntent(intent, ratio, listing) })
    for (const { host, slots } of strategies) {
      const slot = slots.find((candidate) => candidate.instrument.id === id)
      if (slot !== undefined) host.onSplit(slot, split)
    }
  }

  #listingsOf(instrument: Instrument): readonly Instrument[] {
    const asset = assetOf(instrument)
    return this.#parts.feed.series
      .filter(({ executes, series }) => executes && assetOf(series.instrument) === asset)
      .map(({ series }) => series.instrument)
  }

  /** Who holds it now is owed, who is short owes; where only the factor is known, it is a part of the last close. Answers what is owed. */
  #declare(id: string, { amount, factor }: Dividend, time: EpochMs, payTime: EpochMs): number {
    const { portfolio } = this.#parts
    const perUnit = amount ?? (1 - factor) * portfolio.lastPrice(id)
    return Number.isFinite(perUnit) ? portfolio.declareDividend(id, perUnit, time, payTime) : 0
  }

  /** Closes every position at the last price, each by an order of its own in the records. */
  #delist(instrument: Instrument, time: EpochMs, follows: Follows): void {
    const { portfolio, broker, orders } = this.#parts
    const { id } = instrument
    for (const listing of this.#listingsOf(instrument)) broker.delist(listing.id, time, `${listing.id} was delisted`)
    follows.settle(time)
    const closed = portfolio.roundTripCount
    for (const fill of portfolio.delist(id, portfolio.lastPrice(id), time)) {
      const { strategy, role, side, quantity: lots } = fill
      const order = orders.record(
        closingOrder({ strategy, instrument: id, role, side, lots, timeInForce: 'GTC', reason: 'delisted' }),
        time,
      )
      const numbered = { ...fill, clientOrderId: order.clientOrderId }
      orders.apply({ kind: 'filled', clientOrderId: order.clientOrderId, time, fill: numbered, done: true })
      follows.note(numbered)
    }
    this.#tellClosed(closed, time, follows)
  }

  /** Tells of the round trips from a row on. */
  #tellClosed(from: number, time: EpochMs, follows: Follows): void {
    const { portfolio } = this.#parts
    for (let row = from; row < portfolio.roundTripCount; row++) follows.closed(portfolio.roundTripAt(row), time)
  }
}
