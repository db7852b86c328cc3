import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { bracket, buy } from '../model/order.testing.js'
import { limit, stop, stopLimit } from '../model/signal.js'
import { account } from './account.testing.js'
import { approve } from './approve.js'
import { finite } from './finite.js'

const coin = instrument('X', 'crypto')
const NaNs = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

const cases: [string, (value: number) => OrderIntent, string][] = [
  ['lots', (value) => buy(value), 'quantity'],
  ['a notional', (value) => buy(0, { quantity: { notional: value } }), 'notional'],
  ['a limit', (value) => buy(1, { price: limit(value) }), 'limit'],
  ['a trigger', (value) => buy(1, { price: stop(value) }), 'trigger'],
  ['the trigger of a stop-limit', (value) => buy(1, { price: stopLimit(value, 100) }), 'trigger'],
  ['the limit of a stop-limit', (value) => buy(1, { price: stopLimit(100, value) }), 'limit'],
  ['a child’s stop', (value) => buy(1, { children: bracket(value, 110) }), 'stop'],
  ['a child’s target', (value) => buy(1, { children: bracket(90, value) }), 'target'],
  ['a child’s percent', (value) => buy(1, { children: [{ role: 'stop', price: { fractionOfFill: value } }] }), 'stop'],
]

test.each(cases)('%s that is not finite is denied by name', (_, intent, field) => {
  for (const value of NaNs)
    expect(finite(intent(value), account(), coin)).toEqual({ code: 'NOT_FINITE', context: { field, value: String(value) } })
})

test.each(cases)('%s of the largest double passes, and without the control NaN would', (_, intent) => {
  expect(finite(intent(Number.MAX_VALUE), account(), coin)).toBeNull()
  expect(approve(intent(Number.NaN), account(), coin, []).denial).toBeUndefined()
})
