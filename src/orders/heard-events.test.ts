import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPrice, anyText } from '../../tests/fixtures/any-order.js'
import type { OrderEvent } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { type Order, plainTerms } from '../model/order.js'
import { buy } from '../model/order.testing.js'
import { type OrderPrice, stop, trailingStop } from '../model/order-price.js'
import { runs } from '../std/property.testing.js'
import { HeardEvents } from './heard-events.js'

const order: Order = {
  clientOrderId: 1,
  parentId: null,
  intent: buy(5, { terms: plainTerms }),
  createdAt: 0,
  status: 'accepted',
  price: { type: 'market' },
  quantity: 5,
  filledQuantity: 0,
  averageFillPrice: 0,
  fees: 0,
  updatedAt: 0,
  note: '',
}

function heard(...events: readonly OrderEvent[]) {
  const table = new HeardEvents()
  for (const [index, event] of events.entries()) table.heard(event, order, 100 + index)
  return table.records()
}

const moved = (clientOrderId: number, trigger: number, time = 1): OrderEvent => ({
  ...{ kind: 'updated', clientOrderId, time },
  ...{ price: trailingStop({ fraction: 0.1 }, trigger), quantity: null },
})
const accepted = (clientOrderId: number): OrderEvent => ({ kind: 'accepted', clientOrderId, time: 1 })

describe('the moves of a trailing stop', () => {
  test('are one row, the last of them, with how many they were', () => {
    const rows = heard(accepted(7), moved(7, 90), moved(7, 91, 2), moved(7, 92, 3))
    expect(rows).toMatchObject([
      { kind: 'accepted' },
      { kind: 'updated', time: 3, heardAt: 103, update: { price: { trigger: 92 }, moves: 3 } },
    ])
  })

  test('keep the lots that were told among them', () => {
    const [row] = heard(moved(7, 90), { ...moved(7, 90), quantity: 126 } as OrderEvent, moved(7, 92))
    expect(row?.update).toEqual({ price: trailingStop({ fraction: 0.1 }, 92), leaves: 126, moves: 3 })
  })

  test('of two orders are two rows', () => {
    expect(heard(moved(7, 90), moved(8, 50), moved(7, 91)).map(({ clientOrderId, update }) => [clientOrderId, update?.moves])).toEqual([
      [7, 2],
      [8, 1],
    ])
  })

  test('begin anew after another word about the order', () => {
    const refused: OrderEvent = { kind: 'cancel-rejected', clientOrderId: 7, time: 2, why: 'too late' }
    expect(heard(moved(7, 90), refused, moved(7, 91)).map(({ update }) => update?.moves)).toEqual([1, undefined, 1])
  })
})

test('two changes of a plain stop are two rows', () => {
  const change = (trigger: number): OrderEvent => ({ kind: 'updated', clientOrderId: 7, time: 1, price: stop(trigger), quantity: 3 })
  expect(heard(change(90), change(91)).map(({ update }) => update)).toEqual([
    { price: stop(90), leaves: 3, moves: 1 },
    { price: stop(91), leaves: 3, moves: 1 },
  ])
})

test('every word comes back as it was said, with when it was heard', () => {
  const id = fc.integer({ min: 1, max: 1e9 })
  const time = fc.integer({ min: 0, max: 2e12 })
  const plain = anyPrice.filter((price: OrderPrice) => !('trail' in price))
  const anyEvent: fc.Arbitrary<OrderEvent> = fc.oneof(
    fc.record({ kind: fc.constantFrom('accepted', 'triggered'), clientOrderId: id, time }),
    fc.record({ kind: fc.constant('updated'), clientOrderId: id, time, price: plain, quantity: fc.option(fc.nat()) }),
    fc.record({ kind: fc.constant('filled'), clientOrderId: id, time, fill: id.map((fillId) => ({ fillId }) as Fill), done: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('canceled', 'expired', 'rejected', 'update-rejected'), clientOrderId: id, time, why: anyText }),
    fc.record({ kind: fc.constant('commission'), clientOrderId: id, time, fillId: id, amount: fc.double({ noNaN: true }) }),
  ) as fc.Arbitrary<OrderEvent>
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      for (const [index, row] of heard(...events).entries()) {
        const event = events[index] as OrderEvent
        expect(row).toEqual({
          ...{ clientOrderId: event.clientOrderId, kind: event.kind, time: event.time, heardAt: 100 + index },
          update: event.kind === 'updated' ? { price: event.price, leaves: event.quantity, moves: 1 } : null,
          fillId: event.kind === 'filled' ? event.fill.fillId : event.kind === 'commission' ? event.fillId : null,
          amount: event.kind === 'commission' ? event.amount : null,
          why: 'why' in event ? event.why : '',
        })
      }
    }),
    { numRuns: runs(10_000) },
  )
})
