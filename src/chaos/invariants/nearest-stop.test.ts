import { expect, test } from 'vitest'
import type { BrokerEvent } from '../../model/broker.js'
import { buy, sell } from '../../model/order.testing.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { nearestStop } from './nearest-stop.js'
import { beginCheck, filled, runInside, submit } from './run-inside.testing.js'

const start = Date.UTC(2024, 0, 1)
const stopAt = (trigger: number) => ({ role: 'stop', reduceOnly: true, price: { type: 'stop', trigger } }) as const

/** Ten are held, and their stops stand there: order 2, 3 and so on. */
function held(...triggers: readonly number[]) {
  const check = beginCheck(nearestStop, runInside({ riskProfile: 'guarded' }))
  const hear = (event: BrokerEvent): void => void check.afterEvent?.(event, start)
  check.sent?.(submit(1, buy(10)), start)
  hear(filled(fillOf(10, 100)))
  for (const [index, trigger] of triggers.entries()) {
    check.sent?.(submit(index + 2, sell(10, stopAt(trigger))), start)
    hear({ kind: 'accepted', clientOrderId: index + 2, time: start })
  }
  const end = (clientOrderId: number): void => void check.sent?.({ kind: 'cancel', clientOrderId }, start)
  return { check, hear, end, found: () => check.afterTime?.(start) }
}

test('P2: the nearest of two stops does not end for the other', () => {
  const { end, found } = held(98, 97)
  end(2)
  expect(found()).toMatchObject({ context: { order: 2, trigger: 98, left: '97' } })
  expect(found()).toBeNull()
})

test('the farther of them may, and either of two that are as near', () => {
  const { end, found } = held(98, 97)
  end(3)
  expect(found()).toBeNull()
  const equal = held(98, 98)
  equal.end(2)
  expect(equal.found()).toBeNull()
})

test('where it stands is what the broker said last', () => {
  const { end, hear, found } = held(98, 97)
  hear({ kind: 'updated', clientOrderId: 3, time: start, price: { type: 'stop', trigger: 99 }, quantity: 10 })
  end(2)
  expect(found()).toBeNull()
})

test('all of them may end, one that is alone, and whichever stands beside one that closes already', () => {
  const all = held(98, 97)
  all.end(2)
  all.end(3)
  expect(all.found()).toBeNull()
  const alone = held(98)
  alone.end(2)
  expect(alone.found()).toBeNull()
  const closing = held(98, 97)
  closing.hear({ kind: 'triggered', clientOrderId: 3, time: start })
  closing.end(2)
  expect(closing.found()).toBeNull()
})

test('what stood in for the stop of an entry may end as that one wakes, nearer or not', () => {
  const { check, end, hear, found } = held(98)
  check.sent?.(submit(3, buy(5, { children: [{ role: 'stop', price: { at: 97 } }] }), { childIds: [4] }), start)
  hear({ kind: 'updated', clientOrderId: 4, time: start, price: stopAt(97).price, quantity: 5 })
  end(2)
  expect(found()).toBeNull()
})

test('one on the side of a position that is gone may end', () => {
  const { check, end, hear, found } = held(98, 97)
  check.sent?.(submit(9, sell(10)), start)
  hear(filled(fillOf(-10, 100, { clientOrderId: 9 })))
  end(2)
  expect(found()).toBeNull()
})
