// One instrument's working orders at the simulated venue, and the matching of its bars against them.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import type { BarSeries } from '../../model/bar.js'
import { BarCursor } from '../../model/bar-cursor.js'
import { mayUse, walkClose, walkOpen, walkPath, walkStopFirst } from './bar-walk.js'
import { levelBetween } from './fill-rules.js'
import { copyOf, type FillEvent, type MatchEvent, type MatchStart, MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

/** What a match did: its events in order, and what the bar's other path would have filled. */
export interface MatchOutcome {
  readonly events: readonly MatchEvent[]
  /** The fills of the bar's other path, by their key; null where only one path was possible. */
  readonly otherFills: ReadonlySet<string> | null
}

/** Whether a fill hangs on the path: the other one does not have it. */
export function isAmbiguous(event: FillEvent, { otherFills }: MatchOutcome): boolean {
  return otherFills !== null && !otherFills.has(fillKey(event))
}

const nothing: MatchOutcome = { events: [], otherFills: null }

export class Book {
  readonly series: BarSeries
  readonly calendar: Calendar
  /** The first bar that reports volume: until then it is not known, whatever comes later. */
  readonly #firstVolume: number
  orders: readonly RestingOrder[] = []
  /** Lots by strategy: what reduce-only orders are held to. */
  #positions: ReadonlyMap<string, number> = new Map<string, number>()
  readonly #policy: VenuePolicy
  /** The bar being matched; its index is −1 between bars. */
  readonly #bar: BarCursor
  /** Lots that our fills may still take, and the bar that it is about. */
  #budget = 0
  #budgetBar = -1

  constructor(series: BarSeries, policy: VenuePolicy) {
    this.series = series
    this.#policy = policy
    this.calendar = calendar(series.instrument.calendar)
    const firstVolume = series.columns.volume.findIndex((volume) => volume > 0)
    this.#firstVolume = firstVolume < 0 ? Number.POSITIVE_INFINITY : firstVolume
    this.#bar = new BarCursor(series.columns)
  }

  /** The bar being matched now, or −1 between bars. */
  get openBar(): number {
    return this.#bar.index
  }

  find(id: number): RestingOrder | undefined {
    for (const order of this.orders) if (order.id === id) return order
    return undefined
  }

  /** Whether the bar's volume is not reported, so that no cap can hold. */
  volumeUnknown(bar: number): boolean {
    return bar < this.#firstVolume || !((this.series.columns.volume[bar] as number) >= 0)
  }

  matchOpen(index: number): MatchOutcome {
    this.#bar.index = index
    if (this.orders.length === 0 || !this.#beginTrading(index)) return nothing
    const state = this.#state(this.#bar.openTime)
    walkOpen(state, this.#bar, this.#policy, this.#takesOpen)
    return this.#keep(state, null)
  }

  /** Matches the path and, under `next-close`, the close of the bar; then the bar is over. */
  matchPath(index: number): MatchOutcome {
    this.#bar.index = index
    const time = this.series.columns.closeTime[index] as number
    const outcome = !this.#beginTrading(index) ? nothing : this.#touchesNothing() ? this.#auction(time) : this.#walk(time)
    this.endBar()
    return outcome
  }

  /** Fills market orders that arrived at this bar's close, under `same-close`. */
  matchSameClose(index: number): MatchOutcome {
    if (this.#policy.timing !== 'same-close' || this.orders.length === 0) return nothing
    const time = this.series.columns.closeTime[index] as number
    this.#bar.index = index
    if (!this.#beginTrading(index)) {
      this.endBar()
      return nothing
    }
    const state = this.#state(time)
    walkClose(state, this.#bar, (order) => order.arrivedAt <= time)
    this.endBar()
    return this.#keep(state, null)
  }

  /** From here on an order is not born inside a bar. */
  endBar(): void {
    this.#bar.index = -1
  }

  /** Makes ready to trade in a bar, once or again; answers whether it has volume left for us. */
  #beginTrading(index: number): boolean {
    if (this.#budgetBar !== index) {
      this.#budgetBar = index
      this.#budget = this.#lotsAllowed(index)
    }
    if (this.#budget === 0) return false
    for (const order of this.orders) this.#beginSession(order)
    return true
  }

  /** A DAY order's day is that of the first bar it may use: a market order born at an open waits for the next. */
  #beginSession(order: RestingOrder): void {
    if (order.session !== null || !mayUse(order, this.#bar, this.#policy)) return
    const waits = order.price.type === 'market' && order.bornBar === this.#bar.index
    if (!waits) order.session = this.calendar.sessionDate(this.#bar.openTime)
  }

  /** Lots that our fills may take of a bar: all when volume is not reported, none of a bar without trades. */
  #lotsAllowed(index: number): number {
    if (this.volumeUnknown(index)) return Number.POSITIVE_INFINITY
    const volume = this.series.columns.volume[index] as number
    if (volume === 0) return 0
    const { participation } = this.#policy
    return participation === null ? Number.POSITIVE_INFINITY : Math.floor((participation * volume) / this.series.instrument.lot + 1e-9)
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

  #auction(time: number): MatchOutcome {
    if (this.#policy.timing !== 'next-close') return nothing
    const state = this.#state(time)
    this.#walkAuction(state)
    return this.#keep(state, null)
  }

  #walkAuction(state: MatchState): void {
    if (this.#policy.timing === 'next-close') walkClose(state, this.#bar, (order) => order.arrivedAt <= this.#bar.openTime)
  }

  #walk(time: number): MatchOutcome {
    if (this.#policy.intrabar !== 'stop-first') return this.#walkBoth(time)
    const state = this.#state(time)
    walkStopFirst(state, this.#bar, this.#policy)
    this.#walkAuction(state)
    return this.#keep(state, null)
  }

  /** Walks both paths and keeps the one that the policy names; they differ when the bar leaves the outcome open. */
  #walkBoth(time: number): MatchOutcome {
    const [high, low] = (['high', 'low'] as const).map((first) => {
      const state = this.#state(time, copyOf({ orders: this.orders, positions: this.#positions, budget: this.#budget }))
      walkPath(state, this.#bar, this.#policy, first)
      this.#walkAuction(state)
      return state
    }) as [MatchState, MatchState]
    const chosen = this.#choose(high, low)
    return this.#keep(chosen, fillKeys(chosen === high ? low : high))
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

  #state(time: number, start: MatchStart = { orders: this.orders, positions: this.#positions, budget: this.#budget }): MatchState {
    const { index } = this.#bar
    const volume = this.volumeUnknown(index) ? 0 : (this.series.columns.volume[index] as number)
    return new MatchState(this.series.instrument, this.#policy, { index, time, volume }, start)
  }

  #keep(state: MatchState, otherFills: ReadonlySet<string> | null): MatchOutcome {
    this.orders = state.orders
    this.#positions = state.positions
    this.#budget = state.budget
    return { events: state.events, otherFills }
  }
}

function fillKeys(state: MatchState): ReadonlySet<string> {
  return new Set(state.events.flatMap((event) => (event.kind === 'fill' ? [fillKey(event)] : [])))
}

function fillKey({ order, lots, price }: FillEvent): string {
  return `${order.id}:${lots}:${price}`
}
