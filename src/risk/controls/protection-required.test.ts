import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { bracket, buy, sell, working } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import { protectionRequired } from './protection-required.js'

const stock = instrument('X', 'equity')
const [stopChild, target] = bracket(90, 110)

test('an entry without a stop is denied', () => {
  const control = protectionRequired('default', facts())
  expect(control(buy(1), account(), stock)).toEqual({ code: 'NO_PROTECTION', context: { instrument: 'X', role: 'entry', side: 'buy' } })
  expect(control(sell(1, { children: [target as never] }), account(), stock)?.code).toBe('NO_PROTECTION')
})

test('an entry with a stop passes', () => {
  expect(protectionRequired('deny', facts())(buy(1, { children: [target as never, stopChild as never] }), account(), stock)).toBeNull()
  expect(protectionRequired('deny', facts())(sell(1, { reduceOnly: true }), account(), stock)).toBeNull()
})

test('what an order triggers has no stop of its own: it is denied, or guarded once it fills', () => {
  const triggering = buy(1, { children: [stopChild as never, { role: 'triggered', side: 'sell', lots: 2, price: { type: 'market' } }] })
  const denied = { code: 'NO_PROTECTION', context: { instrument: 'X', role: 'triggered', side: 'sell' } }
  for (const intent of [triggering, { ...triggering, reduceOnly: true }]) {
    expect(protectionRequired('deny', facts())(intent, account(), stock)).toEqual(denied)
    expect(protectionRequired('default', facts())(intent, account(), stock)).toBeNull()
  }
})

test('of a change the order that is changed carries it, what replaces an order carries its own', () => {
  const order = working(buy(1, { children: bracket(90, 110) }))
  expect(protectionRequired('deny', facts({ replaces: order, isChange: true }))(buy(2), account(), stock)).toBeNull()
  expect(protectionRequired('deny', facts({ replaces: order }))(buy(2), account(), stock)?.code).toBe('NO_PROTECTION')
  expect(protectionRequired('deny', facts({ replaces: working(buy(1)), isChange: true }))(buy(2), account(), stock)?.code).toBe(
    'NO_PROTECTION',
  )
  const triggered = working(buy(1, { role: 'triggered' }))
  expect(protectionRequired('default', facts({ replaces: triggered, isChange: true }))(buy(2), account(), stock)).toBeNull()
  expect(protectionRequired('deny', facts({ replaces: triggered, isChange: true }))(buy(2), account(), stock)?.code).toBe('NO_PROTECTION')
})
