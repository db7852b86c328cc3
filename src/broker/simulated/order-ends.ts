// The end of orders in one book: by their time in force, with their recorded day, and with the data.

import { firstAtOrAfter } from '../../data/columns.js'
import type { Bar, BarSeries } from '../../model/bar.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { lateFor } from './auctions.js'
import { isAwakeIn } from './bar-walk.js'
import { firstRowWith, lastRowWith, type Walked } from './detail.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { endOf, endsWithDay, whyEnded } from './time-in-force.js'
import type { TradingHours } from './trading-hours.js'

export class OrderEnds {
  /** When an order of the book next ends by itself, at the earliest; Infinity when none does. */
  next: EpochMs = Number.POSITIVE_INFINITY
  readonly #series: BarSeries
  readonly #walked: Walked | null
  readonly #hours: TradingHours
  readonly #policy: VenuePolicy
  /** The end of the data: what works then has nothing to wait for. */
  readonly #lastClose: EpochMs

  /** `series` holds the rows that are walked. */
  constructor(series: BarSeries, walked: Walked | null, hours: TradingHours, policy: VenuePolicy) {
    this.#series = series
    this.#walked = walked
    this.#hours = hours
    this.#policy = policy
    this.#lastClose = series.columns.closeTime[series.columns.length - 1] ?? Number.NEGATIVE_INFINITY
  }

  /** Whether the instrument still trades: until its data ends. */
  trades(time: EpochMs): boolean {
    // Bars that are written as they come have no end yet: NaN.
    return !(time > this.#lastClose)
  }

  /** Why the venue does not take an order that comes now; null when it does. */
  refusal({ auction, intent: { timeInForce, terms, instrument, price } }: RestingOrder, time: EpochMs): string | null {
    if (!this.trades(time)) return `the data of ${instrument} ended at ${formatTime(this.#lastClose)}`
    if (timeInForce === 'OPG' && price.type !== 'market' && price.type !== 'limit')
      return `a ${price.type} order cannot be for the opening auction`
    if (timeInForce === 'GTD' && (terms.goodTill === null || terms.goodTill <= time)) return 'a GTD order needs a time to come as its end'
    return auction === null ? null : lateFor(auction, time, this.#hours)
  }

  /** Sets the end of an order that comes now, inside a bar or between two (−1). A child for an auction is for the one after it wakes: NaN until then. */
  set(order: RestingOrder, openBar: number): void {
    order.endsAt =
      order.dormant && order.auction !== null ? Number.NaN : endOf(order, this.#from(order, openBar), this.#hours, this.#policy)
    this.#expect(order.endsAt)
  }

  /** Sets the end of a child that has woken. */
  setAwake(order: RestingOrder, time: EpochMs): void {
    order.endsAt = endOf(order, time, this.#hours, this.#policy)
    this.#expect(order.endsAt)
  }

  /** Sets the ends of the children for a closing auction that woke before it in its bar, and take part in it. */
  setForClose({ orders }: MatchState, bar: Bar): void {
    for (const order of orders) {
      const isNew = order.auction === 'close' && Number.isNaN(order.endsAt)
      if (isNew && isAwakeIn(order, bar, this.#policy)) this.setAwake(order, bar.openTime)
    }
  }

  /** A change begins the time of a GTC order anew. */
  renew(order: RestingOrder, time: EpochMs): void {
    if (order.intent.timeInForce !== 'GTC' || order.auction !== null || order.dormant) return
    order.endsAt = endOf(order, time, this.#hours, this.#policy)
  }

  /** Ends the orders whose time is over, each at its own end but not before what happened last (`since`), and all of them when the data is. */
  end(state: MatchState, time: EpochMs, since: EpochMs): void {
    const isOver = time > this.#lastClose
    for (const order of state.orders) {
      if (order.endsAt <= time) state.expire(order, whyEnded(order), Math.max(order.endsAt, since))
      else if (isOver) state.cancel(order, `the data of ${this.#series.instrument.id} ends`)
    }
    this.next = Number.POSITIVE_INFINITY
    for (const { endsAt } of state.orders) this.#expect(endsAt)
  }

  /** Where days end as they were recorded: ends the orders of an earlier day before a bar of a later one. */
  endEarlierDays(state: MatchState, bar: number): void {
    const date = this.#hours.calendar.sessionDate(this.#series.columns.openTime[bar] as number)
    for (const order of state.orders) {
      if (order.session !== null && order.session < date && endsWithDay(order)) state.expire(order, whyEnded(order))
    }
  }

  /**
   * From when an order can trade. A bar that holds a session has no price left for what comes inside it, and its close for what was born at its open; under
   * `next-session` a market order is for the session after the one that is on. The quarter of a GTC order is that in which it came.
   */
  #from({ isMarket, arrivedAt, auction, intent: { timeInForce } }: RestingOrder, openBar: number): EpochMs {
    const { timing } = this.#policy
    if (auction === null) {
      if (timeInForce === 'GTC') return arrivedAt
      if (isMarket && timing === 'next-session') return this.#sessionAfter(arrivedAt, openBar)
      if (isMarket && timing === 'next-close' && this.#walked !== null) return this.#lastRowFrom(arrivedAt, this.#walked)
    }
    if (openBar < 0) return arrivedAt
    const { openTime, closeTime } = this.#series.columns
    const begun = openTime[openBar] as number
    const missesOpen = auction === 'open' || (isMarket && auction === null && timing !== 'next-close')
    const missesBar = missesOpen || arrivedAt > begun
    if (missesBar && this.#hours.holdsSession(openBar)) return closeTime[openBar] as number
    // The opening auction of a bar that is open has been.
    return auction === 'open' ? Math.max(arrivedAt, begun + 1) : arrivedAt
  }

  /** The session that is on is over for an order that comes in it, unless it comes before its open is asked. */
  #sessionAfter(time: EpochMs, openBar: number): EpochMs {
    const session = this.#hours.calendar.sessionAt(time)
    return session === null || (session.open === time && openBar < 0) ? time : session.close
  }

  /** When the row begins at whose close a market order under `next-close` trades: the last of the bar of the next row, if that bar begins in the order's time and ends in a session. */
  #lastRowFrom(time: EpochMs, walked: Walked): EpochMs {
    const { openTime } = this.#series.columns
    const row = firstAtOrAfter(openTime, time)
    if (row === openTime.length) return time
    const last = lastRowWith(walked, row)
    const isInTime = (openTime[firstRowWith(walked, row)] as number) < this.#hours.dayEnd(time, false) && this.#hours.isRegular(last)
    return this.#hours.barsHoldSessions || isInTime ? (openTime[last] as number) : time
  }

  #expect(end: EpochMs): void {
    if (end < this.next) this.next = end
    if (this.#lastClose < this.next) this.next = this.#lastClose + 1
  }
}
