import { expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import { instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import { basketValue } from './basket-value.js'

const stock = instrument('X', 'equity')

/** At a mark of 100 and an equity of 100,000: a quarter are 250 lots. */
function baskets(basketEquity: Limit = 0.25) {
  const clock = { ...facts(), now: 1_000_000, isChange: false, replaces: null as Order | null }
  const breaches: Breach[] = []
  const control = basketValue({ basketEquity }, clock, (breach) => breaches.push(breach))
  const ask = (intent = buy(50)) => control?.(intent, account(), stock) ?? null
  return { ask, breaches, clock }
}

test('the leg that passes the bound is denied, and all after it within the second', () => {
  const { ask, breaches } = baskets()
  for (let leg = 0; leg < 4; leg++) expect(ask()).toBeNull()
  expect(ask(buy(51))).toEqual({ code: 'MAX_BASKET_VALUE', context: { would_be: 25_100, limit: 25_000 } })
  expect(ask(buy(1))?.code).toBe('MAX_BASKET_VALUE')
  expect(breaches).toMatchObject([{ code: 'MAX_BASKET_VALUE', severity: 'critical', instrument: null }])
})

test('legs that come to the bound pass', () => {
  const { ask, breaches } = baskets()
  for (let leg = 0; leg < 5; leg++) expect(ask()).toBeNull()
  expect(breaches).toEqual([])
})

test('a second later another basket begins', () => {
  const { ask, clock } = baskets()
  expect(ask(buy(250))).toBeNull()
  clock.now += 999
  expect(ask(buy(1))?.code).toBe('MAX_BASKET_VALUE')
  clock.now += 1
  expect(ask(buy(250))).toBeNull()
})

test('what reduces and what changes an order is no leg', () => {
  const { ask, clock } = baskets()
  expect(ask(buy(250))).toBeNull()
  expect(ask(sell(100, { reduceOnly: true }))).toBeNull()
  expect(ask({ ...buy(100), strategy: 'another' })).toBeNull()
  clock.isChange = true
  expect(ask(buy(300))).toBeNull()
})

test('what waits to take the place of an order is a leg once, as it is sent', () => {
  const { ask, clock } = baskets()
  clock.replaces = working(buy(200))
  expect(ask(buy(200))).toBeNull()
  clock.replaces = null
  expect(ask(buy(200))).toBeNull()
  clock.replaces = working(buy(51))
  expect(ask(buy(51))?.code).toBe('MAX_BASKET_VALUE')
})

test('of a reversal only what it opens counts', () => {
  const { ask } = baskets()
  expect(ask(buy(400, { closing: 150 }))).toBeNull()
  expect(ask(buy(1))?.code).toBe('MAX_BASKET_VALUE')
})

test('each order that is triggered is a leg, and an exit that triggers it is none', () => {
  const triggers = (...lots: readonly number[]) => ({
    children: lots.map((one) => ({ role: 'triggered', side: 'buy', lots: one, price: { type: 'market' } }) as const),
  })
  const { ask } = baskets()
  expect(ask(sell(400, { reduceOnly: true, ...triggers(50) }))).toBeNull()
  expect(ask(buy(50, triggers(50, 100)))).toBeNull()
  expect(ask(buy(1))).toEqual({ code: 'MAX_BASKET_VALUE', context: { would_be: 25_100, limit: 25_000 } })
})

test('a limit that nobody set refuses, unlimited leaves the control out', () => {
  expect(baskets(null).ask()?.code).toBe('LIMIT_MISSING')
  expect(baskets('unlimited').ask(buy(10_000))).toBeNull()
})
