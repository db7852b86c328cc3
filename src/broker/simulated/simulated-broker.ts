// The simulated venue behind the broker port: it takes approved orders, matches them against recorded bars, and reports events.

import type { Approved } from '../../model/approved.js'
import type { BarSeries } from '../../model/bar.js'
import type { Broker, BrokerOrder, OrderChange, OrderEvent, OrderTicket, Revision } from '../../model/broker.js'
import { shareTime } from '../../model/fill.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import { resting, withChildren } from './arriving-orders.js'
import { Book } from './book.js'
import { simulatedCapabilities } from './capabilities.js'
import { ChangeRequests } from './change-requests.js'
import { closeOutFill } from './close-out.js'
import { closingRow, type Walked } from './detail.js'
import { GroupNews } from './group-news.js'
import { HeldLots } from './held-lots.js'
import type { IdleBand } from './idle-band.js'
import { noRatios, type VenueRequest } from './latency-line.js'
import type { MatchEvent } from './match-state.js'
import { PermanentIds } from './permanent-ids.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { type ClosingBar, isAmong, rowsTogether, walkTogether } from './row-merge.js'
import { endWorked, lessThanALot, restateAll, restateOver, splitReason } from './split-orders.js'

const noIds: readonly number[] = []

/** How many bars outside regular sessions the orders in an instrument waited through. */
export interface BarsOutside {
  readonly instrument: string
  readonly bars: number
}

export class SimulatedBroker implements Broker {
  readonly capabilities = simulatedCapabilities
  /** Whether market orders can fill at the close that they were decided at. */
  readonly fillsAtSameClose: boolean
  /** When an order may next end by itself, at the earliest. */
  nextEnd: EpochMs = Number.POSITIVE_INFINITY
  readonly #books: readonly Book[]
  readonly #bySymbol: ReadonlyMap<string, Book>
  readonly #emit: (event: OrderEvent) => void
  /** Books of listings of one asset, at each of them; null where no asset has two. */
  readonly #siblings: ReadonlyMap<Book, readonly Book[]> | null
  /** Whether any listing is walked in shorter bars. */
  readonly #hasDetail: boolean
  readonly #changes: ChangeRequests
  #fills = 0
  readonly #groups: GroupNews
  readonly #ids = new PermanentIds()
  #lots: ReadonlyMap<string, number> = new Map()
  /** Lots that stand of each execution that was revised, by its id. */
  readonly #standing = new Map<number, number>()

  /**
   * `execution` holds the finest series of each instrument, in the order of their indices; `policy` is one for all or each listing's own, its timing
   * the same for all. Every event goes to `emit` in the order it happens.
   */
  constructor(
    execution: readonly BarSeries[],
    policy: VenuePolicy | ((listing: Instrument) => VenuePolicy),
    emit: (event: OrderEvent) => void,
  ) {
    const policyOf = typeof policy === 'function' ? policy : () => policy
    const held = new Map(execution.map(({ instrument }) => [assetOf(instrument), new HeldLots()]))
    const isShared = held.size < execution.length
    this.#books = execution.map((series) => {
      const { instrument } = series
      return new Book(series, policyOf(instrument), isShared ? held.get(assetOf(instrument)) : undefined)
    })
    this.#hasDetail = this.#books.some(({ walked }) => walked !== null)
    this.#siblings = isShared ? siblingsOf(this.#books) : null
    this.#emit = (event) => {
      const told = this.#ids.asTold(event)
      if (told !== null) emit(told)
    }
    this.#changes = new ChangeRequests(this.#books, this.#ids, this.#emit, (book, events) => this.#report(book, events))
    this.#groups = new GroupNews(this.#books, (book, events) => this.#report(book, events))
    this.#bySymbol = new Map(this.#books.map((book) => [book.series.instrument.id, book]))
    this.fillsAtSameClose = this.#books.some((book) => book.policy.timing === 'same-close')
  }

  /** Splits of its listing came over it on its way. */
  submit(ticket: OrderTicket, time: EpochMs, ratios = noRatios): void {
    const { clientOrderId, intent, childIds } = ticket
    const book = this.#book(intent.instrument)
    const parent = resting(clientOrderId, intent, childIds, time)
    if (ratios.length > 0) restateOver(ratios, [parent], book.series.instrument)
    const isLost = ratios.length > 0 && parent.isDone
    const refusal = (isLost ? lessThanALot : book.refusal(parent, time)) ?? this.#groups.refusal(intent)
    if (refusal !== null) {
      for (const id of [clientOrderId, ...childIds]) this.#emit({ kind: 'rejected', clientOrderId: id, time, why: refusal })
      return
    }
    const orders = withChildren(parent, ticket, time)
    if (ratios.length > 0) restateOver(ratios, orders.slice(1), book.series.instrument)
    this.#enter(book, orders)
    for (const { id } of orders) this.#emit({ kind: 'accepted', clientOrderId: id, time })
    this.#clampArrival(book, parent, time)
  }

  modify(change: Approved<OrderChange>, time: EpochMs): void {
    this.#changes.modify(change, time)
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    this.#changes.cancel(clientOrderId, time, why)
  }

  cancelOne(order: BrokerOrder, time: EpochMs, why: string): void {
    this.#changes.cancelOne(order, time, why)
  }

  /** The next change of an order leaves it as it is, beside what it becomes. */
  leaveTwin(clientOrderId: number): void {
    this.#ids.partAtChange(clientOrderId)
  }

  cancelAll(time: EpochMs, why: string): void {
    for (const book of this.#books) this.#changes.cancelAllOf(book, time, why)
  }

  /** Takes a request that travelled. It asks for what it asked for before the splits that came over it. */
  receive(request: VenueRequest, time: EpochMs, ratios: readonly number[]): void {
    if (request.kind === 'submit') this.submit(request.ticket, time, ratios)
    else this.#changes.receive(request, time, ratios)
  }

  /** A split comes: orders that have worked end. What that wakes counts in the old shares, so it is first at every listing of the asset. */
  endBeforeSplit(instrument: string, time: EpochMs): void {
    const book = this.#book(instrument)
    if (!book.isInside(time)) this.#report(book, book.endDue(time))
    endWorked(book, (order) => this.cancel(order.id, time, splitReason(order)))
  }

  /** The other orders, the protection of open positions and who holds what go on in the new shares. */
  split(instrument: string, ratio: number, time: EpochMs): void {
    const book = this.#book(instrument)
    book.held.split(ratio, time)
    book.splitMarket(ratio, time)
    this.#changes.split(book, ratio)
    restateAll(book, ratio, {
      end: ({ id }) => this.cancel(id, time, lessThanALot),
      update: ({ id, price, leaves, nextLots }) =>
        this.#emit({ kind: 'updated', clientOrderId: id, time, price, quantity: leaves + nextLots, isUnasked: true }),
    })
  }

  /** The instrument is gone: nothing works in it, and nobody holds it. */
  delist(instrument: string, time: EpochMs, why: string): void {
    const book = this.#book(instrument)
    book.held.clear()
    this.#changes.cancelAllOf(book, time, why)
  }

  /** Ends the orders whose time is over. A bar that has not ended yet is matched first. */
  endDue(time: EpochMs): void {
    let next = Number.POSITIVE_INFINITY
    for (const book of this.#books) {
      if (time >= book.ends.next && !book.isInside(time)) this.#report(book, book.endDue(time))
      next = Math.min(next, book.ends.next)
    }
    this.nextEnd = next
  }

  /** Net lots by asset: the same map until one of them is another. */
  get lots(): ReadonlyMap<string, number> {
    const known = this.#lots
    if (this.#books.every(({ series, held }) => known.get(assetOf(series.instrument)) === held.net)) return known
    this.#lots = new Map(this.#books.map(({ series, held }) => [assetOf(series.instrument), held.net]))
    return this.#lots
  }

  /** What works, sleeping children among it: of one client id first its twins. */
  get working(): readonly BrokerOrder[] {
    const all: BrokerOrder[] = []
    for (const { orders } of this.#books) for (const order of orders) all.push(this.#ids.stated(order))
    return all.length < 2 ? all : all.sort((a, b) => a.permanentId - b.permanentId)
  }

  /** Where orders waited through bars outside regular sessions. */
  get barsOutside(): readonly BarsOutside[] {
    return this.#books.flatMap(({ series, barsOutside: bars }) => (bars > 0 ? [{ instrument: series.instrument.id, bars }] : []))
  }

  /** Whether anything works in the instrument, or waits for the end of its bar: if not, its bars need no matching. */
  hasOrders(instrument: number): boolean {
    const book = this.#books[instrument] as Book
    return book.orders.length > 0 || this.#changes.concern(book)
  }

  /** Matches a bar's open: at its openTime, before anybody sees more of it. */
  matchOpen(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    this.#open(book, book.walked === null ? bar : (book.walked.firstRow[bar] as number))
  }

  /** The band in which the bars of an instrument pass without its orders, for as long as none is placed, changed or ends; null where there is none. */
  idleBand(instrument: number): IdleBand | null {
    const book = this.#books[instrument] as Book
    return this.#changes.concern(book) ? null : book.idleBand
  }

  /** A bar passes without an order of ours: nobody will match it, and an order that comes then is born inside none. */
  passQuietly(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    book.passQuietly(bar)
  }

  /** Matches the paths of bars that end at one time: one instrument after the other, and rows of detail in the order of their times. */
  matchPaths(closing: readonly ClosingBar[], count: number): void {
    const together = this.#hasDetail ? rowsTogether(this.#books, closing, count) : null
    if (together !== null) walkTogether(together, this.#pathOf, this.#openOf)
    for (let k = 0; k < count; k++) {
      const { executes, instrument, bar } = closing[k] as ClosingBar
      // A book whose orders all ended on the way has passed its bar.
      if (executes && !(together !== null && isAmong(together, this.#books[instrument]))) this.matchPath(instrument, bar)
    }
  }

  /** Matches what trades along the bar, at its closeTime; then orders end whose time is over. */
  matchPath(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    if (book.orders.length === 0) {
      const row = closingRow(book.walked, bar)
      book.passBar(row)
      this.#changes.doHeld(book, book.series.columns.closeTime[row] as number)
      return
    }
    if (book.walked === null) this.#path(book, bar)
    else this.#pathOfRows(book, book.walked, bar)
  }

  /** Fills market orders decided at this very close, under `same-close`. */
  matchSameClose(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    this.#report(book, book.matchSameClose(closingRow(book.walked, bar)))
  }

  /** Whether orders in the instrument are still taken: not once its data has ended. */
  trades(instrument: string, time: EpochMs): boolean {
    return this.#book(instrument).ends.trades(time)
  }

  /** Takes an order that is the broker's own act: nobody approved it, and it has no children. */
  liquidate(clientOrderId: number, intent: OrderIntent, time: EpochMs): void {
    const order = resting(clientOrderId, intent, noIds, time)
    const book = this.#book(intent.instrument)
    this.#enter(book, [order])
    this.#clampArrival(book, order, time)
  }

  /** Takes an execution back, or has it be another, and says so: who holds what follows, and what only reduces with it. */
  revise({ fill, becomes, time }: Revision): void {
    const { strategy, side, clientOrderId, fillId } = fill
    this.#emit({ kind: 'revised', clientOrderId, fill, becomes, time })
    const book = this.#book(fill.instrument)
    const lots = becomes?.quantity ?? 0
    book.held.correct(strategy, sign(side) * (lots - (this.#standing.get(fillId) ?? fill.quantity)), shareTime(fill))
    this.#standing.set(fillId, lots)
    this.#report(book, book.clamp(strategy, time))
    for (const sibling of this.#siblings?.get(book) ?? []) this.#report(sibling, sibling.clamp(strategy, time))
  }

  /** Closes a position at the bar's close, at the end of the data; at `lastPrice` where that is no price. */
  closeOut(strategy: string, instrument: string, lots: number, bar: number, clientOrderId: number, lastPrice: number): void {
    const book = this.#book(instrument)
    const fill = closeOutFill(book, strategy, lots, bar, closingRow(book.walked, bar), clientOrderId, ++this.#fills, lastPrice)
    this.#emit({ kind: 'filled', clientOrderId, time: fill.time, fill, done: true })
  }

  #open(book: Book, row: number): void {
    const time = book.series.columns.openTime[row] as number
    this.#groups.deliver(time)
    this.#changes.doHeld(book, time)
    this.#report(book, book.endDue(time))
    this.#report(book, book.endBefore(row))
    this.#report(book, book.matchOpen(row))
  }

  #path(book: Book, row: number): void {
    const time = book.series.columns.closeTime[row] as number
    this.#groups.deliver(time)
    this.#report(book, book.matchPath(row))
    this.#changes.doHeld(book, time)
    this.#report(book, book.endDue(time))
  }

  readonly #openOf = (book: Book, row: number): void => this.#open(book, row)
  readonly #pathOf = (book: Book, row: number): void => this.#path(book, row)

  /** One row after the other; the first has opened with the bar. */
  #pathOfRows(book: Book, { firstRow }: Walked, bar: number): void {
    const first = firstRow[bar] as number
    const end = firstRow[bar + 1] as number
    for (let row = first; row < end; row++) {
      if (row > first) this.#open(book, row)
      this.#path(book, row)
    }
  }

  #enter(book: Book, orders: readonly RestingOrder[]): void {
    this.#ids.give(orders)
    book.add(orders)
    this.nextEnd = Math.min(this.nextEnd, book.ends.next)
  }

  /** What an order that travelled was to reduce, or to close, may be gone when it comes. */
  #clampArrival(book: Book, order: RestingOrder, time: EpochMs): void {
    if (order.isReduceOnly || order.closing > 0) this.#report(book, book.clampArrival(order, time))
  }

  #report(book: Book, events: readonly MatchEvent[]): void {
    this.nextEnd = Math.min(this.nextEnd, book.ends.next)
    for (const event of events) {
      if (event.kind === 'filled') {
        event.fill.fillId = ++this.#fills
        if (book.walked !== null) event.fill.barIndex = book.walked.barOf[event.fill.barIndex] as number
      }
      this.#emit(event)
    }
    if (events.length === 0) return
    // First the group, as within a book: what it takes off an order of its kind is what that was to close.
    if (book.groupFills.length > 0) this.#groups.tell(book, book.groupFills, (events[0] as MatchEvent).time)
    if (this.#siblings !== null) this.#clampSiblings(this.#siblings.get(book), events)
  }

  /** What a fill on one venue leaves of the position bounds what reduces it on the others. */
  #clampSiblings(siblings: readonly Book[] | undefined, events: readonly MatchEvent[]): void {
    if (siblings === undefined || siblings.length === 0) return
    for (const event of events) {
      if (event.kind !== 'filled') continue
      for (const sibling of siblings) this.#report(sibling, sibling.clamp(event.fill.strategy, event.time))
    }
  }

  #book(instrument: string): Book {
    const book = this.#bySymbol.get(instrument)
    return book ?? fail(`the venue trades ${instrument}`)
  }
}

/** The other books of each one's asset. */
function siblingsOf(books: readonly Book[]): Map<Book, readonly Book[]> {
  const asset = (book: Book): string => assetOf(book.series.instrument)
  return new Map(books.map((book) => [book, books.filter((other) => other !== book && asset(other) === asset(book))]))
}
