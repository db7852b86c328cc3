// What a connection can do to the reports of an order: I8 and I9 of the invariants.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrderEvent } from '../model/broker.js'
import { noCapabilities } from '../model/broker.testing.js'
import type { Fill } from '../model/fill.js'
import { isTerminal, type Order } from '../model/order.js'
import { asApproved, buy } from '../model/order.testing.js'
import { stopLimit } from '../model/order-price.js'
import { runs } from '../std/property.testing.js'
import { OrderManager } from './order-manager.js'

const options = { numRuns: runs(10_000), size: 'max' } as const

const anyFill = fc.record({
  quantity: fc.integer({ min: 1, max: 1e6 }),
  price: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
  fee: fc.double({ min: 0, max: 50, noNaN: true }),
})

/** One order's reports in the order in which a faultless connection brings them. */
interface Reports {
  readonly request: 'modify' | 'cancel' | null
  readonly events: readonly OrderEvent[]
}

const anyReports: fc.Arbitrary<Reports> = fc
  .record({
    request: fc.constantFrom('modify', 'cancel', null),
    triggers: fc.boolean(),
    fills: fc.array(anyFill, { maxLength: 12 }),
    commissions: fc.boolean(),
    end: fc.constantFrom('filled', 'canceled', 'expired', null),
  })
  .map(({ request, triggers, fills, commissions, end }) => {
    const clientOrderId = 1
    const events: OrderEvent[] = [{ kind: 'accepted', clientOrderId, time: 1 }]
    if (triggers) events.push({ kind: 'triggered', clientOrderId, time: 2 })
    fills.forEach((fill, index) => {
      const done = end === 'filled' && index === fills.length - 1
      events.push({ kind: 'filled', clientOrderId, time: 3 + index, fill: { ...fill, fillId: index + 1 } as Fill, done })
      if (commissions) events.push({ kind: 'commission', clientOrderId, time: 3 + index, fillId: index + 1, amount: fill.fee / 3 })
    })
    if (request === 'modify') events.push({ kind: 'update-rejected', clientOrderId, time: 20, why: 'too late' })
    if (request === 'cancel') events.push({ kind: 'cancel-rejected', clientOrderId, time: 20, why: 'too late' })
    if (end === 'canceled' || end === 'expired') events.push({ kind: end, clientOrderId, time: 30, why: 'ended' })
    return { request, events }
  })

/** The same reports, some of them twice, in any order. */
const anyDisorder = anyReports.chain(({ request, events }) =>
  fc
    .subarray([...events])
    .chain((twice) => fc.shuffledSubarray([...events, ...twice], { minLength: events.length + twice.length }))
    .map((told) => ({ request, events, told })),
)

function start(request: Reports['request']): { manager: OrderManager; order: Order } {
  const manager = new OrderManager({ capabilities: noCapabilities, submit() {}, modify() {}, cancel() {}, cancelAll() {} })
  const order = manager.place(asApproved(buy(100, { price: stopLimit(100, 101) })), 0)
  if (request === 'cancel') manager.cancel(order, 0, 'not wanted')
  if (request === 'modify') manager.modify(order, asApproved({ clientOrderId: 1, price: order.price, quantity: null }), 0)
  return { manager, order }
}

test('I8 reports told twice and in any order leave the order as they would have in theirs', () => {
  const endOf = ({ request, events }: Reports): unknown => {
    const { manager } = start(request)
    for (const event of events) manager.apply(event)
    // When it was heard of last is no part of what it is.
    return { ...manager.orders[0], updatedAt: 0 }
  }
  fc.assert(
    fc.property(anyDisorder, ({ request, events, told }) => {
      expect(endOf({ request, events: told })).toEqual(endOf({ request, events }))
    }),
    options,
  )
})

test('I9 what has filled never shrinks nor passes the quantity, an end is final, and every fill is handed on once', () => {
  fc.assert(
    fc.property(anyDisorder, ({ request, events, told }) => {
      const { manager } = start(request)
      let [handedOn, filledBefore] = [0, 0]
      let ended: string | null = null
      for (const event of told) {
        if (manager.apply(event) !== null && event.kind === 'filled') handedOn += event.fill.quantity
        const [{ status, filledQuantity, quantity }] = manager.orders as [Order]
        if (filledQuantity < filledBefore || filledQuantity > quantity || filledQuantity !== handedOn) throw new Error('the sums are wrong')
        if (ended !== null && status !== ended) throw new Error(`${ended} became ${status}`)
        if (isTerminal(status)) ended = status
        filledBefore = filledQuantity
      }
      expect(handedOn).toBe(events.reduce((lots, event) => lots + (event.kind === 'filled' ? event.fill.quantity : 0), 0))
    }),
    options,
  )
})
