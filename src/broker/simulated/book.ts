// One instrument's working orders at the simulated venue, and the matching of its bars against them.

import type { BarSeries } from '../../model/bar.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import { withMore } from '../../std/short-lists.js'
import { hasOrdersFor, walkClosingAuction, walkOpeningAuction } from './auctions.js'
import { BarCopy } from './bar-copy.js'
import { matchBar } from './bar-match.js'
import { walkClose, walkOpen } from './bar-walk.js'
import { isLastOfBar, lastRowWith, type Walked, walkedRows } from './detail.js'
import { beginsSessionWith } from './first-session.js'
import type { HeldLots } from './held-lots.js'
import { IdleBand } from './idle-band.js'
import { ListedMarket } from './impact/listed-market.js'
import { LiveMarket } from './impact/live-market.js'
import { LaterChanges } from './later-changes.js'
import { type MatchEvent, MatchState } from './match-state.js'
import type { GroupFill } from './oca-groups.js'
import { OrderEnds } from './order-ends.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { RowSplits } from './row-splits.js'
import { quotesOf } from './spread.js'
import { TradingGate } from './trading-gate.js'
import { TradingHours } from './trading-hours.js'
import { anchorNew } from './trailing.js'

const nothing: readonly MatchEvent[] = []
const noOrders: readonly RestingOrder[] = []

export class Book {
  /** What is walked: the bars, or with detail the rows that stand for them. */
  readonly series: BarSeries
  readonly walked: Walked | null
  readonly ends: OrderEnds
  readonly #hours: TradingHours
  readonly #gate: TradingGate
  readonly policy: VenuePolicy
  /** The bar that has begun and not ended, or −1 between bars. */
  openBar = -1
  /** The bar being matched. */
  readonly #bar: BarCopy
  /** What stands between matches, and what a match changes. */
  #state: MatchState
  /** What moves and bounds its prices; null where nothing does. */
  readonly #market: ListedMarket | null
  /** The bar that the state's budget is about. */
  #budgetBar = -1
  /** Whether books of other listings hold positions in the same asset. */
  readonly #sharesHeld: boolean
  readonly #band = new IdleBand()
  readonly #changes: LaterChanges
  readonly #splits: RowSplits

  constructor(listed: BarSeries, policy: VenuePolicy, sharedHeld?: HeldLots) {
    this.walked = walkedRows(listed)
    const series = this.walked === null ? listed : this.walked.series
    this.series = series
    this.policy = policy
    this.#hours = new TradingHours(listed, policy.session, this.walked)
    this.#gate = new TradingGate(series, this.#hours, policy)
    this.ends = new OrderEnds(series, this.walked, this.#hours, policy)
    this.#bar = new BarCopy(series.columns)
    this.#state = new MatchState(series.instrument, policy, quotesOf(series, policy.spread, this.walked), noOrders, sharedHeld)
    this.#sharesHeld = sharedHeld !== undefined
    this.#changes = new LaterChanges(series.instrument.tick)
    this.#splits = new RowSplits(series.columns)
    this.#market = ListedMarket.of(series, policy)
    if (this.#market !== null) this.#state.market = new LiveMarket()
  }

  /** Bars outside regular sessions that orders waited through. */
  get barsOutside(): number {
    return this.#gate.barsOutside
  }

  /** Working orders in the order they came; the list is replaced, never changed. */
  get orders(): readonly RestingOrder[] {
    return this.#state.orders
  }

  /** Who holds what of it. */
  get held(): HeldLots {
    return this.#state.held
  }

  find(id: number): RestingOrder | undefined {
    for (const order of this.orders) if (order.id === id) return order
    return undefined
  }

  /** Takes orders that come together. Born inside a bar they have missed its open. */
  add(orders: readonly RestingOrder[]): void {
    this.#state.orders = withMore(this.orders, orders)
    for (const order of orders) {
      if (this.openBar >= 0) {
        order.bornBar = this.openBar
        order.metBirthPrice = !order.dormant
      }
      this.ends.set(order, this.openBar)
    }
  }

  /** Whether a bar is open that ends later: what it did before a time is not known yet. */
  isInside(time: EpochMs): boolean {
    if (this.openBar < 0) return false
    const last = this.walked === null ? this.openBar : lastRowWith(this.walked, this.openBar)
    return (this.series.columns.closeTime[last] as number) > time
  }

  /** Whether a bar is open that began before a time. */
  hasBegunBefore(time: EpochMs): boolean {
    return this.openBar >= 0 && (this.series.columns.openTime[this.openBar] as number) < time
  }

  /** Holds what reduces to the strategy's position, which changed on another venue. */
  clamp(strategy: string, time: EpochMs): readonly MatchEvent[] {
    return this.#endBetween(time, (state) => state.clamp(strategy))
  }

  /** Holds an order that comes to what it finds. */
  clampArrival(order: RestingOrder, time: EpochMs): readonly MatchEvent[] {
    return this.#endBetween(time, (state) => state.clampArrival(order))
  }

  /** An order changes: none of it ends before. */
  changedAt(time: EpochMs): void {
    this.#between(time)
  }

  /** The lots that an order may have left to fill: what reduces no more than the position. */
  resizable(order: RestingOrder, lots: number): number {
    const reducible = order.isReduceOnly ? this.#state.reducible(order) : 0
    return reducible > 0 ? Math.min(lots, reducible) : lots
  }

  cancel(order: RestingOrder, time: EpochMs, why: string): readonly MatchEvent[] {
    return this.#endBetween(time, (state) => state.cancel(order, why))
  }

  /** Ends the orders whose time is over. */
  endDue(time: EpochMs): readonly MatchEvent[] {
    if (time < this.ends.next) return nothing
    const since = this.#state.time
    const state = this.#between(time)
    this.ends.end(state, time, since)
    return state.events
  }

  /** Where days end as they were recorded: ends the orders of an earlier day before a bar of a later one. */
  endBefore(bar: number): readonly MatchEvent[] {
    if (!this.#hours.isAsRecorded || this.orders.length === 0) return nothing
    const state = this.#between(this.series.columns.openTime[bar] as number)
    this.ends.endEarlierDays(state, bar)
    return state.events
  }

  /** The band in which bars pass without an order of ours; null where there is none that prices alone decide. */
  get idleBand(): IdleBand | null {
    const isPlain = this.#market === null && this.walked === null && this.#state.quotes === null && !this.#hours.isAsRecorded
    return isPlain && !this.#changes.any && this.#band.find(this.orders) ? this.#band : null
  }

  /** Fills in OCA groups since the last match began. */
  get groupFills(): readonly GroupFill[] {
    return this.#state.groupFills
  }

  /** Hears of a fill in another book. */
  hear(fill: GroupFill, time: EpochMs): readonly MatchEvent[] {
    return this.#endBetween(time, (state) => state.hear(fill))
  }

  matchOpen(index: number): readonly MatchEvent[] {
    this.openBar = index
    this.#market?.open(this.#live, index)
    if (this.orders.length === 0 || this.#concernsNone(index) || !this.#beginTrading(index, 'open')) return nothing
    const state = this.#begin(this.#bar.openTime)
    walkOpeningAuction(state, this.#bar, this.policy, this.#hours)
    walkOpen(state, this.#bar, this.policy, this.#takesOpen)
    state.settleGroups()
    // Protection that this woke begins with the path to come: a bar that stays away from it then passes as if nothing worked.
    for (const order of this.orders) if (order.bornBar === index && order.isProtection) this.#beginSession(order)
    return state.events
  }

  /** Whether no order acts at the open of a bar. */
  #concernsNone(index: number): boolean {
    const open = this.series.columns.open[index] as number
    return this.idleBand?.holds(open, open) === true
  }

  /** Matches the path and the close of the bar: its auction and, under `next-close`, market orders. Then the bar is over. */
  matchPath(index: number): readonly MatchEvent[] {
    this.openBar = index
    this.#market?.path(this.#live, index)
    const outcome = this.#beginTrading(index, 'path') ? this.#trade() : nothing
    this.#market?.close(this.#live, index, this.orders.length > 0)
    this.endBar()
    return outcome
  }

  /** Lets the rest of a bar pass in which nothing works. */
  passBar(index: number): void {
    this.#market?.path(this.#live, index)
    this.#market?.close(this.#live, index, false)
    this.endBar()
  }

  /** Lets a bar pass that concerns no order. */
  passQuietly(index: number): void {
    this.endBar()
    if (this.orders.length > 0) this.#gate.countOutside(this.orders, index)
  }

  /** Why the venue does not take an order that comes now; null when it does. */
  refusal(order: RestingOrder, time: EpochMs): string | null {
    return this.ends.refusal(order, time) ?? this.#market?.refusal ?? null
  }

  /** Of the instrument's units there are `ratio` times as many. */
  splitMarket(ratio: number, time: EpochMs): void {
    this.#splits.add(ratio, time)
    this.#state.quotes?.split(ratio, time)
    this.#market?.split(this.#live, ratio, time)
  }

  /** Fills market orders that arrived at this bar's close, under `same-close`. */
  matchSameClose(index: number): readonly MatchEvent[] {
    if (this.policy.timing !== 'same-close' || this.orders.length === 0) return nothing
    if (!this.#beginTrading(index, 'path')) return nothing
    const { closeTime } = this.#bar
    const state = this.#begin(closeTime)
    walkClose(state, this.#bar, (order) => order.arrivedAt <= closeTime)
    state.settleGroups()
    return state.events
  }

  /** From here on an order is not born inside a bar. */
  endBar(): void {
    const ended = this.openBar
    this.openBar = -1
    if (!this.#changes.any) return
    // A change inside a bar with detail waits for the row that it came in.
    if (ended >= 0 && (this.series.columns.closeTime[ended] as number) < this.#changes.lastAt) return
    this.#changes.apply(this.orders, (order, lots) => this.resizable(order, lots))
  }

  /** Changes the price of an order: at once between bars and at an open, else from the next bar on. */
  reprice(order: RestingOrder, price: OrderPrice, time: EpochMs): void {
    this.#changes.reprice(order, price, time, this.hasBegunBefore(time))
  }

  /** Changes what is to fill of an order: less at once, more as a price does. */
  resize(order: RestingOrder, lots: number, time: EpochMs): void {
    this.#changes.resize(order, lots, time, this.hasBegunBefore(time))
  }

  /** Makes ready to trade in a bar, once or again; answers whether it traded at all: our own cap stops fills, not triggers. */
  #beginTrading(index: number, part: 'open' | 'path'): boolean {
    this.#bar.read(index)
    this.#market?.ready(this.#live, this.#bar, part === 'path' && this.openBar >= 0)
    if (this.#budgetBar !== index) {
      this.#budgetBar = index
      this.#state.budget = this.#gate.lotsAllowed(this.#bar)
    }
    this.#gate.admit(this.orders, this.#bar, part)
    for (const order of this.orders) this.#beginSession(order)
    this.#state.quotes?.begin(this.#bar)
    if (this.policy.trailAnchor === 'close' && index > 0) this.#anchorTrails(index)
    return this.#gate.trades(this.#bar)
  }

  /** A trailing stop that came between bars begins behind the close before it. */
  #anchorTrails(index: number): void {
    const close = this.series.columns.close[index - 1] as number
    anchorNew(this.orders, index, this.#splits.seen(close, index - 1, index), this.#state)
  }

  #beginSession(order: RestingOrder): void {
    if (Number.isNaN(order.endsAt) && !order.dormant) this.ends.setAwake(order, this.#bar.openTime)
    if (order.hasBegun || !beginsSessionWith(order, this.#bar, this.#hours, this.policy)) return
    order.hasBegun = true
    if (this.#hours.isAsRecorded) order.session = this.#hours.calendar.sessionDate(this.#bar.openTime)
  }

  /** There is one where there is a market. */
  get #live(): LiveMarket {
    return this.#state.market as LiveMarket
  }

  /** The state, ready for what happens between matches. */
  #between(time: EpochMs): MatchState {
    this.#state.begin(this.openBar, time, Number.NaN)
    return this.#state
  }

  /** Lets orders end between matches: protection that wakes with it has no part in what an open bar did before. */
  #endBetween(time: EpochMs, end: (state: MatchState) => void): readonly MatchEvent[] {
    const state = this.#between(time)
    const sleepers = this.orders.filter(({ dormant }) => dormant)
    end(state)
    for (const child of sleepers) {
      if (child.dormant) continue
      child.arrivedAt = time
      child.metBirthPrice = true
    }
    return state.events
  }

  /** Whether a market order may fill at the open of the bar, under the timing policy. */
  readonly #takesOpen = (order: RestingOrder): boolean => {
    switch (this.policy.timing) {
      case 'next-open':
      case 'same-close':
        return true
      case 'next-close':
        return order.triggered
      case 'next-session':
        return order.triggered || this.#hours.opensSession(this.#bar.index)
    }
  }

  #trade(): readonly MatchEvent[] {
    const before = this.#begin(this.#bar.closeTime)
    this.#state = matchBar(before, this.#bar, this.policy, this.#atClose)
    if (this.#sharesHeld && this.#state !== before) this.#state.adoptHeld(before)
    return this.#state.events
  }

  /** What trades at the close of a bar: the auction, and under `next-close` market orders. */
  readonly #atClose = (state: MatchState): void => {
    state.settleGroups()
    if (hasOrdersFor('close', state)) {
      this.ends.setForClose(state, this.#bar)
      walkClosingAuction(state, this.#bar, this.#hours)
    }
    if (this.policy.timing === 'next-close' && isLastOfBar(this.walked, this.#bar.index))
      walkClose(state, this.#bar, (order) => order.arrivedAt <= this.#bar.openTime)
    state.settleGroups()
  }

  /** The state, ready for a match in this bar. */
  #begin(time: number): MatchState {
    this.#state.begin(this.#bar.index, time, this.#gate.isVolumeUnknown(this.#bar) ? Number.NaN : this.#bar.volume)
    return this.#state
  }
}
