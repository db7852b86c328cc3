// A simulated venue for tests: bars written by hand are matched in the order in which the engine does it, and every event is kept.

import type { BarColumns, QuoteColumns } from '../../model/bar.js'
import type { OrderEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { type Instrument, instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { asApproved } from '../../model/order.testing.js'
import type { OrderPrice } from '../../model/order-price.js'
import { HOUR_MS, type Timeframe } from '../../model/time.js'
import { noFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { noSlippage } from './slippage.js'

/** Open, high, low, close and, where it matters, volume. */
export type HandBar = readonly [open: number, high: number, low: number, close: number, volume?: number]

/** When a bar opens and closes. */
export type BarTimes = readonly [openTime: number, closeTime: number]

/** One path, no cap, no costs. */
export const plainPolicy: VenuePolicy = {
  timing: 'next-open',
  intrabar: 'ohlc',
  limit: 'penetrate',
  spread: null,
  trailAnchor: 'path',
  participation: null,
  childActivation: 'same-bar',
  session: 'regular',
  gtc: 'quarter-end',
  staleAfter: null,
  halts: null,
  impact: null,
  fees: noFees,
  regulatory: null,
  slippage: noSlippage,
}

export const untickedX: Instrument = instrument('X', 'crypto', { lot: 1, mayBeNegative: true })

export interface VenueOptions {
  readonly policy?: Partial<VenuePolicy>
  readonly instrument?: Instrument
  /** Default: hours one after the other. */
  readonly times?: readonly BarTimes[]
  /** Bid and ask beside the bars. */
  readonly quotes?: QuoteColumns
  /** What a bar is called, whatever its times; an hour by default. */
  readonly timeframe?: Timeframe
}

/** Midnight of a Monday: hour `i` opens at `startTime + i * HOUR_MS`. */
export const startTime = Date.UTC(2024, 0, 8)

export class TestVenue {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  readonly columns: BarColumns
  #nextId = 1
  #nextBar = 0

  constructor(bars: readonly HandBar[], { policy = {}, instrument: what = untickedX, times, timeframe = '1h', quotes }: VenueOptions = {}) {
    this.columns = columnsOf(bars, times ?? bars.map((_, index) => [startTime + index * HOUR_MS, startTime + (index + 1) * HOUR_MS]))
    const series = { instrument: what, timeframe, columns: this.columns, quotes }
    this.broker = new SimulatedBroker([series], { ...plainPolicy, ...policy }, (event) => this.events.push(event))
  }

  /** Sends an order; its children get the ids that follow. By default it arrives as the next bar opens. */
  submit(intent: OrderIntent, time = this.columns.openTime[this.#nextBar] as number): number {
    const clientOrderId = this.#nextId
    const childIds = intent.children.map((_, index) => clientOrderId + 1 + index)
    this.#nextId += 1 + childIds.length
    this.broker.submit({ clientOrderId, intent: asApproved(intent), childIds }, time)
    return clientOrderId
  }

  modify(clientOrderId: number, price: OrderPrice, quantity: number | null = null, time = startTime): void {
    this.broker.modify(asApproved({ clientOrderId, price, quantity }), time)
  }

  open(bar: number): void {
    this.broker.matchOpen(0, bar)
  }

  path(bar: number): void {
    this.broker.matchPath(0, bar)
    this.#nextBar = bar + 1
  }

  sameClose(bar: number): void {
    if (this.broker.fillsAtSameClose && this.broker.hasOrders(0)) this.broker.matchSameClose(0, bar)
  }

  /** The next bars, `count` of them, without a decision between their open and their end. */
  run(count = this.columns.length - this.#nextBar): void {
    for (let bar = this.#nextBar, end = bar + count; bar < end; bar++) {
      this.open(bar)
      this.path(bar)
      this.sameClose(bar)
    }
  }

  get fills(): Fill[] {
    return this.events.flatMap((event) => (event.kind === 'filled' ? [event.fill] : []))
  }

  /** Events of one kind as short texts: `canceled 2: its sibling filled`. */
  told(...kinds: readonly OrderEvent['kind'][]): string[] {
    return this.events
      .filter((event) => kinds.includes(event.kind))
      .map((event) => `${event.kind} ${event.clientOrderId}${'why' in event ? `: ${event.why}` : ''}`)
  }

  /** Fills as `1 buy 10 @ 101`. */
  get trades(): string[] {
    return this.fills.map((fill) => `${fill.clientOrderId} ${fill.side} ${fill.quantity} @ ${Number(fill.price.toFixed(9))}`)
  }

  /** Signed lots that a strategy's fills add up to. */
  position(strategy = 's'): number {
    return this.fills.reduce(
      (lots, fill) => lots + (fill.strategy !== strategy ? 0 : fill.side === 'buy' ? fill.quantity : -fill.quantity),
      0,
    )
  }
}

function columnsOf(bars: readonly HandBar[], times: readonly BarTimes[]): BarColumns {
  const column = (value: (bar: HandBar, index: number) => number): Float64Array => Float64Array.from(bars, value)
  return {
    length: bars.length,
    openTime: column((_, index) => times[index]?.[0] ?? Number.NaN),
    closeTime: column((_, index) => times[index]?.[1] ?? Number.NaN),
    open: column((bar) => bar[0]),
    high: column((bar) => bar[1]),
    low: column((bar) => bar[2]),
    close: column((bar) => bar[3]),
    volume: column((bar) => bar[4] ?? 0),
  }
}
