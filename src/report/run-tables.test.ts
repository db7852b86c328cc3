import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyIntent, anyNumber, anyPrice, anyText } from '../../tests/fixtures/any-order.js'
import type { Order, OrderStatus } from '../model/order.js'
import { orderOf } from './run-store/read-tables.js'
import { orderColumns } from './run-tables.js'

const anyOrder: fc.Arbitrary<Order> = fc.record({
  clientOrderId: fc.nat(),
  parentId: fc.option(fc.nat()),
  intent: anyIntent(anyText, anyText),
  createdAt: anyNumber,
  status: fc.constantFrom<OrderStatus>('filled', 'canceled', 'expired'),
  price: anyPrice,
  quantity: anyNumber,
  filledQuantity: fc.integer({ min: 1 }),
  averageFillPrice: anyNumber,
  fees: anyNumber,
  updatedAt: anyNumber,
  note: anyText,
})

test('an order of any type and terms is the same when its row is read back', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const row = Object.fromEntries(orderColumns.map((column) => [column.name, column.read({ ...order, decision: null })]))
      expect(orderOf(row)).toEqual(order)
    }),
    { numRuns: 300 },
  )
})

test('the row of a trailing stop says how far it stays behind', () => {
  const [trailing] = fc.sample(anyOrder, { numRuns: 1, seed: 3 }) as [Order]
  const rowOf = (price: Order['price']) =>
    Object.fromEntries(orderColumns.map(({ name, read }) => [name, read({ ...trailing, price, decision: null })]))
  expect(rowOf({ type: 'trailing-stop', trail: { fraction: 0.1 }, trigger: 95 })).toMatchObject({
    type: 'trailing-stop',
    trigger_price: 95,
    trail_fraction: 0.1,
    trail_amount: null,
  })
  expect(rowOf({ type: 'trailing-stop-limit', trail: { amount: 2 }, offset: 0.5, trigger: null })).toMatchObject({
    trigger_price: null,
    trail_amount: 2,
    price_offset: 0.5,
  })
})
