// Both ends of the port in the suite of brokers: the broker with its market, and the desk that trades through it.

import { expect } from 'vitest'
import type { Broker, BrokerEvent, OrderEvent } from '../src/model/broker.js'
import { type Order, type OrderIntent, sign } from '../src/model/order.js'
import { asApproved } from '../src/model/order.testing.js'
import type { OrderPrice } from '../src/model/order-price.js'
import type { EpochMs } from '../src/model/time.js'
import { OrderManager } from '../src/orders/order-manager.js'

/** A broker, and the market that it trades in: one instrument, which stands at 100 when it begins and has a tick of 0.01 or none. */
export interface BrokerBench {
  readonly broker: Broker
  /** The id of the instrument. */
  readonly instrument: string
  /** Everything that the broker has said and we have heard, in the order of hearing. */
  readonly events: readonly BrokerEvent[]
  /** What time it is for us. */
  readonly now: EpochMs
  /** Lets whatever is under way arrive, in both directions; the market stands still. */
  settle(): void
  /**
   * Lets the market trade from one price to another, straight, after whatever is under way has arrived. `units` is all that can be had on the way;
   * as much as one likes when absent. What comes of it has been heard when it returns.
   */
  trade(from: number, to: number, units?: number): void
  /** The same, but what was sent before it is overtaken by the market: it arrives on the way. */
  tradeAhead(from: number, to: number): void
}

/** Our side of the port: an order manager that hears what the broker says as it is said. */
export class Desk {
  readonly #bench: BrokerBench
  readonly #manager: OrderManager
  #heard = 0

  constructor(bench: BrokerBench) {
    this.#bench = bench
    this.#manager = new OrderManager(bench.broker)
  }

  place(intent: OrderIntent): number {
    const own = { ...intent, instrument: this.#bench.instrument }
    return this.#manager.place(asApproved(own), this.#bench.now).clientOrderId
  }

  modify(clientOrderId: number, price: OrderPrice, quantity: number | null): void {
    this.#hear()
    this.#manager.modify(this.#manager.get(clientOrderId), asApproved({ clientOrderId, price, quantity }), this.#bench.now)
  }

  cancel(clientOrderId: number): void {
    this.#hear()
    this.#manager.cancel(this.#manager.get(clientOrderId), this.#bench.now, 'not wanted')
  }

  all(): readonly Order[] {
    this.#hear()
    return this.#manager.orders
  }

  order(clientOrderId: number): Order {
    return this.all()[clientOrderId - 1] as Order
  }

  status(clientOrderId: number): Order['status'] {
    return this.order(clientOrderId).status
  }

  /** The kinds of what was said of an order. */
  heard(clientOrderId: number): string[] {
    return this.#of(clientOrderId).map(({ kind }) => kind)
  }

  fills(clientOrderId: number): Extract<OrderEvent, { kind: 'filled' }>[] {
    return this.#of(clientOrderId).filter((event) => event.kind === 'filled')
  }

  position(): number {
    return this.all().reduce((lots, { intent, filledQuantity }) => lots + sign(intent.side) * filledQuantity, 0)
  }

  /** What holds of any stream of events. */
  expectSound(): void {
    const known = new Set(this.all().map(({ clientOrderId }) => clientOrderId))
    const fillIds = new Set<number>()
    const filled = new Map<number, number>()
    let time = Number.NEGATIVE_INFINITY
    for (const event of this.#bench.events) {
      expect(event.time).toBeGreaterThanOrEqual(time)
      time = event.time
      if (!('clientOrderId' in event)) continue
      expect(known).toContain(event.clientOrderId)
      if (event.kind !== 'filled') continue
      const { fillId, quantity } = event.fill
      expect(fillIds).not.toContain(fillId)
      expect(quantity).toBeGreaterThan(0)
      fillIds.add(fillId)
      filled.set(event.clientOrderId, (filled.get(event.clientOrderId) ?? 0) + quantity)
    }
    for (const { clientOrderId, quantity, filledQuantity } of this.all()) {
      expect(filledQuantity).toBe(filled.get(clientOrderId) ?? 0)
      expect(filledQuantity).toBeLessThanOrEqual(quantity)
    }
    expect(this.#manager.executions.anomalies).toEqual({ lateFills: 0, repeats: 0, revisions: 0, twinFills: 0 })
  }

  #of(clientOrderId: number): OrderEvent[] {
    return this.#bench.events.filter((event): event is OrderEvent => 'clientOrderId' in event && event.clientOrderId === clientOrderId)
  }

  /** The order manager refuses, by an assertion, what no order can do. */
  #hear(): void {
    const { events } = this.#bench
    while (this.#heard < events.length) {
      const event = events[this.#heard++] as BrokerEvent
      if ('clientOrderId' in event) this.#manager.apply(event)
    }
  }
}
