import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit } from '../model/order-price.js'
import { amend, cancel, enterLong, enterShort, exit } from '../model/signal.js'
import { MINUTE_MS } from '../model/time.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { traceBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const one = { size: { lots: 1 } } as const
const minutes = (bars: readonly HandBar[], openFor = MINUTE_MS): BarSeries => handSeries('A', bars, { timeframe: '1m', openFor })
const minute = (index: number): number => START + index * MINUTE_MS

function run(strategy: Strategy, series: readonly BarSeries[], config: BacktestConfigInput = {}) {
  const { result, log } = traceBacktest({ strategies: [{ strategy }], series, config: { ...free, ...config } })
  return { ...result, log }
}

const entry = (ms: number): BacktestConfigInput => ({ latency: { entry: ms } })

describe('an order under way', () => {
  test('that arrives inside a bar fills at the open of the next', () => {
    const series = [minutes(steps(10, 11, 12, 13))]
    expect(run(scripted({ 0: enterLong(one) }), series).fills).toMatchObject([{ price: 10, barIndex: 1 }])
    expect(run(scripted({ 0: enterLong(one) }), series, entry(200)).fills).toMatchObject([{ price: 11, barIndex: 2, time: minute(2) }])
  })

  test('that arrives before the next bar begins fills at its open', () => {
    const series = [minutes(steps(10, 11, 12), MINUTE_MS - 1_000)]
    expect(run(scripted({ 0: enterLong(one) }), series, entry(200)).fills).toMatchObject([{ price: 10, barIndex: 1 }])
    expect(run(scripted({ 0: enterLong(one) }), series, entry(1_000)).fills).toMatchObject([{ price: 10, barIndex: 1 }])
    expect(run(scripted({ 0: enterLong(one) }), series, entry(1_001)).fills).toMatchObject([{ price: 11, barIndex: 2 }])
  })

  test('at the end of the data stays unanswered', () => {
    const { orders, fills } = run(scripted({ 1: enterLong(one) }), [minutes(flatBars(10, 10))], entry(200))
    expect(fills).toEqual([])
    expect(orders).toMatchObject([{ status: 'submitted' }])
  })

  test('is delayed by the feed as by the way to the venue', () => {
    const series = [minutes(steps(10, 11, 12, 13), MINUTE_MS - 1_000)]
    const strategy = scripted({ 0: enterLong(one) })
    expect(run(strategy, series, { latency: { feed: 600, entry: 400 } }).fills).toMatchObject([{ barIndex: 1 }])
    expect(run(strategy, series, { latency: { feed: 601, entry: 400 } }).fills).toMatchObject([{ barIndex: 2 }])
  })
})

describe('an order that was sent before a fill was heard', () => {
  // The stop fills in the third minute; it is heard of in the fifth.
  const falls: HandBar[] = [...flatBars(100, 100), [100, 100, 94, 95], ...flatBars(95, 95, 95, 95, 95, 95)]
  const slow: BacktestConfigInput = { latency: { response: 90_000 } }
  const long = enterLong({ size: { lots: 10 }, protect: { stop: 95 } })

  test('does not close a second time what it was to turn', () => {
    const { openPositions, orders } = run(scripted({ 0: long, 2: enterShort({ size: { lots: 10 } }) }), [minutes(falls)], slow)
    expect(orders.at(-1)).toMatchObject({ intent: { quantity: { lots: 20 } }, status: 'filled', filledQuantity: 10 })
    expect(openPositions).toMatchObject([{ quantity: -10 }])
  })

  test('does not wait to close what comes later', () => {
    const script = { 0: long, 2: exit({ order: limit(98) }), 5: enterLong({ size: { lots: 10 }, tag: 'new' }) }
    const rises: HandBar[] = [...falls, [95, 99, 95, 99], ...flatBars(99, 99, 99)]
    const { openPositions, orders } = run(scripted(script), [minutes(rises)], slow)
    expect(orders.find(({ intent }) => intent.role === 'exit')).toMatchObject({
      status: 'canceled',
      note: 'there is no position to reduce',
    })
    expect(openPositions).toMatchObject([{ quantity: 10 }])
  })

  test('or while it was under way itself, is too late for its group', () => {
    const grouped = (tag: string) => enterLong({ tag, size: { lots: 10 }, order: limit(101), oca: { group: 'g', type: 1 } })
    const { fills, orders } = run(scripted({ 0: grouped('a'), 1: grouped('b') }), [minutes(flatBars(100, 100, 100, 100))], {
      latency: { response: 90_000 },
    })
    expect(fills).toHaveLength(1)
    expect(orders[1]).toMatchObject({ status: 'rejected', note: 'its group g has filled: a new group needs a new name' })
  })
})

describe('what the venue says', () => {
  const bars = flatBars(10, 10, 10, 10)

  test('is known later than it happened: the strategy holds nothing until it hears of it', () => {
    const seen: string[] = []
    const strategy = strategyOf('s', {
      onBar({ bar, position, working }) {
        seen.push(`${bar.index}: ${position.quantity} ${working.length}`)
        return bar.index === 0 ? enterLong(one) : undefined
      },
      onFill: ({ time }, fill) => void seen.push(`filled ${fill.time - START} heard ${time - START}`),
    })
    run(strategy, [minutes(bars)], { latency: { response: 90_000 } })
    expect(seen).toEqual(['0: 0 0', '1: 0 1', 'filled 60000 heard 150000', '2: 1 0', '3: 1 0'])
  })

  test('is heard to the end: a fill of the last bar is in the result', () => {
    const { fills, equity, openPositions } = run(
      scripted({ 1: enterLong({ ...one, order: limit(9.5) }) }),
      [
        minutes([
          [10, 10, 10, 10],
          [10, 10, 10, 10],
          [10, 10, 9, 9],
        ]),
      ],
      {
        latency: { response: 90_000 },
      },
    )
    expect(fills).toMatchObject([{ price: 9.5 }])
    expect(openPositions).toMatchObject([{ quantity: 1 }])
    expect(equity.equity.at(-1)).toBe(100_000 - 0.5)
  })

  test('after the end of the data places nothing: no market is left for what waited for a cancel', () => {
    const bracketed = (price: number) => enterLong({ ...one, order: limit(price), timeInForce: 'GTC', protect: { stop: 1 } })
    const series = [minutes(flatBars(10, 10, 10))]
    const { orders } = run(scripted({ 0: bracketed(5), 1: bracketed(6) }), series, { latency: { response: 90_000 } })
    expect(orders.map(({ intent, status }) => `${intent.role} ${status}`)).toEqual(['entry canceled', 'stop canceled'])
  })

  test('is heard before positions are closed at the end of the data', () => {
    const { fills, openPositions } = run(scripted({ 1: enterLong(one) }), [minutes(bars.slice(0, 3))], {
      latency: { response: 90_000 },
      endOfData: 'close',
    })
    expect(fills.map(({ side, rule }) => `${side} ${rule}`)).toEqual(['buy market-at-open', 'sell end-of-data'])
    expect(openPositions).toEqual([])
  })
})

describe('a cancel races with the bar that it arrives in', () => {
  const dips: HandBar[] = [
    [10, 10, 10, 10],
    [10, 10, 10, 10],
    [10, 10, 8, 10],
    [10, 10, 8, 10],
  ]
  const gives = scripted({ 0: enterLong({ ...one, order: limit(9), timeInForce: 'GTC' }), 1: cancel() })

  test('and wins without latency', () => {
    const { fills, orders } = run(gives, [minutes(dips)])
    expect(fills).toEqual([])
    expect(orders).toMatchObject([{ status: 'canceled' }])
  })

  test('and loses with it: the order fills though its cancel was asked for', () => {
    const { fills, orders, notes } = run(gives, [minutes(dips)], { latency: { entry: 100, response: 100 } })
    expect(fills).toMatchObject([{ price: 9, barIndex: 2 }])
    expect(orders).toMatchObject([{ status: 'filled', filledQuantity: 1 }])
    expect(notes.join()).not.toContain('after the end')
  })

  test('and ends what the bar did not reach', () => {
    const { fills, orders } = run(gives, [minutes(flatBars(10, 10, 10, 10))], entry(100))
    expect(fills).toEqual([])
    expect(orders).toMatchObject([{ status: 'canceled', updatedAt: minute(3) }])
  })
})

describe('a change races with the bar that it arrives in', () => {
  const order = enterLong({ ...one, order: limit(9), timeInForce: 'GTC' })
  const raises = scripted({ 0: order, 1: amend({ limit: 9.5 }) })

  test('the bar fills the order as it was', () => {
    const bars: HandBar[] = [
      [10, 10, 10, 10],
      [10, 10, 10, 10],
      [10, 10, 8, 10],
      [10, 10, 8, 10],
    ]
    expect(run(raises, [minutes(bars)]).fills).toMatchObject([{ price: 9.5 }])
    expect(run(raises, [minutes(bars)], entry(100)).fills).toMatchObject([{ price: 9 }])
  })

  test('what it leaves has the new price from the next bar on', () => {
    const bars: HandBar[] = [
      [10, 10, 10, 10],
      [10, 10, 10, 10],
      [10, 10, 9.2, 10],
      [10, 10, 9.2, 10],
    ]
    expect(run(raises, [minutes(bars)]).fills).toMatchObject([{ price: 9.5, barIndex: 2 }])
    expect(run(raises, [minutes(bars)], entry(100)).fills).toMatchObject([{ price: 9.5, barIndex: 3 }])
  })
})

describe('a replacement', () => {
  // A limit for 10 lots of which half fill, and a bracket in the way of a change in place: it has to be canceled and placed anew.
  const wish = (price: number) => enterLong({ size: { lots: 10 }, order: limit(price), protect: { stop: 1 }, timeInForce: 'GTC' })
  const bars: HandBar[] = [
    [10, 10, 10, 10],
    [10, 10, 10, 10],
    [10, 10, 8.8, 10, 50],
    [10, 10, 8.8, 10, 1_000],
    [10, 10, 8.8, 10, 1_000],
  ]

  test('is of what the order before it has left when its cancel is confirmed', () => {
    const { fills, openPositions, log } = run(scripted({ 0: wish(9), 1: wish(9.2) }), [minutes(bars)], {
      ...entry(100),
      participation: 0.1,
    })
    expect(fills.map(({ quantity, price }) => [quantity, price])).toEqual([
      [5, 9],
      [5, 9.2],
    ])
    expect(openPositions).toMatchObject([{ quantity: 10 }])
    // What goes out was judged as it goes out, and the log has it so.
    expect(log.decisions.map(({ verdict, orderId, intent }) => [verdict, orderId, intent?.quantity])).toEqual([
      ['approved', 1, { lots: 10 }],
      ['approved', null, { lots: 10 }],
      ['approved', 3, { lots: 5 }],
    ])
  })

  test('is none where the order before it filled whole', () => {
    const whole = bars.map(([open, high, low, close]): HandBar => [open, high, low, close])
    const { fills, log } = run(scripted({ 0: wish(9), 1: wish(9.2) }), [minutes(whole)], entry(100))
    expect(fills).toMatchObject([{ quantity: 10, price: 9 }])
    expect(log.decisions.map(({ verdict }) => verdict)).toEqual(['approved', 'approved', 'superseded'])
  })
})

describe('without latency', () => {
  const bars = steps(10, 11, 12, 11, 10, 9, 10, 11)
  const trades = scripted({ 0: enterLong(one), 2: exit(), 4: enterLong({ ...one, order: limit(9.5) }), 6: exit() })

  test('zeros are as good as none', () => {
    const [none, zeros] = [{}, { latency: { entry: 0, response: 0, feed: 'none' } } as const].map((config) =>
      run(trades, [minutes(bars)], config),
    )
    expect(zeros?.hashes.execution).toBe(none?.hashes.execution)
    expect(zeros?.hashes.decision).toBe(none?.hashes.decision)
  })

  test('drawn delays give the same run for the same seed', () => {
    const config = (seed: number): BacktestConfigInput => ({
      seed,
      latency: { entry: { median: 20_000, p99: 90_000 }, response: { median: 5_000, p99: 60_000 } },
    })
    expect(run(trades, [minutes(bars)], config(1)).hashes).toEqual(run(trades, [minutes(bars)], config(1)).hashes)
  })
})
