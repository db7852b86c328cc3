import { beforeEach, describe, expect, test } from 'vitest'
import type { Broker, BrokerOrder, OrderEvent } from '../model/broker.js'
import { brokerOrder, noCapabilities } from '../model/broker.testing.js'
import type { Fill } from '../model/fill.js'
import { instrument } from '../model/instrument.js'
import type { Order, OrderIntent } from '../model/order.js'
import { asApproved, bracket, buy, sell } from '../model/order.testing.js'
import { lotsLeft } from '../model/order-left.js'
import { limit, stop } from '../model/order-price.js'
import { splitIntent } from '../model/split-order.js'
import { OrderManager } from './order-manager.js'

/** A broker that only writes down what it is asked. */
class DeafBroker implements Broker {
  readonly capabilities = noCapabilities
  readonly calls: string[] = []
  submit({ clientOrderId, childIds }: Parameters<Broker['submit']>[0], time: number): void {
    this.calls.push(`submit ${clientOrderId} [${childIds}] at ${time}`)
  }
  modify({ clientOrderId }: Parameters<Broker['modify']>[0], time: number): void {
    this.calls.push(`modify ${clientOrderId} at ${time}`)
  }
  cancelOne({ permanentId }: BrokerOrder, time: number, why: string): void {
    this.calls.push(`cancel one ${permanentId} at ${time}: ${why}`)
  }
  cancel(clientOrderId: number, time: number, why: string): void {
    this.calls.push(`cancel ${clientOrderId} at ${time}: ${why}`)
  }
  cancelAll(): void {}
}

const programmersError = expect.objectContaining({ name: 'AssertionError' })

let broker: DeafBroker
let manager: OrderManager

beforeEach(() => {
  broker = new DeafBroker()
  manager = new OrderManager(broker)
  fills = 0
})

const place = (intent = buy(10), time = 1): Order => manager.place(asApproved(intent), time)
const accepted = (clientOrderId: number, time = 2): OrderEvent => ({ kind: 'accepted', clientOrderId, time })
let fills = 0
const filled = (clientOrderId: number, quantity: number, price: number, done: boolean, fee = 0, fillId = ++fills): OrderEvent => ({
  kind: 'filled',
  clientOrderId,
  time: 3,
  done,
  fill: { fillId, quantity, price, fee } as Fill,
})
const commission = (clientOrderId: number, fillId: number, amount: number): OrderEvent => ({
  kind: 'commission',
  clientOrderId,
  time: 4,
  fillId,
  amount,
})

describe('placing', () => {
  test('numbers orders from 1 and sends them on', () => {
    expect([place().clientOrderId, place(sell(5), 7).clientOrderId]).toEqual([1, 2])
    expect(broker.calls).toEqual(['submit 1 [] at 1', 'submit 2 [] at 7'])
    expect(manager.get(2)).toMatchObject({ status: 'submitted', quantity: 5, filledQuantity: 0, parentId: null, createdAt: 7, note: '' })
  })

  test('gives children orders of their own: reduce-only, on the other side, until canceled', () => {
    const parent = place(buy(10, { children: bracket(90, 110), tag: 'x', timeInForce: 'DAY' }))
    expect(broker.calls).toEqual(['submit 1 [2,3] at 1'])
    for (const [id, role] of [
      [2, 'stop'],
      [3, 'target'],
    ] as const) {
      expect(manager.get(id)).toMatchObject({
        parentId: parent.clientOrderId,
        quantity: 0,
        intent: { role, side: 'sell', reduceOnly: true, timeInForce: 'GTC', tag: 'x', children: [] },
      })
    }
  })

  test('an order that is only recorded is not sent', () => {
    const order = manager.record(sell(5), 9)
    expect(broker.calls).toEqual([])
    expect(order.status).toBe('accepted')
    manager.apply(filled(order.clientOrderId, 5, 10, true))
    expect(order.status).toBe('filled')
  })

  test('an id that was never given is a programmer’s error', () => {
    expect(() => manager.get(1)).toThrow(programmersError)
  })
})

describe('the broker’s word', () => {
  test('fills average their price, add their fees, and end the order with the last', () => {
    const order = place(buy(10))
    manager.apply(accepted(1))
    manager.apply(filled(1, 4, 100, false, 0.5))
    expect(order).toMatchObject({ status: 'partially-filled', filledQuantity: 4, averageFillPrice: 100, updatedAt: 3 })
    manager.apply(filled(1, 6, 105, true, 0.25))
    expect(order).toMatchObject({ status: 'filled', quantity: 10, filledQuantity: 10, averageFillPrice: 103, fees: 0.75 })
  })

  test('a notional has the quantity that it filled', () => {
    const order = place(buy(0, { quantity: { notional: 1_000 } }))
    expect(order.quantity).toBe(0)
    manager.apply(accepted(1))
    manager.apply(filled(1, 9, 100, true))
    expect(order).toMatchObject({ quantity: 9, filledQuantity: 9, status: 'filled' })
  })

  test('an update gives the price and what is left', () => {
    const order = place()
    manager.apply(accepted(1))
    manager.apply(filled(1, 4, 100, false))
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 5, price: limit(99), quantity: 3 })
    expect(order).toMatchObject({ price: limit(99), quantity: 7, status: 'partially-filled', updatedAt: 5 })
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 6, price: limit(98), quantity: null })
    expect(order).toMatchObject({ price: limit(98), quantity: 7 })
  })

  test.each([
    [{ kind: 'canceled', why: 'not wanted' }, 'canceled', 'not wanted'],
    [{ kind: 'rejected', why: 'no such route' }, 'rejected', 'no such route'],
    [{ kind: 'expired', why: 'DAY ended with its session' }, 'expired', 'DAY ended with its session'],
    [{ kind: 'triggered' }, 'triggered', ''],
  ] as const)('%j', (event, status, note) => {
    const order = place(buy(1, { price: stop(101), timeInForce: 'DAY' }))
    manager.apply(accepted(1))
    manager.apply({ ...event, clientOrderId: 1, time: 4 })
    expect(order).toMatchObject({ status, note, updatedAt: 4 })
  })

  test('a step that no order can take is an error', () => {
    place()
    manager.apply(accepted(1))
    manager.apply(filled(1, 4, 100, false))
    expect(() => manager.apply({ kind: 'rejected', clientOrderId: 1, time: 5, why: 'late' })).toThrow(programmersError)
  })

  test.each(['canceled', 'expired', 'rejected'] as const)('an order that ended stays as it ended when it is told to be %s', (kind) => {
    place()
    manager.apply(filled(1, 10, 100, true))
    expect(manager.apply({ kind, clientOrderId: 1, time: 5, why: 'late' })).toBeNull()
    expect(manager.orders[0]).toMatchObject({ status: 'filled', note: '' })
  })

  test('one that works at the broker and not here is ended there by its permanent id; one that was never sent is not', () => {
    place()
    place()
    manager.apply(filled(1, 10, 100, true))
    for (const id of [1, 2, 9]) manager.endThere(brokerOrder(70 + id, id), 6, 'it works there')
    expect(broker.calls.slice(2)).toEqual(['cancel one 71 at 6: it works there', 'cancel one 72 at 6: it works there'])
  })

  test('a fill is known by its id once it was told', () => {
    place()
    manager.apply(filled(1, 10, 100, true))
    expect([manager.executions.has(1), manager.executions.has(2)]).toEqual([true, false])
  })

  test('of an id that was never given is a programmer’s error', () => {
    expect(() => manager.apply(accepted(1))).toThrow(programmersError)
  })
})

describe('changing', () => {
  test('an order waits for the broker’s word on a change', () => {
    const order = place(buy(10, { price: limit(99) }))
    manager.apply(accepted(1))
    manager.modify(order, asApproved({ clientOrderId: 1, price: limit(98), quantity: null }), 4)
    expect(order).toMatchObject({ status: 'pending-update', price: limit(99) })
    expect(broker.calls.at(-1)).toBe('modify 1 at 4')
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 5, price: limit(98), quantity: null })
    expect(order).toMatchObject({ status: 'accepted', price: limit(98) })
  })

  test('a part-filled order is part-filled again after a change', () => {
    const order = place()
    manager.apply(accepted(1))
    manager.apply(filled(1, 4, 100, false))
    manager.modify(order, asApproved({ clientOrderId: 1, price: limit(98), quantity: null }), 4)
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 5, price: limit(98), quantity: null })
    expect(order.status).toBe('partially-filled')
  })

  test('an order that is being canceled can still fill', () => {
    const order = place()
    manager.apply(accepted(1))
    manager.cancel(order, 4, 'not wanted')
    expect(order.status).toBe('pending-cancel')
    expect(broker.calls.at(-1)).toBe('cancel 1 at 4: not wanted')
    manager.apply(filled(1, 10, 100, true))
    expect(order.status).toBe('filled')
  })

  test('an order at its end can be neither changed nor canceled', () => {
    const order = place()
    manager.apply(accepted(1))
    manager.apply(filled(1, 10, 100, true))
    expect(() => manager.cancel(order, 4, '')).toThrow(programmersError)
    expect(() => manager.modify(order, asApproved({ clientOrderId: 1, price: limit(1), quantity: null }), 4)).toThrow(programmersError)
  })
})

test('the lots of a whole order count what filled before a split in the shares after it', () => {
  const order = place(buy(10, { instrument: 'A' }))
  manager.apply(accepted(order.clientOrderId))
  manager.apply(filled(order.clientOrderId, 4, 100, false))
  expect(manager.wholeLots(order, 6)).toBe(10)
  manager.split(manager.standing('A'), { time: 4, ratio: 2, restated: (intent) => ({ ...intent, quantity: { lots: 20 } }) })
  manager.apply({ kind: 'updated', clientOrderId: order.clientOrderId, time: 4, price: order.price, quantity: 12 })
  expect([order.quantity - order.filledQuantity, manager.wholeLots(order, 12)]).toEqual([12, 20])
  manager.apply(filled(order.clientOrderId, 5, 50, false))
  manager.split(manager.standing('A'), { time: 5, ratio: 3, restated: (intent) => intent })
  expect(manager.wholeLots(order, 21)).toBe(60)
})

test.each(['before', 'after'])('what a reversal closes is restated by a split once, the word of the venue coming %s it', (when) => {
  const restated = (intent: OrderIntent): OrderIntent => splitIntent(intent, 0.1, instrument('A', 'equity'))
  const order = place(buy(300, { instrument: 'A', price: limit(100), closing: 200 }))
  manager.apply(accepted(1))
  const told = { kind: 'updated', clientOrderId: 1, time: 4, price: limit(1000), quantity: 30, isUnasked: true } as const
  const stood = manager.standing('A')
  if (when === 'before') manager.apply(told)
  manager.split(stood, { time: 4, ratio: 0.1, restated })
  if (when === 'after') manager.apply(told)
  expect([order.quantity, manager.closingLeft(order)]).toEqual([30, 20])
})

test('an order stands in the new shares from the split on, whenever the broker says so', () => {
  const restated = (intent: OrderIntent): OrderIntent => splitIntent(intent, 2, instrument('A', 'equity'))
  const order = place(buy(10, { instrument: 'A', price: stop(98), children: [{ role: 'stop', price: { at: 90 } }] }))
  const told = place(buy(10, { instrument: 'A', price: stop(96) }))
  for (const id of [1, 2, 3]) manager.apply(accepted(id))
  // At the very time of the split: it says nothing of where the rest stands.
  manager.apply({ ...filled(order.clientOrderId, 4, 98, false), time: 4 })
  const stood = manager.standing('A')
  manager.apply({ kind: 'updated', clientOrderId: told.clientOrderId, time: 4, price: stop(48), quantity: 20, isUnasked: true })
  manager.split(stood, { time: 4, ratio: 2, restated })
  expect([order.price, order.quantity - order.filledQuantity]).toEqual([stop(49), 12])
  expect([told.price, told.quantity]).toEqual([stop(48), 20])
  const child = manager.get(2)
  expect([child.price, child.quantity]).toEqual([stop(45), 0])
  manager.apply({ kind: 'updated', clientOrderId: order.clientOrderId, time: 4, price: stop(49), quantity: 12, isUnasked: true })
  expect([order.price, order.quantity - order.filledQuantity]).toEqual([stop(49), 12])
  // Said before the split, and heard only now.
  manager.apply({ kind: 'updated', clientOrderId: order.clientOrderId, time: 3, price: stop(94), quantity: 5, isUnasked: true })
  expect([order.price, order.quantity - order.filledQuantity]).toEqual([stop(47), 10])
})

describe('a fill of before a split that is heard of only after it', () => {
  const restated = (intent: OrderIntent): OrderIntent => splitIntent(intent, 3, instrument('A', 'equity'))
  const fill = (fillId: number, quantity: number, time: number, priceSource: Fill['priceSource'] = 'open'): OrderEvent => {
    const one = { fillId, quantity, price: 99, fee: 0, time, priceSource } as Fill
    return { kind: 'filled', clientOrderId: 1, time, done: false, fill: one }
  }
  const overSplit = () => {
    const order = place(sell(100, { instrument: 'A', price: stop(90) }))
    manager.apply(accepted(1))
    manager.split(manager.standing('A'), { time: 4, ratio: 3, restated })
    const stands = () => [order.quantity - order.filledQuantity, order.filledQuantity, manager.wholeLots(order, 0)]
    return { order, stands }
  }

  test('takes what its lots have become off what is left, and counts so in the lots of the whole order', () => {
    const { order, stands } = overSplit()
    manager.apply(fill(2, 33, 3))
    expect(stands()).toEqual([201, 33, 99])
    // Out of its order.
    manager.apply(fill(1, 7, 3))
    expect(stands()).toEqual([180, 40, 120])
    manager.apply(fill(3, 30, 4))
    expect(stands()).toEqual([150, 70, 150])
    // Inside the bar that ends as the split comes.
    manager.apply(fill(4, 10, 4, 'limit'))
    expect(stands()).toEqual([120, 80, 180])
    expect(order.price).toEqual(stop(30))
  })

  test('takes nothing off what the broker has said since is left', () => {
    const { stands } = overSplit()
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 4, price: stop(30), quantity: 201, isUnasked: true })
    manager.apply(fill(1, 33, 3))
    expect(stands()).toEqual([201, 33, 99])
  })
})

describe('what a connection can do to reports', () => {
  test('a fill that is told twice counts once', () => {
    const order = place(buy(10))
    manager.apply(filled(1, 4, 100, false, 0.5, 8))
    expect(manager.apply(filled(1, 4, 100, false, 0.5, 8))).toBeNull()
    expect(order).toMatchObject({ status: 'partially-filled', filledQuantity: 4, fees: 0.5 })
    expect(manager.executions.anomalies).toEqual({ lateFills: 0, repeats: 1, revisions: 0, twinFills: 0 })
  })

  test('a fill that comes after the end counts, and the order stays ended', () => {
    place(buy(10))
    manager.apply({ kind: 'canceled', clientOrderId: 1, time: 3, why: 'not wanted' })
    expect(manager.apply(filled(1, 4, 100, false, 0.5))).toMatchObject({ status: 'canceled', filledQuantity: 4, note: 'not wanted' })
    manager.apply(filled(1, 8, 101, true, 0.5))
    const [order] = manager.orders
    expect(order).toMatchObject({ status: 'canceled', quantity: 12, filledQuantity: 12, fees: 1 })
    expect(order?.averageFillPrice).toBeCloseTo(100.6667, 4)
    expect(manager.executions.anomalies).toEqual({ lateFills: 2, repeats: 0, revisions: 0, twinFills: 0 })
    expect(manager.apply(filled(1, 8, 101, true, 0.5, 2))).toBeNull()
  })

  test('a fill that is taken back or put right changes nothing of its order, before its end and after', () => {
    const order = place(buy(10))
    manager.apply(filled(1, 10, 100, false, 0.5, 8))
    const fill = { fillId: 8, quantity: 10, price: 100, fee: 0.5 } as Fill
    const corrected = { kind: 'revised', clientOrderId: 1, time: 4, fill, becomes: { ...fill, price: 99 } } as const
    expect(manager.apply(corrected)).toMatchObject({ status: 'partially-filled', filledQuantity: 10, averageFillPrice: 100 })
    expect(manager.apply(corrected)).toBeNull()
    manager.apply({ kind: 'canceled', clientOrderId: 1, time: 5, why: 'enough' })
    expect(manager.apply({ ...corrected, becomes: null })).toMatchObject({ status: 'canceled', filledQuantity: 10 })
    expect([manager.executions.hasRevision({ ...corrected, becomes: null }), manager.executions.hasRevision(corrected)]).toEqual([
      true,
      false,
    ])
    expect([order.filledQuantity, manager.executions.anomalies]).toEqual([10, { lateFills: 0, repeats: 1, revisions: 2, twinFills: 0 }])
  })

  test('what stands of a fill is what was told of it, whatever the broker has, then what the last revision made of it', () => {
    place(buy(10))
    const told = { fillId: 8, clientOrderId: 1, quantity: 10, price: 100, fee: 0 } as Fill
    const theirs = { ...told, fee: 9 }
    const fewer = { ...told, quantity: 4, fee: 2 }
    expect(manager.executions.standing(theirs)).toBeUndefined()
    manager.apply(filled(1, 10, 100, true, 0, 8))
    expect(manager.executions.standing(theirs)).toMatchObject({ quantity: 10, fee: 0 })
    manager.apply({ kind: 'revised', clientOrderId: 1, time: 4, fill: theirs, becomes: fewer })
    expect(manager.executions.standing(theirs)).toEqual(fewer)
    manager.apply({ kind: 'revised', clientOrderId: 1, time: 5, fill: theirs, becomes: null })
    expect(manager.executions.standing(theirs)).toBeNull()
  })

  test('ids go on from what the broker says is the next, and never back', () => {
    const idAfter = (next: number): number => {
      manager.skipTo(next)
      return place(buy(1)).clientOrderId
    }
    expect([idAfter(1), idAfter(7), idAfter(1)]).toEqual([1, 7, 8])
    expect([manager.orders.length, manager.count]).toEqual([3, 3])
  })

  test('fills out of their order give the sums that they give in order', () => {
    const [first, second] = [place(buy(10)), place(buy(10))]
    const lots = [1, 2, 7].map((quantity, index) => [quantity, 100.1 + index / 7, 0.1 * quantity] as const)
    for (const [index, [quantity, price, fee]] of lots.entries()) manager.apply(filled(1, quantity, price, index === 2, fee, index + 1))
    for (const index of [2, 0, 1]) {
      const [quantity, price, fee] = lots[index] as (typeof lots)[number]
      manager.apply(filled(2, quantity, price, index === 2, fee, index + 11))
    }
    const [, other] = manager.orders
    for (const field of ['averageFillPrice', 'filledQuantity', 'fees', 'status'] as const) expect(other?.[field]).toBe(first[field])
    expect(second.status).toBe('filled')
  })

  test('a commission that comes later is added to the fees, once, before or after its fill and after the end', () => {
    const order = place(buy(10))
    manager.apply(commission(1, 1, 0.25))
    expect(order.fees).toBe(0.25)
    manager.apply(filled(1, 4, 100, false, 0.5, 1))
    manager.apply(filled(1, 6, 100, true, 0.5, 2))
    expect(manager.apply(commission(1, 2, 0.125))).toMatchObject({ fees: 1.375, status: 'filled' })
    expect(manager.apply(commission(1, 2, 0.125))).toBeNull()
    expect(manager.orders[0]?.fees).toBe(1.375)
  })

  test('an answer to a request that came too late is old news', () => {
    const order = place(buy(10))
    manager.apply(accepted(1))
    manager.cancel(order, 4, 'not wanted')
    manager.apply(filled(1, 10, 100, true))
    expect(manager.apply({ kind: 'cancel-rejected', clientOrderId: 1, time: 5, why: 'too late' })).toBeNull()
    expect(manager.orders[0]).toMatchObject({ status: 'filled', filledQuantity: 10 })
  })

  test('a cancel that is refused gives the order back, and the strategy sees it again', () => {
    const order = place(buy(10))
    manager.apply(accepted(1))
    manager.cancel(order, 4, 'not wanted')
    expect(manager.desk('s', 'X').view).toEqual([])
    manager.apply({ kind: 'cancel-rejected', clientOrderId: 1, time: 5, why: 'too close to the auction' })
    expect(order.status).toBe('accepted')
    expect(manager.desk('s', 'X').view).toHaveLength(1)
  })
})

describe('a desk', () => {
  const desk = () => manager.desk('s', 'X')

  test('is the same one every time, and another for each strategy and instrument', () => {
    expect(desk()).toBe(manager.desk('s', 'X'))
    expect(new Set([desk(), manager.desk('t', 'X'), manager.desk('s', 'Y')]).size).toBe(3)
  })

  test('lists working orders in the order they came, until they end', () => {
    for (const tag of ['a', 'b', 'c']) place(buy(1, { tag }))
    expect(desk().orders.map((order) => order.intent.tag)).toEqual(['a', 'b', 'c'])
    manager.apply(accepted(2))
    manager.apply({ kind: 'canceled', clientOrderId: 2, time: 3, why: '' })
    expect(desk().orders.map((order) => order.intent.tag)).toEqual(['a', 'c'])
    manager.apply(accepted(3))
    expect(desk().orders.map((order) => order.intent.tag)).toEqual(['a', 'c'])
    for (const id of [1, 3]) manager.apply({ kind: 'rejected', clientOrderId: id, time: 4, why: '' })
    expect(desk().orders).toEqual([])
    expect(desk().view).toEqual([])
  })

  test('shows the strategy what is left of its orders, at their last prices', () => {
    place(buy(10, { tag: 'a', price: limit(99) }))
    manager.apply(accepted(1))
    expect(desk().view).toEqual([{ tag: 'a', role: 'entry', side: 'buy', price: limit(99), leaves: 10 }])
    manager.apply(filled(1, 4, 99, false))
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 4, price: limit(98), quantity: 5 })
    expect(desk().view).toEqual([{ tag: 'a', role: 'entry', side: 'buy', price: limit(98), leaves: 5 }])
    expect(desk().view).toBe(desk().view)
  })

  test('hides an order that is being canceled', () => {
    const canceled = place(buy(1, { tag: 'a' }))
    place(buy(1, { tag: 'b' }))
    manager.apply(accepted(1))
    manager.cancel(canceled, 3, '')
    manager.apply(accepted(2))
    expect(desk().view.map((order) => order.tag)).toEqual(['b'])
  })

  test('hides children that still sleep', () => {
    place(buy(10, { children: bracket(90, 110) }))
    for (const id of [1, 2, 3]) manager.apply(accepted(id))
    expect(desk().view.map((order) => order.role)).toEqual(['entry'])
    manager.apply(filled(1, 10, 100, true))
    manager.apply({ kind: 'updated', clientOrderId: 2, time: 3, price: stop(90), quantity: 10 })
    expect(desk().view).toEqual([{ tag: '', role: 'stop', side: 'sell', price: stop(90), leaves: 10 }])
  })
})

test('a triggered order whose fill is heard before its waking works on with the rest of its lots', () => {
  place(buy(10, { children: [{ role: 'triggered', side: 'sell', lots: 20, price: limit(110) }] }))
  for (const event of [accepted(1), accepted(2), filled(2, 4, 110, false)]) manager.apply(event)
  const triggered = manager.get(2)
  expect(triggered).toMatchObject({ status: 'partially-filled', quantity: 20, filledQuantity: 4 })
  expect(lotsLeft(triggered)).toBe(16)
  manager.apply({ kind: 'updated', clientOrderId: 2, time: 5, price: limit(110), quantity: 16 })
  expect(lotsLeft(manager.get(2))).toBe(16)
})

describe('what an order was asked to be last', () => {
  const answer = (kind: 'updated' | 'update-rejected', clientOrderId: number): OrderEvent =>
    kind === 'updated'
      ? { kind, clientOrderId, time: 3, price: limit(9), quantity: null }
      : { kind, clientOrderId, time: 3, why: 'too late' }
  const wished = (order: Order) => [manager.wish(order).quantity, manager.wish(order).price]
  const ask = (order: Order, price: number, quantity: number | null = null): void =>
    manager.modify(order, asApproved({ clientOrderId: order.clientOrderId, price: limit(price), quantity }), 2)

  test('is how it was placed, then each change as it is asked for', () => {
    const order = place(buy(10, { price: limit(5) }))
    manager.apply(accepted(1))
    expect(wished(order)).toEqual([{ lots: 10 }, limit(5)])
    ask(order, 6, 20)
    expect(wished(order)).toEqual([{ lots: 20 }, limit(6)])
    manager.apply(answer('updated', 1))
    ask(order, 7)
    expect(wished(order)).toEqual([{ lots: 20 }, limit(7)])
  })

  test('goes back to what the broker agreed to when it refuses', () => {
    const order = place(buy(10, { price: limit(5) }))
    manager.apply(accepted(1))
    ask(order, 6)
    ask(order, 7)
    manager.apply(answer('updated', 1))
    expect(wished(order)).toEqual([{ lots: 10 }, limit(7)])
    manager.apply(answer('update-rejected', 1))
    expect(wished(order)).toEqual([{ lots: 10 }, limit(6)])
  })

  test('is not agreed to by what the broker says unasked: a change that is refused after it is not wished for', () => {
    const order = place(buy(10, { price: limit(5) }))
    manager.apply(accepted(1))
    ask(order, 6)
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 3, price: limit(5), quantity: 4, isUnasked: true })
    expect(order).toMatchObject({ status: 'pending-update', quantity: 4 })
    manager.apply(answer('update-rejected', 1))
    expect(order.status).toBe('accepted')
    expect(wished(order)).toEqual([{ lots: 10 }, limit(5)])
  })
})

describe('the most lots that an order may still trade', () => {
  const stands = (quantity: number): OrderEvent => ({
    kind: 'updated',
    clientOrderId: 1,
    time: 3,
    price: limit(5),
    quantity,
    isUnasked: true,
  })
  const placed = (): Order => {
    const order = place(buy(26, { price: limit(5) }))
    manager.apply(accepted(1))
    return order
  }
  const ask = (order: Order, quantity: number | null): void =>
    manager.modify(order, asApproved({ clientOrderId: 1, price: limit(6), quantity }), 2)

  test('are what is left of it, also while its end is asked for', () => {
    const order = placed()
    manager.apply(stands(5))
    manager.cancel(order, 4, 'enough')
    expect(order.status).toBe('pending-cancel')
    expect(manager.mostLeft(order)).toBe(5)
  })

  test('are what any change under way asks for, where that is more', () => {
    const order = placed()
    ask(order, 40)
    ask(order, 30)
    expect(manager.mostLeft(order)).toBe(40)
    manager.cancel(order, 4, 'enough')
    expect(manager.mostLeft(order)).toBe(40)
  })

  test('are no more for a change of its price alone', () => {
    const order = placed()
    manager.apply(stands(5))
    ask(order, null)
    expect(manager.mostLeft(order)).toBe(5)
  })
})

describe('the lots of an order that close first', () => {
  const reversal = (): Order => {
    const order = place(buy(43, { price: limit(5), closing: 20 }))
    manager.apply(accepted(1))
    return order
  }
  const stands = (quantity: number, isUnasked?: true): void => {
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 3, price: limit(5), quantity, ...(isUnasked && { isUnasked }) })
  }

  test('are gone as it fills, and as the venue takes them off', () => {
    const order = reversal()
    expect(manager.closingLeft(order)).toBe(20)
    manager.apply(filled(1, 5, 5, false))
    expect(manager.closingLeft(order)).toBe(15)
    stands(30, true)
    expect(manager.closingLeft(order)).toBe(7)
    stands(2, true)
    expect(manager.closingLeft(order)).toBe(0)
  })

  test('stay while a change takes lots off, as far as there are so many', () => {
    const order = reversal()
    manager.modify(order, asApproved({ clientOrderId: 1, price: limit(5), quantity: 30 }), 2)
    stands(30)
    expect(manager.closingLeft(order)).toBe(20)
    manager.modify(order, asApproved({ clientOrderId: 1, price: limit(5), quantity: 12 }), 2)
    stands(12)
    expect(manager.closingLeft(order)).toBe(12)
  })
})
