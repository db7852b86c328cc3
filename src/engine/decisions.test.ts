// What several orders, strategies and batches do to one another on one account.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { limit } from '../model/order-price.js'
import { amend, enterLong, enterShort, exit, type Signals, target } from '../model/signal.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const flat = flatBars(100, 100, 100, 100, 100, 100, 100)
const series = handSeries('A', flat)

function run(strategies: readonly Strategy[], bars = [series], config: BacktestConfigInput = {}) {
  return runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series: bars, config: { ...free, ...config } })
}

describe('amend', () => {
  const bracket = (tag: string, stop: number) => enterLong({ tag, size: { lots: 5 }, protect: { stop } })
  const stops = (result: ReturnType<typeof run>) =>
    result.orders.filter(({ intent }) => intent.role === 'stop').map(({ price }) => ('trigger' in price ? price.trigger : null))

  test('moves the stop under its own tag, and no other', () => {
    expect(stops(run([scripted({ 0: [bracket('a', 80), bracket('b', 85)], 2: amend({ tag: 'b', trigger: 95 }) })]))).toEqual([80, 95])
  })

  test('moves the stop while a limit exit works beside it', () => {
    const result = run([scripted({ 0: bracket('', 80), 2: exit({ order: limit(120) }), 3: amend({ trigger: 95 }) })])
    expect(stops(result)).toEqual([95])
  })

  test('of a price that no working order has is denied, and says which', () => {
    const { denials } = run([
      scripted({ 0: enterLong({ order: limit(50), size: { lots: 5 }, timeInForce: 'GTC' }), 1: amend({ trigger: 60 }) }),
    ])
    expect(denials).toMatchObject([{ code: 'NOTHING_TO_AMEND', context: { price: 'trigger' } }])
  })
})

describe('buying power', () => {
  test('holds for strategies side by side: what one has makes no room for another, and a reversal frees its own', () => {
    const long = scripted({ 0: enterLong({ size: { lots: 900 } }), 4: enterShort({ size: { lots: 900 } }) }, 'long')
    const short = (lots: number) => scripted({ 2: enterShort({ size: { lots } }) }, 'short')
    const tooMuch = run([long, short(101)])
    expect(tooMuch.denials).toMatchObject([{ code: 'BUYING_POWER', strategy: 'short', context: { required: 10_100, available: 10_000 } }])
    expect(tooMuch.openPositions.map(({ quantity }) => quantity)).toEqual([-900])
    expect(run([long, short(100)]).openPositions.map(({ quantity }) => quantity)).toEqual([-900, -100])
  })

  test('does not count the proceeds of an exit that may never fill', () => {
    const both = strategyOf('rotator', {
      onBars: ({ instruments }): Signals => {
        const index = instruments[0]?.bar.index
        if (index === 0) return enterLong({ instrument: 'A', size: { lots: 1_000 } })
        if (index !== 2) return undefined
        return [exit({ instrument: 'A', order: limit(200) }), enterLong({ instrument: 'B', size: { lots: 1_000 } })]
      },
    })
    const { denials, equity } = run([both], [series, handSeries('B', flat)])
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', instrument: 'B' }])
    expect(Math.min(...equity.cash)).toBeGreaterThanOrEqual(0)
  })
})

describe('rotation after-fill', () => {
  const rotate = (script: Readonly<Record<number, Signals>>) =>
    run(
      [strategyOf('rotator', { onBars: ({ instruments }) => script[instruments[0]?.bar.index ?? -1] })],
      [series, handSeries('B', flat)],
      { rotation: 'after-fill' },
    )

  test('sizes an entry by the money that the sale brought in', () => {
    const { fills, denials } = rotate({
      0: enterLong({ instrument: 'A', size: { lots: 1_000 } }),
      2: [exit({ instrument: 'A' }), enterLong({ instrument: 'B' })],
    })
    expect(denials).toEqual([])
    expect(fills.map(({ instrument, side, quantity }) => `${side} ${quantity} ${instrument}`)).toEqual([
      'buy 1000 A',
      'sell 1000 A',
      'buy 500 B',
    ])
  })

  test('buys once what two batches asked for while the first still waited', () => {
    const { openPositions } = rotate({
      0: target('A', 0.9),
      2: [target('A', 0.5), target('B', 0.3)],
      3: [target('A', 0.4), target('B', 0.3)],
    })
    expect(openPositions.map(({ instrument, quantity }) => [instrument, quantity])).toEqual([
      ['A', 400],
      ['B', 300],
    ])
  })
})

describe('what is told of a bracket', () => {
  const { roundTrips, orders } = run(
    [scripted({ 0: enterLong({ size: { lots: 5 }, protect: { stop: 95 }, reason: 'a dip' }) })],
    [handSeries('A', [...flatBars(100, 100), [100, 101, 90, 92], ...flatBars(92)])],
  )

  test('a stop-out is told as a stop, not by the reason of the entry', () => {
    expect(roundTrips).toMatchObject([{ entryReason: 'a dip', exitReason: 'stop', exitRole: 'stop' }])
  })

  test('a child is recorded with its own side and price', () => {
    expect(orders[1]?.intent).toMatchObject({
      role: 'stop',
      side: 'sell',
      price: { type: 'stop', trigger: 95 },
      reduceOnly: true,
      reason: '',
    })
  })
})

test('a change inside a bar works from the next bar on: the price that was is not undone', () => {
  const daily = handSeries('A', [...flatBars(100), [99, 103, 98, 102], [102, 103, 99, 102]])
  const hourly = handSeries('B', flatBars(...Array.from({ length: 60 }, () => 50)), { timeframe: '1h' })
  const strategy = strategyOf('chaser', {
    onBar: ({ instrument, bar, position }): Signals => {
      if (instrument.id === 'A' && bar.index === 0) return enterLong({ order: limit(90), size: { lots: 1 }, timeInForce: 'GTC' })
      if (instrument.id === 'B' && bar.index === 36 && position.isFlat) return amend({ instrument: 'A', limit: 100 })
      return undefined
    },
  })
  expect(run([strategy], [daily, hourly]).fills.map(({ barIndex, price }) => [barIndex, price])).toEqual([[2, 100]])
})

test('what fills at the last close under same-close stands in the equity', () => {
  const { equity, fills } = run([scripted({ 6: enterLong({ size: { lots: 10 } }) })], [series], {
    timing: 'same-close',
    fees: { perShare: 1 },
  })
  expect(fills).toHaveLength(1)
  expect(equity.equity.at(-1)).toBe(100_000 - 10)
})

test('a strategy cannot write its position', () => {
  const vandal = strategyOf('vandal', {
    onBar: ({ bar, position }): Signals => {
      if (bar.index === 3) Object.assign(position as object, { quantity: 0 })
      return bar.index === 0 ? enterLong({ size: { lots: 10 } }) : undefined
    },
  })
  expect(() => run([vandal])).toThrow(expect.objectContaining({ code: 'STRATEGY_THREW' }))
})

describe('a stop and the cap on volume', () => {
  const crashing: HandBar[] = [...flatBars(100), [100, 101, 50, 100], ...flatBars(100, 100)]
  const crash = handSeries(
    'A',
    crashing.map((bar) => withVolume(bar, 1_000)),
  )

  test('triggers in a bar whose share is used up, and fills when there is volume again', () => {
    const { fills } = run([scripted({ 0: enterLong({ size: { lots: 100 }, protect: { stop: 95 } }) })], [crash], { participation: 0.1 })
    expect(fills.map(({ side, quantity, barIndex, rule }) => `${side} ${quantity} ${rule} in ${barIndex}`)).toEqual([
      'buy 100 market-at-open in 1',
      'sell 100 market-at-open in 2',
    ])
  })
})

test.each([
  ['an Enter', enterShort({ size: { weight: 0.5 } })],
  ['a Target', target('A', -0.5)],
])('%s that reverses does not close again what the stop has closed', (_, signal) => {
  const bars = handSeries('A', [...flatBars(100, 100, 100), [90, 91, 89, 90], ...flatBars(90, 90)])
  const { openPositions } = run([scripted({ 0: enterLong({ size: { lots: 800 }, protect: { stop: 95 } }), 2: signal })], [bars])
  expect(openPositions).toMatchObject([{ quantity: -500 }])
})

test('an equal Enter leaves a part-filled order as it is', () => {
  const again = enterLong({ size: { lots: 100 }, order: limit(101), timeInForce: 'GTC' })
  const bars = handSeries(
    'A',
    flat.map((bar) => withVolume(bar, 400)),
  )
  const script = Object.fromEntries([0, 1, 2, 3, 4, 5].map((index) => [index, again]))
  const { openPositions, counts } = run(
    [scripted({ 0: again, 1: again, 2: again, ...script, 3: undefined, 4: undefined, 5: undefined })],
    [bars],
    {
      participation: 0.1,
    },
  )
  expect({ openPositions, orders: counts.orders }).toMatchObject({ openPositions: [{ quantity: 100 }], orders: 1 })
})

test('a strategy cannot move the bar on to see the next one', () => {
  const peeker = strategyOf('peeker', {
    onBar: ({ bar }): Signals => {
      Object.assign(bar as object, { index: bar.index + 1 })
      return undefined
    },
  })
  expect(() => run([peeker])).toThrow(expect.objectContaining({ code: 'STRATEGY_THREW' }))
})

function withVolume([open, high, low, close]: HandBar, volume: number): HandBar {
  return [open, high, low, close, volume]
}
