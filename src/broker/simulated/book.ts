// One instrument's working orders at the simulated venue, and the matching of its bars against them.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import type { BarSeries } from '../../model/bar.js'
import type { OrderPrice } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import { BarCopy } from './bar-copy.js'
import { mayUse, walkClose, walkOpen, walkPath, walkStopFirst } from './bar-walk.js'
import { levelBetween } from './fill-rules.js'
import { type FillEvent, type MatchEvent, MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

const nothing: readonly MatchEvent[] = []

export class Book {
  readonly series: BarSeries
  readonly calendar: Calendar
  /** The first bar that reports volume: until then it is not known, whatever comes later. */
  readonly #firstVolume: number
  readonly #policy: VenuePolicy
  /** The bar that has begun and not ended, or −1 between bars. */
  openBar = -1
  /** The bar being matched. */
  readonly #bar: BarCopy
  /** What stands between matches, and what a match changes. */
  #state: MatchState
  /** The bar that the state's budget is about. */
  #budgetBar = -1
  #hasNextPrices = false

  constructor(series: BarSeries, policy: VenuePolicy) {
    this.series = series
    this.#policy = policy
    this.calendar = calendar(series.instrument.calendar)
    const firstVolume = series.columns.volume.findIndex((volume) => volume > 0)
    this.#firstVolume = firstVolume < 0 ? Number.POSITIVE_INFINITY : firstVolume
    this.#bar = new BarCopy(series.columns)
    this.#state = new MatchState(series.instrument, policy)
  }

  /** Working orders in the order they came; the list is replaced, never changed. */
  get orders(): readonly RestingOrder[] {
    return this.#state.orders
  }

  find(id: number): RestingOrder | undefined {
    for (const order of this.orders) if (order.id === id) return order
    return undefined
  }

  add(order: RestingOrder): void {
    this.#state.orders = this.orders.length === 0 ? [order] : [...this.orders, order]
  }

  remove(order: RestingOrder): void {
    this.#state.orders = this.orders.filter((other) => other !== order)
  }

  matchOpen(index: number): readonly MatchEvent[] {
    this.openBar = index
    if (this.orders.length === 0 || !this.#beginTrading(index)) return nothing
    const state = this.#begin(this.#bar.openTime)
    walkOpen(state, this.#bar, this.#policy, this.#takesOpen)
    return state.events
  }

  /** Matches the path and, under `next-close`, the close of the bar; then the bar is over. */
  matchPath(index: number): readonly MatchEvent[] {
    this.openBar = index
    const outcome = !this.#beginTrading(index) ? nothing : this.#touchesNothing() ? this.#auction() : this.#walk()
    this.endBar()
    return outcome
  }

  /** Fills market orders that arrived at this bar's close, under `same-close`. */
  matchSameClose(index: number): readonly MatchEvent[] {
    if (this.#policy.timing !== 'same-close' || this.orders.length === 0) return nothing
    if (!this.#beginTrading(index)) return nothing
    const { closeTime } = this.#bar
    const state = this.#begin(closeTime)
    walkClose(state, this.#bar, (order) => order.arrivedAt <= closeTime)
    return state.events
  }

  /** From here on an order is not born inside a bar. */
  endBar(): void {
    this.openBar = -1
    if (!this.#hasNextPrices) return
    this.#hasNextPrices = false
    for (const order of this.orders) {
      // A stop that triggered meanwhile is a market order: no price can be changed any more.
      const isOver = order.triggered && order.price.type === 'market'
      if (order.nextPrice !== null && !isOver) order.price = order.nextPrice
      order.nextPrice = null
    }
  }

  /** Changes the price of an order: at once between bars and at an open, else from the next bar on. */
  reprice(order: RestingOrder, price: OrderPrice, time: EpochMs): void {
    if (this.openBar < 0 || time <= (this.series.columns.openTime[this.openBar] as number)) {
      order.price = price
      return
    }
    order.nextPrice = price
    this.#hasNextPrices = true
  }

  /** Makes ready to trade in a bar, once or again; answers whether it traded at all: our own cap stops fills, not triggers. */
  #beginTrading(index: number): boolean {
    this.#bar.read(index)
    if (this.#budgetBar !== index) {
      this.#budgetBar = index
      this.#state.budget = this.#lotsAllowed()
    }
    for (const order of this.orders) this.#beginSession(order)
    return this.#volumeUnknown || this.#bar.volume > 0
  }

  /** A DAY order's day is that of the first bar it may use: a market order born at an open waits for the next. */
  #beginSession(order: RestingOrder): void {
    if (order.session !== null || !mayUse(order, this.#bar, this.#policy)) return
    const waits = order.price.type === 'market' && order.bornBar === this.#bar.index
    if (!waits) order.session = this.calendar.sessionDate(this.#bar.openTime)
  }

  /** Lots that our fills may take of the bar: all when volume is not reported, none of a bar without trades. */
  #lotsAllowed(): number {
    if (this.#volumeUnknown) return Number.POSITIVE_INFINITY
    const { volume } = this.#bar
    if (volume === 0) return 0
    const { participation } = this.#policy
    return participation === null ? Number.POSITIVE_INFINITY : Math.floor((participation * volume) / this.series.instrument.lot + 1e-9)
  }

  /** Whether the bar's volume is not reported, so that no cap can hold. */
  get #volumeUnknown(): boolean {
    return this.#bar.index < this.#firstVolume || !(this.#bar.volume >= 0)
  }

  /** Whether a market order may fill at the open of the bar, under the timing policy. */
  readonly #takesOpen = (order: RestingOrder): boolean => {
    switch (this.#policy.timing) {
      case 'next-open':
      case 'same-close':
        return true
      case 'next-close':
        return order.triggered
      case 'next-session':
        return order.triggered || this.#opensSession()
    }
  }

  /** Whether the bar is the first of its session: its open stands for the opening auction. */
  #opensSession(): boolean {
    const { index } = this.#bar
    if (index === 0) return true
    const { openTime } = this.series.columns
    return this.calendar.sessionDate(openTime[index - 1] as number) !== this.calendar.sessionDate(openTime[index] as number)
  }

  #touchesNothing(): boolean {
    const { open, high, low } = this.#bar
    return !this.orders.some(
      (order) => levelBetween(order, open, high, this.#policy) !== null || levelBetween(order, open, low, this.#policy) !== null,
    )
  }

  #auction(): readonly MatchEvent[] {
    if (this.#policy.timing !== 'next-close') return nothing
    const state = this.#begin(this.#bar.closeTime)
    this.#walkAuction(state)
    return state.events
  }

  #walkAuction(state: MatchState): void {
    if (this.#policy.timing === 'next-close') walkClose(state, this.#bar, (order) => order.arrivedAt <= this.#bar.openTime)
  }

  #walk(): readonly MatchEvent[] {
    if (this.#policy.intrabar !== 'stop-first') return this.#walkBoth()
    const state = this.#begin(this.#bar.closeTime)
    walkStopFirst(state, this.#bar, this.#policy)
    this.#walkAuction(state)
    return state.events
  }

  /** Walks both paths and keeps the one that the policy names; they differ when the bar leaves the outcome open. */
  #walkBoth(): readonly MatchEvent[] {
    const start = this.#begin(this.#bar.closeTime)
    const [high, low] = (['high', 'low'] as const).map((first) => {
      const state = start.copy()
      walkPath(state, this.#bar, this.#policy, first)
      this.#walkAuction(state)
      return state
    }) as [MatchState, MatchState]
    this.#state = this.#choose(high, low)
    markAmbiguous(this.#state.events, this.#state === high ? low.events : high.events)
    return this.#state.events
  }

  #choose(high: MatchState, low: MatchState): MatchState {
    const { open, high: top, low: bottom, close } = this.#bar
    switch (this.#policy.intrabar) {
      case 'ohlc':
        return high
      case 'olhc':
        return low
      case 'adaptive':
        return top - open <= open - bottom ? high : low
      case 'pessimistic':
        return high.valueAt(close) <= low.valueAt(close) ? high : low
      case 'optimistic':
        return high.valueAt(close) >= low.valueAt(close) ? high : low
      case 'stop-first':
        return high
    }
  }

  /** The state, ready for a match in this bar. */
  #begin(time: number): MatchState {
    this.#state.begin(this.#bar.index, time, this.#volumeUnknown ? Number.NaN : this.#bar.volume)
    return this.#state
  }
}

/** A fill hangs on the path when the other one does not have it. */
function markAmbiguous(events: readonly MatchEvent[], others: readonly MatchEvent[]): void {
  const otherFills = new Set(others.flatMap((event) => (event.kind === 'filled' ? [fillKey(event)] : [])))
  for (const event of events) if (event.kind === 'filled') event.fill.ambiguous = !otherFills.has(fillKey(event))
}

function fillKey({ clientOrderId, fill }: FillEvent): string {
  return `${clientOrderId}:${fill.quantity}:${fill.price}`
}
