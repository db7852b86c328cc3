// One connection to a venue: what is sent first arrives first, in both directions, however the single delays fall.

import type { Approved } from '../../model/approved.js'
import type { BrokerOrder, OrderChange, OrderTicket } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import { type Delay, delay, type LatencyRule } from './latency.js'

/** What we ask of a venue. */
export type VenueRequest =
  | { readonly kind: 'submit'; readonly ticket: OrderTicket }
  | { readonly kind: 'modify'; readonly change: Approved<OrderChange> }
  | { readonly kind: 'cancel'; readonly clientOrderId: number; readonly why: string }
  | { readonly kind: 'cancel-one'; readonly order: BrokerOrder; readonly why: string }
  /** Of every order that works in these instruments when it arrives. */
  | { readonly kind: 'cancel-all'; readonly instruments: ReadonlySet<string>; readonly why: string }

export interface Travelling {
  readonly arrival: EpochMs
  /** Its place among the requests of all lines. */
  readonly sequence: number
  readonly request: VenueRequest
  /** The listing that it is about; undefined for several. */
  readonly instrument: string | undefined
  /** New shares for one old one, of each split of the listing that has come since it was sent. */
  readonly ratios: readonly number[]
}

export const noRatios: readonly number[] = []

export class LatencyLine {
  /** The instruments that trade behind it. */
  readonly instruments: ReadonlySet<string>
  readonly #entry: Delay
  readonly #response: Delay
  readonly #feed: Delay
  /** Requests under way, in the order of their arrival: from `#first` on. */
  readonly #inbox: Travelling[] = []
  #first = 0
  #lastArrival: EpochMs = Number.NEGATIVE_INFINITY
  #lastDelivery: EpochMs = Number.NEGATIVE_INFINITY
  /** All that is decided at one time was seen after the same delay. */
  #seenFor: EpochMs = Number.NaN
  #seenAt: EpochMs = Number.NaN

  /** `venue` names the streams of a venue with a latency of its own; null for those of the run. */
  constructor(rule: LatencyRule, seed: number, instruments: ReadonlySet<string>, venue: string | null) {
    const way = (name: string): string => (venue === null ? name : `${name}/${venue}`)
    this.instruments = instruments
    this.#entry = delay(rule.entry, seed, way('entry'))
    this.#response = delay(rule.response, seed, way('response'))
    this.#feed = delay(rule.feed, seed, way('feed'))
  }

  /** The request that arrives next, if any is under way. */
  get next(): Travelling | undefined {
    return this.#inbox[this.#first]
  }

  /** Sends a request about a listing that is decided at a time; answers when it arrives. */
  send(request: VenueRequest, instrument: string | undefined, time: EpochMs, sequence: number): EpochMs {
    if (time !== this.#seenFor) {
      this.#seenFor = time
      this.#seenAt = time + this.#feed()
    }
    const arrival = Math.max(this.#lastArrival, this.#seenAt + this.#entry())
    this.#lastArrival = arrival
    this.#inbox.push({ arrival, sequence, request, instrument, ratios: noRatios })
    return arrival
  }

  /** A split of a listing comes over what is under way to it. */
  split(instrument: string, ratio: number): void {
    for (let k = this.#first; k < this.#inbox.length; k++) {
      const one = this.#inbox[k] as Travelling
      if (one.instrument === instrument) this.#inbox[k] = { ...one, ratios: [...one.ratios, ratio] }
    }
  }

  /** Takes the request that arrives next off the line. */
  take(): void {
    this.#first++
    // On a line that never runs empty as many may lie behind as are under way.
    if (2 * this.#first < this.#inbox.length) return
    this.#inbox.splice(0, this.#first)
    this.#first = 0
  }

  /** When we hear what the venue says at a time. */
  hears(time: EpochMs): EpochMs {
    this.#lastDelivery = Math.max(this.#lastDelivery, time + this.#response())
    return this.#lastDelivery
  }
}
