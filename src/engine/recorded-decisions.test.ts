// What a run keeps of its decisions: the inputs they were made from, and the orders that they led to.

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { flatBars, free, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { bollinger } from '../indicators/bollinger.js'
import { sma } from '../indicators/sma.js'
import type { BarSeries } from '../model/bar.js'
import { limit } from '../model/order-price.js'
import { cancel, enterLong, exit } from '../model/signal.js'
import { defineStrategy, type Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'

const bars = handSeries('A', steps(10, 11, 12, 13, 14, 15))
const gtc = { size: { lots: 5 }, timeInForce: 'GTC' } as const

function run(strategy: Strategy, series: readonly BarSeries[] = [bars], record?: { readonly decisions: boolean }) {
  return runBacktest({ strategies: [{ strategy }], series, config: free, record })
}

/** Buys at the third bar of any series. */
const averaging = defineStrategy({
  name: 'averaging',
  params: z.object({}),
  indicators: () => ({ mean: sma('close', 2), bands: bollinger(3, 2) }),
  onBar: ({ bar }) => (bar.index === 2 ? enterLong({ size: { lots: 1 } }) : undefined),
}) as unknown as Strategy

describe('a decision', () => {
  test('has the last close, the position before it, and the account that risk judged', () => {
    const { decisions } = run(scripted({ 1: enterLong({ size: { lots: 5 } }), 3: exit() }))
    expect(decisions).toMatchObject([
      { sequence: 1, mark: 11, position: 0, orderId: 1, account: { equity: 100_000, grossExposure: 0, heldLots: 0 } },
      { sequence: 2, mark: 13, position: 5, orderId: 2, account: { equity: 100_010, grossExposure: 65, heldLots: 5 } },
    ])
  })

  test('has what the indicators read at its bar, by the name of each line', () => {
    const [decision] = run(averaging).decisions ?? []
    expect(decision?.indicators).toMatchObject({ mean: 11.5, 'bands.middle': 11 })
  })

  test('on several timeframes has those of each, at the bar of it that had closed', () => {
    const hours = handSeries('A', flatBars(...Array.from({ length: 144 }, (_, i) => i + 1)), { timeframe: '1h' })
    const daily = (run(averaging, [bars, hours]).decisions ?? []).find(({ indicators }) => !Number.isNaN(indicators['mean@1d']))
    expect(daily?.indicators).toMatchObject({ 'mean@1d': 11.5, 'mean@1h': 71.5 })
  })

  test('that replaces an order is linked to the one that takes its place, once it is placed', () => {
    const bracket = (at: number) => enterLong({ ...gtc, order: limit(at), protect: { stop: 1 } })
    const { decisions, orders } = run(scripted({ 0: bracket(5), 1: bracket(6), 2: cancel() }))
    expect(decisions?.map(({ verdict, orderId }) => [verdict, orderId])).toEqual([
      ['approved', 1],
      ['approved', 3],
      ['canceled', 3],
    ])
    expect(orders.filter(({ parentId }) => parentId === null).map(({ clientOrderId }) => clientOrderId)).toEqual([1, 3])
  })

  test('that was denied has no order, and stands where its denial does', () => {
    const { decisions, denials } = run(scripted({ 0: exit(), 1: enterLong({ size: { lots: 1e6 } }) }))
    expect(decisions?.map(({ verdict, orderId }) => [verdict, orderId])).toEqual(denials.map(({ code }) => [code, null]))
  })
})

test('a run that is told not to keeps no decisions, and is the same run', () => {
  const strategy = scripted({ 1: enterLong({ size: { lots: 5 } }) })
  const [kept, bare] = [run(strategy), run(strategy, [bars], { decisions: false })]
  expect([bare.decisions, kept.decisions?.length]).toEqual([null, 1])
  expect(bare.hashes).toEqual(kept.hashes)
})

test('an open position tells what part exits have realized and what it has cost', () => {
  const { openPositions } = runBacktest({
    strategies: [{ strategy: scripted({ 0: enterLong({ size: { lots: 10 } }), 2: exit({ fraction: 0.4 }) }) }],
    series: [bars],
    config: { ...free, fees: { perShare: 1 } },
  })
  expect(openPositions).toMatchObject([{ quantity: 6, averagePrice: 10, realizedPnl: 8, unrealizedPnl: 30, fees: 14 }])
})
