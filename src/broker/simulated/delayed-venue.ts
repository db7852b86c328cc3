// The broker port of a venue that is some way off: requests and reports travel. A request that comes inside a bar acts when the bar is over.

import type { Approved } from '../../model/approved.js'
import type { Broker, BrokerOrder, OrderChange, OrderEvent, OrderTicket } from '../../model/broker.js'
import type { Capabilities } from '../../model/capabilities.js'
import type { EpochMs } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import type { LatencyLine, VenueRequest } from './latency-line.js'

/** The venue behind it. */
export interface ReceivingVenue {
  readonly capabilities: Capabilities
  /** Takes a request, over which splits of its listing have come on its way. */
  receive(request: VenueRequest, time: EpochMs, ratios: readonly number[]): void
}

export class DelayedVenue implements Broker {
  readonly #venue: ReceivingVenue
  readonly #lines: readonly LatencyLine[]
  readonly #byInstrument: ReadonlyMap<string, LatencyLine>
  /** The listing of an order, at its id. */
  readonly #listings: (string | undefined)[] = []
  readonly #deliver: (event: OrderEvent, time: EpochMs) => void
  #sent = 0
  /** After the end of the data nothing travels any more. */
  #isOver = false

  /** Each instrument has one of the lines; `deliver` takes each report with the time at which it is heard. */
  constructor(venue: ReceivingVenue, lines: readonly LatencyLine[], deliver: (event: OrderEvent, time: EpochMs) => void) {
    this.#venue = venue
    this.#lines = lines
    this.#byInstrument = new Map(lines.flatMap((line) => [...line.instruments].map((instrument) => [instrument, line] as const)))
    this.#deliver = deliver
  }

  get capabilities(): Capabilities {
    return this.#venue.capabilities
  }

  /** When a request next arrives; Infinity when none is under way. */
  get nextTime(): EpochMs {
    return this.#next()?.next?.arrival ?? Number.POSITIVE_INFINITY
  }

  submit(ticket: OrderTicket, time: EpochMs): void {
    const { instrument } = ticket.intent
    if (!this.#byInstrument.has(instrument)) fail(`the venue trades ${instrument}`)
    this.#listings[ticket.clientOrderId] = instrument
    for (const id of ticket.childIds) this.#listings[id] = instrument
    this.#sendFor(ticket.clientOrderId, { kind: 'submit', ticket }, time)
  }

  modify(change: Approved<OrderChange>, time: EpochMs): void {
    this.#sendFor(change.clientOrderId, { kind: 'modify', change }, time)
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    this.#sendFor(clientOrderId, { kind: 'cancel', clientOrderId, why }, time)
  }

  cancelOne(order: BrokerOrder, time: EpochMs, why: string): void {
    this.#sendFor(order.clientOrderId, { kind: 'cancel-one', order, why }, time)
  }

  cancelAll(time: EpochMs, why: string): void {
    for (const line of this.#lines) this.#send(line, undefined, { kind: 'cancel-all', instruments: line.instruments, why }, time)
  }

  /** Lets the requests act that have arrived by a time, in the order of their arrival. */
  act(time: EpochMs): void {
    for (let line = this.#next(); line?.next !== undefined && line.next.arrival <= time; line = this.#next()) {
      const { request, arrival, ratios } = line.next
      line.take()
      this.#venue.receive(request, arrival, ratios)
    }
  }

  /** A listing splits: what is under way to it will ask for what it asked for, in the new shares. */
  split(instrument: string, ratio: number): void {
    this.#byInstrument.get(instrument)?.split(instrument, ratio)
  }

  /** Takes what the venue says; orders that were never sent by a line are the venue's own acts, and told at once. */
  hear(event: OrderEvent): void {
    const line = this.#isOver ? undefined : this.#lineOf(this.#listings[event.clientOrderId])
    this.#deliver(event, line === undefined ? event.time : line.hears(event.time))
  }

  /** The data is over: what is still under way to the venue stays unanswered, and what the venue says from now on is heard at once. */
  finish(): void {
    this.#isOver = true
  }

  /** What is about an order that was never sent goes by the first line. */
  #sendFor(clientOrderId: number, request: VenueRequest, time: EpochMs): void {
    const listing = this.#listings[clientOrderId]
    this.#send(this.#lineOf(listing) ?? (this.#lines[0] as LatencyLine), listing, request, time)
  }

  #send(line: LatencyLine, listing: string | undefined, request: VenueRequest, time: EpochMs): void {
    const arrival = line.send(request, listing, time, this.#sent++)
    if (arrival <= time) this.act(time)
  }

  #lineOf(listing: string | undefined): LatencyLine | undefined {
    return listing === undefined ? undefined : this.#byInstrument.get(listing)
  }

  /** The line whose request arrives next; of two at one time the one that was sent first. */
  #next(): LatencyLine | undefined {
    let first: LatencyLine | undefined
    for (const line of this.#lines) {
      if (line.next === undefined) continue
      const before = first?.next
      if (before === undefined || (line.next.arrival - before.arrival || line.next.sequence - before.sequence) < 0) first = line
    }
    return first
  }
}
