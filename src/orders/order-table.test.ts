import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChildIntent, Order, OrderIntent, OrderStatus } from '../model/order.js'
import { limit, market, type OrderPrice, stop, stopLimit } from '../model/signal.js'
import { orderTable } from './order-table.js'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const anyPrice: fc.Arbitrary<OrderPrice> = fc.oneof(
  fc.constant(market()),
  number.map(limit),
  number.map(stop),
  fc.tuple(number, number).map(([trigger, at]) => stopLimit(trigger, at)),
)
const anyChild: fc.Arbitrary<ChildIntent> = fc.record({
  role: fc.constantFrom('stop', 'target'),
  price: fc.oneof(
    number.map((at) => ({ at })),
    number.map((fractionOfFill) => ({ fractionOfFill })),
  ),
})
const anyIntent: fc.Arbitrary<OrderIntent> = fc.record({
  strategy: fc.string(),
  instrument: fc.string(),
  tag: fc.string(),
  role: fc.constantFrom('entry', 'exit', 'rebalance', 'stop', 'target', 'end-of-data'),
  side: fc.constantFrom('buy', 'sell'),
  quantity: fc.oneof(
    number.map((lots) => ({ lots })),
    number.map((notional) => ({ notional })),
  ),
  price: anyPrice,
  timeInForce: fc.constantFrom('DAY', 'GTC'),
  closing: fc.nat(),
  reduceOnly: fc.boolean(),
  children: fc.array(anyChild, { maxLength: 2 }),
  reason: fc.string(),
})
const anyOrder: fc.Arbitrary<Omit<Order, 'clientOrderId'>> = fc.record({
  parentId: fc.oneof(fc.constant(null), fc.integer({ min: 1 })),
  intent: anyIntent,
  createdAt: number,
  status: fc.constantFrom<OrderStatus>('denied', 'filled', 'canceled', 'rejected', 'expired'),
  price: anyPrice,
  quantity: number,
  filledQuantity: number,
  averageFillPrice: number,
  fees: number,
  updatedAt: number,
  note: fc.string(),
})

test('an order comes back as it went in, and its life after that is its own', () => {
  fc.assert(
    fc.property(fc.array(anyOrder, { maxLength: 150, size: 'max' }), (orders) => {
      const table = orderTable()
      const written = orders.map((order, index): Order => ({ ...order, clientOrderId: index + 1 }))
      for (const order of written) table.append(order)
      const before = structuredClone(written)
      for (const order of written) order.filledQuantity = Number.NaN
      expect(table.records()).toEqual(before)
      expect(table.length).toBe(written.length)
    }),
    { numRuns: 30 },
  )
})
