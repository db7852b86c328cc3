import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { type ChildIntent, childIntent, type OrderIntent } from '../../model/order.js'
import { intent } from '../../model/order.testing.js'
import { limit, type OrderPrice, relative, stop, stopLimit, trailingStop, trailingStopLimit } from '../../model/order-price.js'
import { RestingOrder } from './resting-order.js'
import { endsWithSplit, restate, splitReason } from './split-orders.js'

const smooth = instrument('X', 'equity', { tick: 'none' })

function resting(price: OrderPrice, overrides: Partial<OrderIntent> = {}, hasBegun = false): RestingOrder {
  const asked = intent('sell', 10, { price, ...overrides })
  const childIds = asked.children.map((_, index) => 2 + index)
  const order = new RestingOrder(1, asked, -1, price, childIds, null, 0)
  order.leaves = 10
  order.hasBegun = hasBegun
  return order
}

function child(of: ChildIntent, hasBegun: boolean): RestingOrder {
  const own = childIntent(intent('buy', 10), of)
  const order = new RestingOrder(2, own, -1, own.price, [], 1, 0)
  order.hasBegun = hasBegun
  order.leaves = 10
  return order
}

describe('which orders end with a split', () => {
  test('those that have worked, with their time in force as the reason', () => {
    expect(endsWithSplit(resting(limit(110), {}, true))).toBe(true)
    expect(splitReason(resting(limit(110), {}, true))).toBe('GTC ends with a split')
  })

  test('not those that wait for their first session', () => {
    expect(endsWithSplit(resting(limit(110)))).toBe(false)
  })

  test('not the protection of an open position, but what another order triggered', () => {
    expect(endsWithSplit(child({ role: 'stop', price: { at: 90 } }, true))).toBe(false)
    expect(endsWithSplit(child({ role: 'target', price: { at: 120 } }, true))).toBe(false)
    expect(endsWithSplit(child({ role: 'triggered', side: 'sell', lots: 5, price: stop(60) }, true))).toBe(true)
  })
})

describe('an order that goes on', () => {
  test('stands at the same worth: price ÷ ratio, lots × ratio', () => {
    const order = resting(stopLimit(90, 88), { closing: 5 })
    restate(order, 4, smooth)
    expect([order.trigger, order.limit, order.leaves, order.closing]).toEqual([22.5, 22, 40, 20])
    expect(order.price).toEqual(stopLimit(22.5, 22))
    expect(order.intent.quantity).toEqual({ lots: 40 })
  })

  test('takes the prices of the children that sleep along', () => {
    const order = resting(stop(90), { children: [{ role: 'stop', price: { at: 100 } }] })
    restate(order, 4, smooth)
    expect(order.intent.children).toEqual([{ role: 'stop', price: { at: 25 } }])
  })

  test('that trails stands behind where the price has brought it, and one that follows the quote keeps its cap', () => {
    const trailing = resting(trailingStop({ amount: 8 }, 90))
    trailing.trigger = 100
    restate(trailing, 4, smooth)
    expect([trailing.trigger, trailing.price]).toEqual([25, trailingStop({ amount: 2 }, 25)])
    const pegged = resting(relative(0.4, 80))
    pegged.limit = 100
    restate(pegged, 4, smooth)
    expect([pegged.cap, pegged.offset]).toEqual([20, 0.1])
    // Where it stands the next price says.
    expect(pegged.limit).toBeNaN()
  })

  test('has the limit that its trailing trigger left it with, on the tick', () => {
    const order = resting(trailingStopLimit({ amount: 8 }, 0.5, 100.01))
    order.meetTrigger('none')
    expect(order.limit).toBe(99.51)
    restate(order, 4, instrument('X', 'equity'))
    // A quarter of 99.51 is 24.8775: a seller asks for no less.
    expect(order.limit).toBe(24.88)
  })

  test('that has triggered still has its limit, and a change to come is changed too', () => {
    const order = resting(stopLimit(90, 88))
    order.meetTrigger('none')
    order.nextPrice = stopLimit(90, 84)
    restate(order, 4, smooth)
    expect([order.waitsForTrigger, order.limit, order.nextPrice]).toEqual([false, 22, stopLimit(22.5, 21)])
  })
})
