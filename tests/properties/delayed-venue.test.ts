// Order manager and venue with a line between them, under random scripts: whatever crosses whatever, both end with the same story.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DelayedVenue } from '../../src/broker/simulated/delayed-venue.js'
import { LatencyLine } from '../../src/broker/simulated/latency-line.js'
import { anyPolicy, anyScript, type Script, type Step } from '../../src/broker/simulated/script.testing.js'
import { TestVenue, untickedX } from '../../src/broker/simulated/venue.testing.js'
import type { OrderEvent } from '../../src/model/broker.js'
import { isTerminal, type Order, sign } from '../../src/model/order.js'
import { asApproved } from '../../src/model/order.testing.js'
import { HOUR_MS, MINUTE_MS } from '../../src/model/time.js'
import { OrderManager } from '../../src/orders/order-manager.js'

const anyDelay = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 3 * HOUR_MS }),
  fc.record({ median: fc.integer({ min: 1, max: HOUR_MS }), p99: fc.integer({ min: HOUR_MS, max: 6 * HOUR_MS }) }),
)
const anyLatency = fc.record({ entry: anyDelay, response: anyDelay, feed: anyDelay })

test('what was heard agrees with what happened: no step that no order can take, no lot lost or counted twice', () => {
  fc.assert(
    fc.property(anyScript, anyPolicy, anyLatency, fc.integer(), (script, policy, latency, seed) => {
      const desk = new DelayedDesk(new TestVenue(script.bars, { policy }), new LatencyLine(latency, seed, new Set([untickedX.id]), null))
      desk.perform(script)
      const { fills } = desk.venue
      for (const order of desk.manager.orders) {
        const own = fills.filter(({ clientOrderId }) => clientOrderId === order.clientOrderId)
        expect(order.filledQuantity).toBe(own.reduce((lots, { quantity }) => lots + quantity, 0))
        expect(order.filledQuantity).toBeLessThanOrEqual(order.quantity)
      }
      expect(desk.manager.executions.anomalies).toEqual({ lateFills: 0, repeats: 0, revisions: 0, twinFills: 0 })
    }),
    { numRuns: 1_000 },
  )
})

test('nothing is heard before it was said, nor done before it was asked for, and each in its order', () => {
  fc.assert(
    fc.property(anyScript, anyPolicy, anyLatency, fc.integer(), (script, policy, latency, seed) => {
      const desk = new DelayedDesk(new TestVenue(script.bars, { policy }), new LatencyLine(latency, seed, new Set([untickedX.id]), null))
      desk.perform(script)
      const created = new Map(desk.manager.orders.map(({ clientOrderId, createdAt }) => [clientOrderId, createdAt]))
      let last = Number.NEGATIVE_INFINITY
      for (const { event, heardAt } of desk.heard) {
        expect(heardAt).toBeGreaterThanOrEqual(Math.max(last, event.time))
        expect(event.time).toBeGreaterThanOrEqual(created.get(event.clientOrderId) as number)
        last = heardAt
      }
    }),
    { numRuns: 1_000 },
  )
})

test('what only reduces never turns a position, whatever the strategy knew', () => {
  fc.assert(
    fc.property(anyScript, anyPolicy, anyLatency, fc.integer(), (script, policy, latency, seed) => {
      const desk = new DelayedDesk(new TestVenue(script.bars, { policy }), new LatencyLine(latency, seed, new Set([untickedX.id]), null))
      desk.perform(script)
      const reducing = new Set(desk.manager.orders.filter(({ intent }) => intent.reduceOnly).map(({ clientOrderId }) => clientOrderId))
      const held = new Map<string, number>()
      for (const { clientOrderId, strategy, side, quantity } of desk.venue.fills) {
        const before = held.get(strategy) ?? 0
        const after = before + sign(side) * quantity
        if (reducing.has(clientOrderId)) expect(Math.abs(after) <= Math.abs(before) && after * before >= 0).toBe(true)
        held.set(strategy, after)
      }
    }),
    { numRuns: 1_000 },
  )
})

/** An order manager at the end of a line. The hours of the script pass as they do in the engine. */
class DelayedDesk {
  readonly venue: TestVenue
  readonly manager: OrderManager
  readonly heard: { readonly event: OrderEvent; readonly heardAt: number }[] = []
  readonly #delayed: DelayedVenue
  readonly #placed: Order[] = []
  #underWay: { readonly event: OrderEvent; readonly heardAt: number }[] = []
  #taken = 0

  constructor(venue: TestVenue, line: LatencyLine) {
    this.venue = venue
    this.#delayed = new DelayedVenue(venue.broker, [line], (event, heardAt) => void this.#underWay.push({ event, heardAt }))
    this.manager = new OrderManager(this.#delayed)
  }

  perform({ bars, steps }: Script): void {
    for (const bar of bars.keys()) {
      const opens = this.venue.columns.openTime[bar] as number
      const of = (when: Step['when']): Step[] => (steps[bar] ?? []).filter((step) => step.when === when)
      this.#goTo(opens)
      for (const step of of('before-open')) this.#act(step, opens)
      this.venue.open(bar)
      for (const step of of('after-open')) this.#act(step, opens)
      this.#goTo(opens + MINUTE_MS)
      for (const step of of('inside')) this.#act(step, opens + MINUTE_MS)
      this.#goTo(this.venue.columns.closeTime[bar] as number)
      this.venue.path(bar)
      this.#hear(this.venue.columns.closeTime[bar] as number)
    }
    this.#goTo(Number.POSITIVE_INFINITY)
  }

  /** Lets time pass, from one thing under way to the next. */
  #goTo(time: number): void {
    for (let next = this.#nextTime(); next <= time && next !== Number.POSITIVE_INFINITY; next = this.#nextTime()) {
      this.#delayed.act(next)
      this.#hear(next)
    }
  }

  #nextTime(): number {
    return Math.min(this.#delayed.nextTime, ...this.#underWay.map(({ heardAt }) => heardAt))
  }

  #hear(now: number): void {
    const { events } = this.venue
    while (this.#taken < events.length) this.#delayed.hear(events[this.#taken++] as OrderEvent)
    const due = this.#underWay.filter(({ heardAt }) => heardAt <= now)
    this.#underWay = this.#underWay.filter(({ heardAt }) => heardAt > now)
    for (const next of due) {
      this.heard.push(next)
      this.manager.apply(next.event)
    }
  }

  #act({ does, which, order }: Step, time: number): void {
    const working = this.#placed.filter(({ status }) => !isTerminal(status) && status !== 'pending-cancel')
    const target = working[which % Math.max(1, working.length)]
    if (does === 'place') this.#placed.push(this.manager.place(asApproved(order), time))
    else if (target === undefined) return
    else if (does === 'cancel') this.manager.cancel(target, time, 'the script says so')
    else {
      // Every other change is of the quantity too.
      const quantity = which % 2 === 1 && 'lots' in order.quantity && 'lots' in target.intent.quantity ? order.quantity.lots : null
      this.manager.modify(target, asApproved({ clientOrderId: target.clientOrderId, price: order.price, quantity }), time)
    }
    this.#hear(time)
  }
}
