import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { type ChildIntent, type OrderIntent, plainTerms } from '../model/order.js'
import { bracket, buy } from '../model/order.testing.js'
import { limit, market, type OrderPrice, relative, stop, stopLimit, trailingStop, trailingStopLimit } from '../model/order-price.js'
import { account } from './account.testing.js'
import { approve } from './approve.js'
import { finite } from './finite.js'

const coin = instrument('X', 'crypto')
const NaNs = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

const triggered = (lots: number, price: OrderPrice): ChildIntent => ({ role: 'triggered', side: 'sell', lots, price })
const trailingFrom = (at: number): ChildIntent => ({ role: 'stop', price: { trail: { amount: 1 }, from: { at } } })

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
  ['a trail', (value) => buy(1, { price: trailingStop({ amount: value }) }), 'trail'],
  ['where a trailing stop begins', (value) => buy(1, { price: trailingStop({ fraction: 0.1 }, value) }), 'trigger'],
  ['an offset', (value) => buy(1, { price: trailingStopLimit({ fraction: 0.1 }, value) }), 'offset'],
  ['the limit of a relative order', (value) => buy(1, { price: relative(0, value) }), 'limit'],
  ['the end of a GTD order', (value) => buy(1, { terms: { ...plainTerms, goodTill: value } }), 'goodTill'],
  ['a child’s trail', (value) => buy(1, { children: [{ role: 'stop', price: { trail: { fraction: value }, from: null } }] }), 'trail'],
  ['where a child’s trail begins', (value) => buy(1, { children: [trailingFrom(value)] }), 'stop'],
  ['lots that are triggered', (value) => buy(1, { children: [triggered(value, market())] }), 'triggered quantity'],
  ['a limit that is triggered', (value) => buy(1, { children: [triggered(1, limit(value))] }), 'limit'],
]

test.each(cases)('%s that is not finite is denied by name', (_, intent, field) => {
  for (const value of NaNs)
    expect(finite(intent(value), account(), coin)).toEqual({ code: 'NOT_FINITE', context: { field, value: String(value) } })
})

test.each(cases)('%s of the largest double passes, and without the control NaN would', (_, intent) => {
  expect(finite(intent(Number.MAX_VALUE), account(), coin)).toBeNull()
  expect(approve(intent(Number.NaN), account(), coin, []).denial).toBeUndefined()
})
