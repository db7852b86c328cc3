import { expect, test } from 'vitest'
import { asApproved, buy } from '../../model/order.testing.js'
import { limit, type OrderPrice } from '../../model/order-price.js'
import { MINUTE_MS } from '../../model/time.js'
import { refusedChanges } from './refused-changes.js'
import { beginCheck, runInside, submit } from './run-inside.testing.js'

const at = (minute: number): number => Date.UTC(2024, 0, 1) + minute * MINUTE_MS

/** A limit order at 98, and a log in which it was left as it was at those minutes, for a wish at that price. */
function resting(...unchanged: readonly (readonly [minute: number, wished: number])[]) {
  const decisions = unchanged.map(([minute, price]) => ({
    verdict: 'unchanged',
    orderId: 1,
    intent: buy(10, { price: limit(price) }),
    time: at(minute),
  }))
  const check = beginCheck(refusedChanges, runInside({}, { log: { ofOrders: decisions } }))
  check.sent?.(submit(1, buy(10, { price: limit(98) })), at(0))
  const ask = (minute: number, price: OrderPrice): void => {
    check.sent?.({ kind: 'modify', change: asApproved({ clientOrderId: 1, quantity: null, price }) }, at(minute))
  }
  const refuse = (minute: number): void => {
    check.afterEvent?.({ kind: 'update-rejected', clientOrderId: 1, time: at(minute), why: '' }, at(minute))
  }
  const update = (minute: number, price: OrderPrice, isUnasked = false): void => {
    check.afterEvent?.({ kind: 'updated', clientOrderId: 1, time: at(minute), price, quantity: null, isUnasked }, at(minute))
  }
  return { ask, refuse, update, found: () => check.atEnd?.(at(9)) }
}

test('I18: an order that was refused a price is not left as it is for a wish at that price', () => {
  const { ask, refuse, found } = resting([2, 97])
  ask(1, limit(97))
  expect(found()).toBeNull()
  refuse(1)
  expect(found()).toMatchObject({ context: { order: 1, refused: at(1), wished: at(2) } })
})

test('it may be for a wish at the price where it stands, and before it is refused', () => {
  const { ask, refuse, found } = resting([1, 97], [2, 98])
  ask(0, limit(97))
  refuse(1)
  expect(found()).toBeNull()
})

test('once it is asked for again it may', () => {
  const { ask, refuse, found } = resting([3, 97])
  ask(1, limit(97))
  refuse(1)
  ask(2, limit(97))
  expect(found()).toBeNull()
})

test('so it may where another request is under way, or the broker moved it there after all', () => {
  const two = resting([2, 97])
  two.ask(1, limit(97))
  two.ask(1, limit(97))
  two.refuse(1)
  expect(two.found()).toBeNull()
  const moved = resting([3, 97])
  moved.ask(1, limit(97))
  moved.refuse(1)
  moved.update(2, limit(97))
  expect(moved.found()).toBeNull()
})

test('what the broker says unasked answers no request', () => {
  const { ask, update, refuse, found } = resting([4, 97])
  ask(1, limit(97))
  update(2, limit(98), true)
  refuse(3)
  expect(found()).toMatchObject({ context: { refused: at(3), wished: at(4) } })
})
