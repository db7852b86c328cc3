// What a change asks for counts from when it is asked for: until the broker has answered nobody knows which of the two the order is.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import { amend, enterLong, type Signal } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const buys = (lots: number, at: number, tag = 'a') => enterLong({ size: { lots }, order: limit(at), timeInForce: 'GTC', tag })

/** Ten lots at 100 rest since the first bar; what is said at the third travels for a second. */
function denialsOf(said: readonly Signal[], config: BacktestConfigInput) {
  const { denials, orders } = runBacktest({
    strategies: [{ strategy: scripted({ 0: buys(10, 99), 2: said }) }],
    series: [handSeries('A', flatBars(100, 100, 100, 100, 100))],
    config: { ...free, cash: 10_000, latency: { entry: 1000, response: 1000, feed: 'none' }, ...config },
  })
  return { codes: denials.map(({ code }) => code), orders: orders.map(({ intent }) => intent.tag) }
}

describe.each(['research', 'cash', 'margin'] as const)('in a %s account', (account) => {
  const power = account === 'margin' ? 20_000 : 10_000

  test('a price is judged with the lots that were asked for before it', () => {
    const raised = [buys(power / 100, 99), amend({ tag: 'a', limit: 120 })]
    expect(denialsOf(raised, { account }).codes).toEqual(['BUYING_POWER'])
    expect(denialsOf([buys(power / 125, 99), amend({ tag: 'a', limit: 120 })], { account }).codes).toEqual([])
  })

  test('another order finds what they leave', () => {
    const [most, rest] = [power / 100 - 10, power / 100]
    expect(denialsOf([buys(most, 99), buys(most, 99, 'b')], { account }).codes).toEqual(['BUYING_POWER'])
    expect(denialsOf([buys(most, 99), buys(rest - most, 99, 'b')], { account }).codes).toEqual([])
  })

  test('and what the price that was asked for leaves', () => {
    const dear = (lots: number) => denialsOf([amend({ tag: 'a', limit: 150 }), buys(lots, 100, 'b')], { account }).codes
    expect(dear(power / 100 - 14)).toEqual(['BUYING_POWER'])
    expect(dear(power / 100 - 15)).toEqual([])
  })
})

test('a limit on the value of an order holds for the lots that were asked for', () => {
  const raised = [buys(100, 99), amend({ tag: 'a', limit: 120 })]
  expect(denialsOf(raised, { leverage: 10, limits: { orderValue: 11_999 } }).codes).toEqual(['MAX_ORDER_VALUE'])
  expect(denialsOf(raised, { leverage: 10, limits: { orderValue: 12_000 } }).codes).toEqual([])
})
