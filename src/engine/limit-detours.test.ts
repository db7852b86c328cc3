// Ways around a limit: by what an order triggers, by a trigger that is reached already, by a position that is closed afterwards.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { limit, limitIfTouched } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, enterShort, exit, type TriggeredOrder } from '../model/signal.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const bars = flatBars(100, 100, 100, 100, 100)
const run = (script: Script, config: BacktestConfigInput, shape: readonly HandBar[] = bars): RunResult =>
  runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', shape)],
    config: { ...free, leverage: 100, ...config },
  })
const codes = ({ denials }: RunResult) => denials.map(({ code }) => code)
const fills = (result: RunResult) => result.fills.map(({ side, quantity, price }) => `${side} ${quantity} @${price}`)
const equity = (result: RunResult) => result.equity.equity.at(-1) ?? 0

const ten = { size: { lots: 10 } } as const
const triggering = (...triggers: readonly TriggeredOrder[]) => enterLong({ ...ten, triggers })
const buys = (...lots: readonly number[]): TriggeredOrder[] => lots.map((one) => ({ side: 'buy', lots: one }))

describe('what an order triggers', () => {
  test('stands without a stop, and is denied where everything needs one', () => {
    const script: Script = { 0: enterLong({ ...ten, protect: { stop: 95 }, triggers: [{ side: 'sell', lots: 1_000, order: limit(101) }] }) }
    const up: HandBar[] = [...flatBars(100, 100), [100, 160, 100, 160], ...flatBars(160, 160)]
    expect(equity(run(script, {}, up))).toBeLessThan(50_000)
    const denied = run(script, { protection: { required: 'deny' } }, up)
    expect([codes(denied), equity(denied)]).toEqual([['NO_PROTECTION'], 100_000])
  })

  test('is a trade of the day', () => {
    expect(codes(run({ 0: triggering(...buys(10, 11)) }, { limits: { dailyTrades: 2 } }))).toEqual(['DAILY_TRADES'])
    expect(fills(run({ 0: triggering(...buys(10, 11)) }, { limits: { dailyTrades: 3 } }))).toHaveLength(3)
  })

  test('is a message of the second', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => index + 1)
    const { orders, denials, risk } = run({ 0: triggering(...buys(...fifty)) }, { limits: { messages: { reject: 5, terminate: 20 } } })
    expect([orders.length, denials.map(({ code }) => code)]).toEqual([0, ['MESSAGE_RATE']])
    expect(risk?.breaches.map(({ code }) => code)).toEqual(['MESSAGE_RATE'])
    expect(fills(run({ 0: triggering(...buys(1, 2, 3, 4)) }, { limits: { messages: { reject: 5, terminate: 20 } } }))).toHaveLength(5)
  })

  test('meets the account’s own orders', () => {
    const selling = (price: number) => triggering({ side: 'sell', lots: 20, order: limit(price) })
    const met = (price: number) =>
      runBacktest({
        strategies: [
          { strategy: scripted({ 0: enterLong({ ...ten, order: limit(99), timeInForce: 'GTC' }) }, 'a') },
          { strategy: scripted({ 0: selling(price) }, 'b') },
        ],
        series: [handSeries('A', bars)],
        config: { ...free, limits: { selfMatch: 'deny' } },
      })
    expect(codes(met(99))).toEqual(['SELF_MATCH'])
    expect(codes(met(99.01))).toEqual([])
  })

  test('is a duplicate of another', () => {
    expect(codes(run({ 0: triggering(...buys(11, 11)) }, { limits: { duplicateSeconds: 1 } }))).toEqual(['DUPLICATE_ORDER'])
    expect(codes(run({ 0: triggering(...buys(11, 12)) }, { limits: { duplicateSeconds: 1 } }))).toEqual([])
  })
})

test('a trigger that is reached already moves no price tolerance', () => {
  const script: Script = {
    0: enterLong({ ...ten, order: limitIfTouched(200, 206) }),
    1: enterShort({ ...ten, order: limitIfTouched(50, 48.5) }),
  }
  const denied = run(script, { limits: { priceTolerance: 0.03 } })
  expect(denied.denials).toMatchObject([
    { code: 'PRICE_TOLERANCE', context: { price: 206, limit: 103, reference: 100 } },
    { code: 'PRICE_TOLERANCE', context: { price: 48.5, limit: 97, reference: 100 } },
  ])
})

describe('a net limit', () => {
  /** Short A, then long B against it; A is closed afterwards, by its stop or by an exit. */
  const hedged = (lots: number, limits: BacktestConfigInput['limits'], protect?: { readonly stop: number }) =>
    runBacktest({
      strategies: [
        {
          strategy: strategyOf('hedged', {
            onBar({ instrument: { id }, bar }) {
              if (id !== 'A') return undefined
              if (bar.index === 0) return enterShort({ instrument: 'A', size: { lots: 500 }, ...(protect && { protect }) })
              if (bar.index === 1) return enterLong({ instrument: 'B', size: { lots } })
              return bar.index === 3 && protect === undefined ? exit({ instrument: 'A' }) : undefined
            },
          }),
        },
      ],
      series: [
        handSeries('A', [...flatBars(100, 100, 100), [100, 102, 100, 102], ...flatBars(102, 102)]),
        handSeries('B', flatBars(100, 100, 100, 100, 100, 100)),
      ],
      config: { ...free, leverage: 3, limits },
    })
  const held = (result: RunResult) => result.openPositions.map(({ instrument, quantity }) => `${instrument} ${quantity}`)

  test.each([['a stop', { stop: 101 }] as const, ['an exit', undefined] as const])(
    'finds no room in a short that %s closes',
    (_, protect) => {
      expect(held(hedged(1_500, {}, protect))).toEqual(['B 1500'])
      const denied = hedged(1_500, { netEquity: 1 }, protect)
      expect([codes(denied), held(denied)]).toEqual([['MAX_NET'], []])
      expect(held(hedged(1_000, { netEquity: 1 }, protect))).toEqual(['B 1000'])
    },
  )
})
