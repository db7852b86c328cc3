// A strategy that says at every close what it wants: the order that works is compared with what was asked of it last.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { Order, OrderIntent } from '../../model/order.js'
import { buy } from '../../model/order.testing.js'
import { limit, trailingStop } from '../../model/order-price.js'
import { amend, enterLong, type Signals } from '../../model/signal.js'
import { traceBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'
import { isModifiable, isSame, samePrice } from './same-order.js'

const gtc = { timeInForce: 'GTC' } as const
const lots = (count: number) => enterLong({ size: { lots: count }, order: limit(95), ...gtc })
const at = (price: number) => enterLong({ size: { lots: 10 }, order: limit(price), ...gtc })
const trailing = (amount: number) => enterLong({ size: { lots: 10 }, order: trailingStop({ amount }), ...gtc })

function run(signals: readonly Signals[], config: BacktestConfigInput = {}) {
  const series = [handSeries('A', flatBars(...signals.map(() => 100), 100, 100), { timeframe: '1m' })]
  const { result, log } = traceBacktest({ strategies: [{ strategy: scripted({ ...signals }) }], series, config: { ...free, ...config } })
  const working = result.orders.find(({ status }) => status === 'accepted')
  return { ...result, working, verdicts: log.decisions.map(({ verdict }) => verdict) }
}

describe('a wish that goes there and back', () => {
  test('in its size ends where it began', () => {
    const { working, verdicts } = run([lots(10), lots(20), lots(10), lots(10)])
    expect(working?.quantity).toBe(10)
    expect(verdicts).toEqual(['approved', 'amended', 'amended', 'unchanged'])
  })

  test('in its trail ends where it began', () => {
    const { working, verdicts } = run([trailing(10), trailing(20), trailing(10), trailing(10)])
    expect(working?.price).toMatchObject({ trail: { amount: 10 } })
    expect(verdicts).toEqual(['approved', 'amended', 'amended', 'unchanged'])
  })

  test('while the first change is under way is not lost', () => {
    const { working } = run([at(95), undefined, undefined, at(94), at(95), ...Array<undefined>(8)], {
      latency: { entry: 1, response: 90_000 },
    })
    expect(working?.price).toEqual(limit(95))
  })

  test('by an amendment is one too', () => {
    const { working, verdicts } = run([at(95), amend({ limit: 96 }), at(95), at(95)])
    expect(working?.price).toEqual(limit(95))
    expect(verdicts).toEqual(['approved', 'amended', 'amended', 'unchanged'])
  })
})

test('what may only reduce is not what may open, nor can it become that', () => {
  const wish: OrderIntent = buy(10)
  const working = { intent: wish, price: wish.price, status: 'accepted' } as Order
  expect([isSame(working, wish, wish), isModifiable(working, wish)]).toEqual([true, true])
  const reducing = { ...wish, reduceOnly: true }
  expect([isSame(working, wish, reducing), isModifiable(working, reducing)]).toEqual([false, false])
})

test('a notional keeps its amount when its price is amended before it fills', () => {
  const entry = enterLong({ order: limit(95), ...gtc })
  const { denials, verdicts, working } = run([entry, amend({ limit: 96 })], { sizing: 'all-in' })
  expect(denials).toEqual([])
  expect(verdicts).toEqual(['approved', 'amended'])
  expect(working?.price).toEqual(limit(96))
})

test.each([
  [100, 100, true],
  [100, 101, false],
  [0, -0, true],
  [Number.NaN, Number.NaN, true],
  [Number.NaN, 100, false],
])('a limit of %d and one of %d: the same is %s', (a, b, same) => {
  expect(samePrice(limit(a), limit(b))).toBe(same)
  const wish: OrderIntent = { ...buy(10), price: limit(a) }
  expect(isSame({ intent: wish, price: wish.price, status: 'accepted' } as Order, wish, { ...wish, price: limit(b) })).toBe(same)
})

test('a size that is no number is the same again, and another number of lots is not', () => {
  const wish: OrderIntent = buy(Number.NaN)
  const working = { intent: wish, price: wish.price, status: 'accepted' } as Order
  expect([isSame(working, wish, buy(Number.NaN)), isSame(working, wish, buy(10))]).toEqual([true, false])
})
