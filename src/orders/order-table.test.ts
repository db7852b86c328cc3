import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyIntent, anyNumber, anyPrice } from '../../tests/fixtures/any-order.js'
import type { Order, OrderStatus } from '../model/order.js'
import { orderTable } from './order-table.js'

const anyOrder: fc.Arbitrary<Omit<Order, 'clientOrderId'>> = fc.record({
  parentId: fc.oneof(fc.constant(null), fc.integer({ min: 1 })),
  intent: anyIntent(fc.string(), fc.string()),
  createdAt: anyNumber,
  status: fc.constantFrom<OrderStatus>('denied', 'filled', 'canceled', 'rejected', 'expired'),
  price: anyPrice,
  quantity: anyNumber,
  filledQuantity: anyNumber,
  averageFillPrice: anyNumber,
  fees: anyNumber,
  updatedAt: anyNumber,
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
