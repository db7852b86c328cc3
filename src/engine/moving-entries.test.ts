// Entries whose price moves until they fill: they are judged where they begin, and what guards them is away from where they filled.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { limit, type OrderPrice, relative, trailingStop, trailingStopLimit } from '../model/order-price.js'
import { type EnterOptions, enterLong, enterShort } from '../model/signal.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

function run(options: EnterOptions, bars: readonly HandBar[], config: BacktestConfigInput = {}, enter = enterLong) {
  const { orders, fills, denials, equity } = runBacktest({
    strategies: [{ strategy: scripted({ 0: enter({ timeInForce: 'GTC', ...options }) }) }],
    series: [handSeries('A', bars)],
    config: { ...free, ...config },
  })
  return { orders, fills, denials: denials.map(({ code, context }) => ({ code, ...context })), cash: equity.cash.at(-1) }
}

const rising = steps(100, 105, 110, 115, 121, 125)
const byFifth: readonly OrderPrice[] = [trailingStop({ fraction: 0.2 }), trailingStop({ amount: 20 }), trailingStop({ fraction: 0.2 }, 120)]

describe('a buy that trails the price', () => {
  test.each(byFifth)('%j is held to the value of an order where it begins', (order) => {
    const options = { size: { lots: 100 }, order }
    expect(run(options, rising, { limits: { orderValue: 11_999 } })).toMatchObject({ fills: [], denials: [{ code: 'MAX_ORDER_VALUE' }] })
    const { fills, denials } = run(options, rising, { limits: { orderValue: 12_000 } })
    expect([denials, fills.map(({ price }) => price)]).toEqual([[], [120]])
  })

  test.each([
    [trailingStopLimit({ fraction: 0.2 }, 3), 12_300],
    [trailingStopLimit({ amount: 10 }, 3, 120), 12_300],
  ])('%j at its limit', (order, value) => {
    const options = { size: { lots: 100 }, order }
    expect(run(options, rising, { limits: { orderValue: value - 1 } }).denials).toMatchObject([{ code: 'MAX_ORDER_VALUE' }])
    expect(run(options, rising, { limits: { orderValue: value } }).denials).toEqual([])
  })

  test('is paid from the cash that there is', () => {
    const config = { cash: 10_000, account: 'cash' } as const
    const order = trailingStop({ fraction: 0.2 })
    expect(run({ size: { lots: 84 }, order }, rising, config).denials).toMatchObject([{ code: 'BUYING_POWER' }])
    expect(run({ size: { lots: 83 }, order }, rising, config).cash).toBe(10_000 - 83 * 120)
  })

  test('that another order triggers is held to the same', () => {
    const options = { size: { lots: 1 }, triggers: [{ side: 'buy', lots: 100, order: trailingStop({ fraction: 0.2 }) }] } as const
    expect(run(options, rising, { limits: { orderValue: 11_999 } }).denials[0]).toMatchObject({ code: 'MAX_ORDER_VALUE' })
    expect(run(options, rising, { limits: { orderValue: 12_500 } }).denials).toEqual([])
  })

  test('has its stop a share below where it fills, however far it came down', () => {
    const { orders, fills } = run(
      { size: { lots: 10 }, order: trailingStop({ fraction: 0.1 }), protect: { stop: { fraction: 0.02 } } },
      steps(100, 90, 80, 70, 78, 79),
      { intrabar: 'ohlc' },
    )
    const stop = orders.find(({ intent }) => intent.role === 'stop')?.price
    expect(fills[0]).toMatchObject({ side: 'buy', price: 77 })
    expect(stop).toEqual({ type: 'stop', trigger: 75.46 })
  })
})

test.each([relative(0.1), relative(0.1, 100)])('%j has its stop a share below where it fills', (order) => {
  const { orders, fills } = run(
    { size: { lots: 10 }, order, protect: { stop: { fraction: 0.02 } } },
    [...flatBars(100), [90, 90.5, 89, 90], ...flatBars(90)],
    { spread: { ticks: 2 } },
  )
  const stop = orders.find(({ intent }) => intent.role === 'stop')?.price
  expect(fills[0]?.price).toBeLessThan(92)
  expect(stop).toMatchObject({ trigger: expect.closeTo((fills[0]?.price as number) * 0.98, 1) })
})

test('a sell that trails is judged at the mark, from which it can only rise', () => {
  const options = { size: { lots: 100 }, order: trailingStop({ fraction: 0.2 }) }
  expect(run(options, rising, { limits: { orderValue: 9_999 } }, enterShort).denials).toMatchObject([{ code: 'MAX_ORDER_VALUE' }])
  expect(run(options, rising, { limits: { orderValue: 10_000 } }, enterShort).denials).toEqual([])
})

test('a price that stands still has its stop from the signal, as before', () => {
  const { orders } = run({ size: { lots: 10 }, order: limit(101), protect: { stop: { fraction: 0.02 } } }, rising)
  expect(orders.find(({ intent }) => intent.role === 'stop')?.intent.price).toEqual({ type: 'stop', trigger: 98.98 })
})
