// Going around risk does not compile, each line below an expected error is one that `npm run types` must refuse; and what compiles all the same is not sent.

import { expect, test } from 'vitest'
import type { Approved } from '../src/model/approved.js'
import type { Broker, OrderChange } from '../src/model/broker.js'
import { noCapabilities } from '../src/model/broker.testing.js'
import { instrument } from '../src/model/instrument.js'
import type { OrderIntent } from '../src/model/order.js'
import { buy } from '../src/model/order.testing.js'
import { limit } from '../src/model/order-price.js'
import { OrderManager } from '../src/orders/order-manager.js'
import { account } from '../src/risk/account.testing.js'
import { approve, approveChange } from '../src/risk/approve.js'

const intent: OrderIntent = buy(1)
const change: OrderChange = { clientOrderId: 1, price: limit(1), quantity: null }

/** Compiled, and never called. */
const attempts = (broker: Broker, orders: OrderManager): void => {
  // @ts-expect-error an intent that nobody approved is no ticket
  broker.submit({ clientOrderId: 1, intent, childIds: [] }, 0)
  // @ts-expect-error nor is one that is written down as it goes
  broker.submit({ clientOrderId: 1, intent: { ...intent }, childIds: [] }, 0)
  // @ts-expect-error a change is approved too
  broker.modify(change, 0)
  // @ts-expect-error the order manager takes no other intents than a broker
  orders.place(intent, 0)
  // @ts-expect-error nor other changes
  orders.modify(orders.get(1), change, 0)
  // @ts-expect-error approval is not a field that one can write
  const forged: Approved<OrderIntent> = { ...intent, approved: true }
  // @ts-expect-error a copy of what was approved is not approved: it may be of another size
  broker.submit({ clientOrderId: 1, intent: { ...forged, quantity: { lots: 1_000_000 } }, childIds: [] }, 0)
}

test.each<[string, (approved: Approved<OrderIntent>) => Approved<OrderIntent>]>([
  ['a cast', () => intent as Approved<OrderIntent>],
  ['a cast by way of the port', () => intent as Parameters<OrderManager['place']>[0]],
  ['Object.assign', (approved) => Object.assign({}, approved, { quantity: { lots: 1_000_000 } })],
  ['structuredClone', (approved) => structuredClone(approved)],
  ['a prototype', (approved) => Object.create(approved)],
])('what compiles by %s is not sent', (_, forge) => {
  const { approved } = approve(buy(1), account(), instrument('X', 'equity'), [])
  const sent: unknown[] = []
  const orders = new OrderManager({
    capabilities: noCapabilities,
    submit: (ticket) => void sent.push(ticket),
    modify() {},
    cancel() {},
    cancelAll() {},
  })
  expect(() => orders.place(forge(approved as Approved<OrderIntent>), 0)).toThrow('only what risk has approved is sent')
  const { clientOrderId } = orders.place(approved as Approved<OrderIntent>, 0)
  expect(sent).toMatchObject([{ clientOrderId: 1, intent: { quantity: { lots: 1 } } }])
  orders.apply({ kind: 'accepted', clientOrderId, time: 0 })
  const forged = { clientOrderId, price: limit(1), quantity: 1_000_000 } as Approved<OrderChange>
  expect(() => orders.modify(orders.get(clientOrderId), forged, 0)).toThrow('only what risk has approved is sent')
})

test('what risk approved is what a broker takes, and it is the very same object', () => {
  const stock = instrument('X', 'equity')
  const { approved } = approve(intent, account(), stock, [])
  const changed = approveChange(change, intent, account(), stock, [])
  const taken = (broker: Broker): void => {
    if (approved !== undefined) broker.submit({ clientOrderId: 1, intent: approved, childIds: [] }, 0)
    if (changed.approved !== undefined) broker.modify(changed.approved, 0)
  }
  expect(approved).toBe(intent)
  expect(changed.approved).toBe(change)
  expect([typeof attempts, typeof taken]).toEqual(['function', 'function'])
})
