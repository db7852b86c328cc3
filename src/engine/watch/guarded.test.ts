// The guarded profile in whole runs; what each of its controls alone prevents is in tests/controls.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, START, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import { amend, enterLong, exit } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const long = (lots: number) => enterLong({ size: { lots } })
const bars = flatBars(100, 100, 100, 100, 100, 100)
const day = (shape: readonly HandBar[]) => [handSeries('A', shape)]

describe('the guarded profile', () => {
  const guarded = (script: Script, shape: readonly HandBar[], config: BacktestConfigInput = {}) =>
    runBacktest({
      strategies: [{ strategy: scripted(script) }],
      series: day(shape),
      config: { ...free, riskProfile: 'guarded', ...config },
    })

  test('lets an order through that stays within every limit, and what closes it', () => {
    const { fills, denials } = guarded({ 0: long(49), 2: exit() }, bars)
    expect(denials).toEqual([])
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 49', 'sell 49'])
  })

  test('sends fifty orders a second of the whole account, and no more', () => {
    const ids = Array.from({ length: 11 }, (_, index) => `I${index + 10}`)
    const each = ids.flatMap((id) =>
      Array.from({ length: 5 }, (_, k) => enterLong({ instrument: id, size: { lots: k + 1 }, tag: `t${k}` })),
    )
    const orders = (messages: object, count: number) =>
      runBacktest({
        strategies: [
          { strategy: strategyOf('crowd', { onBars: ({ time }) => (time === START + 86_400_000 ? each.slice(0, count) : undefined) }) },
        ],
        series: ids.map((id) => handSeries(id, bars)),
        config: { ...free, limits: { messages: { reject: 5, terminate: 20, ...messages } } },
      })
    const held = orders({}, 51)
    expect(held.counts.orders).toBe(50)
    expect(held.denials).toMatchObject([{ code: 'MESSAGE_RATE', context: { account_limit: 50 } }])
    expect(held.risk?.breaches).toEqual([])
    expect(orders({}, 50).denials).toEqual([])
    expect(orders({ account: 'unlimited' }, 55).counts.orders).toBe(55)
  })

  test('judges a change as the order that it makes', () => {
    const order = enterLong({ size: { lots: 10 }, order: limit(90), timeInForce: 'GTC' })
    const { denials, orders } = guarded({ 0: order, 1: amend({ limit: 103.01 }), 2: amend({ limit: 102 }) }, steps(100, 100, 100, 100))
    expect(denials).toMatchObject([{ code: 'PRICE_TOLERANCE', context: { price: 103.01, limit: 103 } }])
    expect(orders[0]).toMatchObject({ averageFillPrice: 100, price: { limit: 102 } })
  })

  test.each(['orderValue', 'positionEquity', 'grossEquity', 'messages', 'selfMatch', 'repeatedExecutions'] as const)(
    'with %s missing opens nothing, and closes all the same',
    (name) => {
      const { denials, fills } = guarded({ 0: long(1) }, bars, { limits: { [name]: null } })
      expect(denials).toMatchObject([{ code: 'LIMIT_MISSING', context: { limit: name } }])
      expect(fills).toEqual([])
    },
  )

  test('with every limit unlimited in words is the research profile with a stop', () => {
    const names = [
      'orderValue',
      'orderEquity',
      'orderVolume',
      'basketEquity',
      'positionEquity',
      'strategyEquity',
      'grossEquity',
      'netEquity',
      'concentration',
    ]
    const unlimited = Object.fromEntries(names.map((name) => [name, 'unlimited']))
    expect(guarded({ 0: long(900) }, bars, { limits: unlimited }).fills).toHaveLength(1)
  })

  test('says in its assumptions what is in force', () => {
    const { assumptions } = guarded({}, bars, { limits: { orderValue: 10_000, netEquity: null } })
    const said = assumptions.find(({ name }) => name === 'riskProfile')?.value
    expect(said).toMatch(/^guarded: finite numbers, .*orderValue 10000, .*netEquity missing: it refuses.*messages 5\/20/)
  })
})
