// The simulated venue behind the broker port: it takes approved orders, matches them against recorded bars, and reports events.

import type { Approved } from '../../model/approved.js'
import type { BarSeries } from '../../model/bar.js'
import type { Broker, BrokerEvent, OrderChange, OrderTicket } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { lotValue } from '../../model/instrument.js'
import { type ChildIntent, childIntent, sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import { Book } from './book.js'
import type { MatchEvent } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import { type RestingChild, RestingOrder } from './resting-order.js'

const noChildren: readonly RestingChild[] = []

export class SimulatedBroker implements Broker {
  /** Whether market orders can fill at the close that they were decided at. */
  readonly fillsAtSameClose: boolean
  readonly #books: readonly Book[]
  readonly #bySymbol: ReadonlyMap<string, Book>
  readonly #emit: (event: BrokerEvent) => void
  readonly #policy: VenuePolicy
  #fills = 0

  /** `execution` holds the finest series of each instrument, in the order of their indices; every event goes to `emit` in the order it happens. */
  constructor(execution: readonly BarSeries[], policy: VenuePolicy, emit: (event: BrokerEvent) => void) {
    this.#books = execution.map((series) => new Book(series, policy))
    this.#bySymbol = new Map(this.#books.map((book) => [book.series.instrument.id, book]))
    this.fillsAtSameClose = policy.timing === 'same-close'
    this.#policy = policy
    this.#emit = emit
  }

  submit({ clientOrderId, intent, childIds }: OrderTicket, time: EpochMs): void {
    const book = this.#book(intent.instrument)
    const side = sign(intent.side)
    const { quantity } = intent
    const children =
      intent.children.length === 0 ? noChildren : intent.children.map((child, index) => ({ id: childIds[index] as number, intent: child }))
    const parent = new RestingOrder(clientOrderId, intent, side, intent.price, children, null, time)
    if ('lots' in quantity) parent.leaves = quantity.lots
    else parent.notional = quantity.notional
    this.#rest(book, parent, time)
    for (const child of parent.children) this.#rest(book, dormantChild(parent, child.id, child.intent, time), time)
  }

  /** A price that is changed inside a bar works from the next one on: what the bar did before the change is not undone. */
  modify({ clientOrderId, price, quantity }: Approved<OrderChange>, time: EpochMs): void {
    const book = this.#books.find((one) => one.find(clientOrderId) !== undefined)
    const order = book?.find(clientOrderId)
    if (book === undefined || order === undefined) return
    if (quantity !== null && order.notional === null) order.leaves = quantity
    // A triggered stop is a market order already; a triggered stop-limit still has its limit.
    const isOver = order.triggered && order.price.type !== 'stop-limit'
    if (!isOver) book.reprice(order, price, time)
    this.#emit({ kind: 'updated', clientOrderId, time, price: isOver ? order.price : price, quantity })
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    const book = this.#books.find((one) => one.find(clientOrderId) !== undefined)
    const order = book?.find(clientOrderId)
    if (book === undefined || order === undefined) return
    book.remove(order)
    this.#emit({ kind: 'canceled', clientOrderId, time, why })
    for (const child of dormantChildren(book, order)) this.cancel(child.id, time, 'its parent ended unfilled')
  }

  cancelAll(time: EpochMs, why: string): void {
    for (const book of this.#books) for (const order of [...book.orders]) this.cancel(order.id, time, why)
  }

  /** Whether anything works in the instrument: if not, its bars need no matching. */
  hasOrders(instrument: number): boolean {
    return (this.#books[instrument] as Book).orders.length > 0
  }

  /** Matches a bar's open: at its openTime, before anybody sees more of it. */
  matchOpen(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    if (book.orders.length > 0 && this.#policy.session === 'as-recorded') this.#expireBefore(book, bar)
    this.#report(book.matchOpen(bar))
  }

  /** Matches what trades along the bar, at its closeTime; then DAY orders end with their session. */
  matchPath(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    if (book.orders.length === 0) {
      book.endBar()
      return
    }
    const time = book.series.columns.closeTime[bar] as number
    this.#report(book.matchPath(bar))
    if (this.#policy.session === 'regular') this.#expireAt(book, time)
  }

  /** Fills market orders decided at this very close, under `same-close`. */
  matchSameClose(instrument: number, bar: number): void {
    const book = this.#books[instrument] as Book
    this.#report(book.matchSameClose(bar))
  }

  /** Closes a position at the bar's close, at the end of the data. */
  closeOut(strategy: string, instrument: string, lots: number, bar: number, clientOrderId: number): void {
    const { columns, instrument: what } = this.#book(instrument).series
    const price = columns.close[bar] as number
    const units = Math.abs(lots) * what.lot
    const time = columns.closeTime[bar] as number
    const fill: Fill = {
      fillId: ++this.#fills,
      clientOrderId,
      strategy,
      instrument,
      role: 'end-of-data',
      side: lots > 0 ? 'sell' : 'buy',
      quantity: Math.abs(lots),
      price,
      referencePrice: price,
      fee: this.#policy.fees({ units, value: Math.abs(lots * lotValue(what, price)) }, time, what),
      slippage: 0,
      time,
      barIndex: bar,
      rule: 'end-of-data',
      priceSource: 'close',
      ambiguous: false,
      volumeUnknown: false,
    }
    this.#emit({ kind: 'filled', clientOrderId, time, fill, done: true })
  }

  #rest(book: Book, order: RestingOrder, time: EpochMs): void {
    // Born inside a bar: its open has been and gone.
    if (book.openBar >= 0) {
      order.bornBar = book.openBar
      order.metBirthPrice = !order.dormant
    }
    book.add(order)
    this.#emit({ kind: 'accepted', clientOrderId: order.id, time })
  }

  #report(events: readonly MatchEvent[]): void {
    for (const event of events) {
      if (event.kind === 'filled') event.fill.fillId = ++this.#fills
      this.#emit(event)
    }
  }

  /** Ends DAY orders whose session closes at or before this time. */
  #expireAt(book: Book, time: EpochMs): void {
    for (const order of [...book.orders]) {
      if (!isDay(order) || order.session === null) continue
      const session = book.calendar.session(order.session)
      if (session === null || time >= session.close) this.#expire(book, order, time)
    }
  }

  /** Ends DAY orders of an earlier recorded day before a bar of a later one. */
  #expireBefore(book: Book, bar: number): void {
    const openTime = book.series.columns.openTime[bar] as number
    const date = book.calendar.sessionDate(openTime)
    for (const order of [...book.orders]) {
      if (isDay(order) && order.session !== null && order.session < date) this.#expire(book, order, openTime)
    }
  }

  #expire(book: Book, order: RestingOrder, time: EpochMs): void {
    if (!book.orders.includes(order)) return
    book.remove(order)
    this.#emit({ kind: 'expired', clientOrderId: order.id, time })
    for (const child of dormantChildren(book, order)) this.cancel(child.id, time, 'its parent ended unfilled')
  }

  #book(instrument: string): Book {
    const book = this.#bySymbol.get(instrument)
    return book ?? fail(`the venue trades ${instrument}`)
  }
}

function dormantChild(parent: RestingOrder, id: number, intent: ChildIntent, time: EpochMs): RestingOrder {
  const own = childIntent(parent.intent, intent)
  const child = new RestingOrder(id, own, parent.side > 0 ? -1 : 1, own.price, noChildren, parent.id, time)
  child.dormant = true
  return child
}

function dormantChildren(book: Book, parent: RestingOrder): RestingOrder[] {
  return book.orders.filter((order) => order.parentId === parent.id && order.dormant)
}

function isDay(order: RestingOrder): boolean {
  return order.intent.timeInForce === 'DAY' && !order.dormant
}
