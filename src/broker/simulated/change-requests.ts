// Changes and cancels at the venue, and those that travelled: one that comes while a bar is open waits for the end of it, or of its row, because the
// bar may have been through with the order before.

import type { Approved } from '../../model/approved.js'
import type { BrokerOrder, OrderChange, OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import { wholeIfNear } from '../../std/whole-down.js'
import type { Book } from './book.js'
import { noRatios, type VenueRequest } from './latency-line.js'
import type { MatchEvent } from './match-state.js'
import type { PermanentIds } from './permanent-ids.js'
import type { RestingOrder } from './resting-order.js'
import { changeOver, lessThanALot } from './split-orders.js'

/** A request about orders that work already. */
export type ChangeRequest = Exclude<VenueRequest, { kind: 'submit' }>

/** A working order, and where it works. */
interface Found {
  readonly book: Book
  readonly order: RestingOrder
}

interface Held {
  readonly book: Book
  readonly request: ChangeRequest
  readonly arrival: EpochMs
  /** Of splits that have come since it was sent. */
  readonly ratios: readonly number[]
}

const nothingHeld: readonly Held[] = []
const tooLate = 'too late: nothing works under this id'

export class ChangeRequests {
  readonly #books: readonly Book[]
  readonly #emit: (event: OrderEvent) => void
  readonly #report: (book: Book, events: readonly MatchEvent[]) => void
  readonly #ids: PermanentIds
  #held = nothingHeld

  constructor(
    books: readonly Book[],
    ids: PermanentIds,
    emit: (event: OrderEvent) => void,
    report: (book: Book, events: readonly MatchEvent[]) => void,
  ) {
    this.#ids = ids
    this.#books = books
    this.#emit = emit
    this.#report = report
  }

  /** A price that is changed inside a bar, and a quantity that is raised there, works from the next one on: what the bar did before has no part in it. */
  modify(change: Approved<OrderChange>, time: EpochMs, ratios = noRatios): void {
    const { clientOrderId } = change
    const found = this.#find(clientOrderId)
    const isParted = this.#ids.parts(clientOrderId)
    if (found === undefined) {
      this.#emit({ kind: 'update-rejected', clientOrderId, time, why: tooLate })
      return
    }
    const { book, order } = found
    const { price, quantity } = ratios.length === 0 ? change : changeOver(ratios, change, order.intent.side, book.series.instrument)
    const left = order.notional !== null || order.dormant ? null : leftOf(quantity, order, book, ratios)
    if (left !== null && left <= 0) {
      this.#emit({ kind: 'update-rejected', clientOrderId, time, why: 'as much has filled already' })
      return
    }
    if (left !== null && left < 1) {
      this.cancel(clientOrderId, time, lessThanALot)
      return
    }
    if (isParted && !order.dormant) book.add([this.#ids.twinOf(order)])
    const leaves = left === null ? null : book.resizable(order, Math.trunc(left))
    book.changedAt(time)
    if (leaves !== null) book.resize(order, leaves, time)
    book.ends.renew(order, time)
    // A triggered stop is a market order already; a triggered stop-limit still has its limit.
    const isOver = order.triggered && order.isMarket
    if (!isOver) book.reprice(order, price, time)
    this.#emit({ kind: 'updated', clientOrderId, time, price: isOver ? order.price : price, quantity: leaves })
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    const found = this.#find(clientOrderId)
    if (found === undefined) this.#emit({ kind: 'cancel-rejected', clientOrderId, time, why: tooLate })
    else this.#report(found.book, found.book.cancel(found.order, time, why))
  }

  /** Ends an order by its permanent id. */
  cancelOne({ permanentId }: BrokerOrder, time: EpochMs, why: string): void {
    for (const book of this.#books) {
      const order = book.orders.find((one) => one.permanentId === permanentId)
      if (order !== undefined) this.#report(book, book.cancel(order, time, why))
    }
  }

  /** Every order of a book, each once: the end of one can be that of others. */
  cancelAllOf(book: Book, time: EpochMs, why: string): void {
    for (const { id } of book.orders) if (book.find(id) !== undefined) this.cancel(id, time, why)
  }

  /** Takes a request that travelled, over which splits have come. */
  receive(request: ChangeRequest, time: EpochMs, ratios: readonly number[]): void {
    if (request.kind === 'cancel-all') {
      for (const book of this.#books) if (request.instruments.has(book.series.instrument.id)) this.#doOrHold(request, book, time, ratios)
    } else {
      const found = this.#find(idOf(request))
      this.#doOrHold(request, found?.book, time, ratios)
    }
  }

  /** Whether a request waits in a book. */
  concern(book: Book): boolean {
    return this.#held.length > 0 && this.#held.some((held) => held.book === book)
  }

  /** A listing splits: so does what waits in its book. */
  split(book: Book, ratio: number): void {
    this.#held = this.#held.map((held) => (held.book === book ? { ...held, ratios: [...held.ratios, ratio] } : held))
  }

  /** Does what waited for the end of a bar or of its row, as far as it had come by then. */
  doHeld(book: Book, time: EpochMs): void {
    if (this.#held.length > 0) this.#doDue(book, time)
  }

  #doDue(book: Book, time: EpochMs): void {
    const isDue = (held: Held): boolean => held.book === book && held.arrival <= time
    const due = this.#held.filter(isDue)
    this.#held = this.#held.filter((held) => !isDue(held))
    for (const { request, ratios } of due) this.#do(request, book, time, ratios)
  }

  #doOrHold(request: ChangeRequest, book: Book | undefined, time: EpochMs, ratios: readonly number[]): void {
    if (book?.hasBegunBefore(time)) this.#held = [...this.#held, { book, request, arrival: time, ratios }]
    else this.#do(request, book, time, ratios)
  }

  #do(request: ChangeRequest, book: Book | undefined, time: EpochMs, ratios: readonly number[]): void {
    if (request.kind === 'modify') this.modify(request.change, time, ratios)
    else if (request.kind === 'cancel-one') this.cancelOne(request.order, time, request.why)
    else if (request.kind === 'cancel') this.cancel(request.clientOrderId, time, request.why)
    else if (book !== undefined) this.cancelAllOf(book, time, request.why)
  }

  #find(clientOrderId: number): Found | undefined {
    for (const book of this.#books) {
      const order = book.find(clientOrderId)
      if (order !== undefined) return { book, order }
    }
    return undefined
  }
}

/** By what a request names its order. */
function idOf(request: Exclude<ChangeRequest, { kind: 'cancel-all' }>): number {
  if (request.kind === 'modify') return request.change.clientOrderId
  return request.kind === 'cancel' ? request.clientOrderId : request.order.clientOrderId
}

/** Lots that a change to a quantity leaves to fill, a part of one among them where splits came over the change; null where it names no quantity. */
function leftOf(quantity: number | null, { filledUnits }: RestingOrder, { series }: Book, ratios: readonly number[]): number | null {
  if (quantity === null) return null
  const filled = wholeIfNear(filledUnits / series.instrument.lot)
  return ratios.length === 0 ? quantity - Math.trunc(filled) : wholeIfNear(quantity - filled)
}
