import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit, stop } from '../model/order-price.js'
import { cancel, enterLong, enterShort, exit, target } from '../model/signal.js'
import { HOUR_MS, MINUTE_MS } from '../model/time.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest, traceBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

function run(strategies: readonly Strategy[], series: readonly BarSeries[], config: BacktestConfigInput = {}) {
  return runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series, config: { ...free, ...config } })
}

const one = { size: { lots: 1 } } as const

describe('two timeframes of one instrument', () => {
  // Two days, each of four six-hour bars; a day bar stands in the place of its four.
  const quarters = handSeries('A', steps(10, 11, 12, 13, 20, 21, 22, 23), { timeframe: '6h' })
  const days = handSeries('A', [
    [10, 13, 10, 13],
    [13, 23, 13, 23],
  ])

  test('execute on the finest: an order decided inside a day never fills at the open of the day bar it stands in', () => {
    const buyer = strategyOf('buyer', {
      onBar: ({ timeframe, bar }) => (timeframe === '6h' && bar.index === 4 ? enterLong(one) : undefined),
    })
    const { fills } = run([buyer], [days, quarters])
    expect(fills).toMatchObject([{ price: 20, barIndex: 5, time: START + 30 * HOUR_MS, rule: 'market-at-open' }])
  })

  test('show the coarse bar at its close and no sooner, after the fine bar that ends with it', () => {
    const seen: string[] = []
    const watcher = strategyOf('watcher', {
      onBar: ({ timeframe, bar, time }) => void seen.push(`${timeframe} ${bar.index} ${(time - START) / HOUR_MS}`),
    })
    run([watcher], [days, quarters])
    expect(seen).toEqual([
      ...['6h 0 6', '6h 1 12', '6h 2 18', '6h 3 24', '1d 0 24'],
      ...['6h 4 30', '6h 5 36', '6h 6 42', '6h 7 48', '1d 1 48'],
    ])
  })

  test('let a coarse decision fill at the next fine open', () => {
    const buyer = strategyOf('buyer', {
      onBar: ({ timeframe, bar }) => (timeframe === '1d' && bar.index === 0 ? enterLong(one) : undefined),
    })
    expect(run([buyer], [days, quarters]).fills).toMatchObject([{ price: 13, barIndex: 4, time: day(1) }])
  })

  test('show in onBars the last closed bar of each, and which of them is fresh', () => {
    const seen: string[] = []
    const watcher = strategyOf('watcher', {
      onBars: ({ instruments }) =>
        void seen.push(instruments.map((view) => `${view.timeframe}:${view.bar.index}${view.isFresh ? '!' : ''}`).join(' ')),
    })
    run([watcher], [days, quarters])
    expect(seen).toEqual(['6h:0!', '6h:1!', '6h:2!', '6h:3! 1d:0!', '6h:4! 1d:0', '6h:5! 1d:0', '6h:6! 1d:0', '6h:7! 1d:1!'])
  })

  test('mark the account by the finest alone, with a row for each time', () => {
    const odd = handSeries('A', [
      [10, 99, 1, 99],
      [99, 99, 1, 1],
    ])
    const buyer = strategyOf('buyer', {
      onBar: ({ timeframe, bar }) => (timeframe === '6h' && bar.index === 0 ? enterLong(one) : undefined),
    })
    const { equity } = run([buyer], [odd, quarters])
    expect([...equity.equity]).toEqual([0, 1, 2, 3, 10, 11, 12, 13].map((gain) => 100_000 + gain))
  })
})

describe('two instruments at one time', () => {
  const a = handSeries('A', [...flatBars(10), [10, 12, 8, 10], ...flatBars(10, 10)])
  const b = handSeries('B', [...flatBars(20), [20, 24, 16, 20], ...flatBars(20, 20)])

  test('have all their fills before any decision', () => {
    const seen: string[] = []
    const trader = strategyOf('trader', {
      onBar({ instrument, bar, position }) {
        if (bar.index === 0) return enterLong({ ...one, order: limit(instrument.id === 'A' ? 9 : 18) })
        if (bar.index === 1) seen.push(`${instrument.id} ${position.quantity}`)
        return undefined
      },
      onBars({ instruments, time }) {
        if (time === day(2)) seen.push(instruments.map(({ position }) => position.quantity).join())
        return undefined
      },
    })
    // B is asked of A's close, and A of B's: each finds the other filled in the bar that has just ended.
    const other = strategyOf('other', {
      onBar({ instrument, bar, account }) {
        if (bar.index === 1) seen.push(`cash at ${instrument.id} ${account.cash}`)
        return undefined
      },
    })
    run([trader, other], [a, b])
    expect(seen).toEqual(['A 1', 'B 1', 'cash at A 99973', 'cash at B 99973', '1,1'])
  })

  test('are handed out by strategy, then by instrument id, whatever the order of the series', () => {
    const seen: string[] = []
    const watcher = (name: string) =>
      strategyOf(name, {
        onBar: ({ instrument, bar }) => void (bar.index === 0 && seen.push(`${name} onBar ${instrument.id}`)),
        onBars: ({ time }) => void (time === day(1) && seen.push(`${name} onBars`)),
      })
    run([watcher('second'), watcher('first')], [b, a])
    expect(seen).toEqual([...['second onBar A', 'second onBar B', 'first onBar A', 'first onBar B'], ...['second onBars', 'first onBars']])
  })

  test('give the same run whatever the order of the series', () => {
    const trader = () =>
      strategyOf('trader', {
        onBar: ({ bar, instrument }) => (bar.index === 0 ? enterLong({ ...one, order: limit(instrument.id === 'A' ? 9 : 18) }) : exit()),
      })
    const [first, second] = [run([trader()], [a, b]), run([trader()], [b, a])]
    expect(second.hashes).toEqual(first.hashes)
    expect(second.series).toEqual(first.series)
    expect(first.fills.length).toBe(4)
  })

  test('wait for the one that opens later: a bar is seen only when it has ended', () => {
    const late = handSeries('B', flatBars(20, 20), { start: START + 12 * HOUR_MS })
    const seen: string[] = []
    const watcher = strategyOf('watcher', {
      onBars: ({ instruments, time }) =>
        void seen.push(
          `${(time - START) / HOUR_MS}: ${instruments.map(({ instrument, isFresh }) => instrument.id + (isFresh ? '!' : '')).join(' ')}`,
        ),
    })
    run([watcher], [late, handSeries('A', flatBars(10, 10))])
    expect(seen).toEqual(['24: A!', '36: A B!', '48: A! B', '60: A B!'])
  })
})

describe('a bar that ends when the next begins', () => {
  test('is done with before the next opens: an order decided at a close takes the open of that instant', () => {
    const bars = handSeries('A', [
      [10, 10, 10, 10],
      [11, 12, 11, 12],
    ])
    const { fills } = run([scripted({ 0: enterLong(one) })], [bars])
    expect(fills).toMatchObject([{ price: 11, time: day(1), barIndex: 1 }])
  })

  test('gives onFill of the path before onBar, and onFill of an open before the path of that bar', () => {
    const bars = handSeries('A', [...flatBars(10), [10, 10, 8, 9], [9, 9, 7, 7], ...flatBars(7)])
    const seen: string[] = []
    const trader = strategyOf('trader', {
      onBar({ bar }) {
        seen.push(`bar ${bar.index}`)
        if (bar.index === 0) return enterLong({ ...one, order: limit(9.5) })
        return bar.index === 1 ? exit() : undefined
      },
      onFill({ bar, time, position }, fill) {
        seen.push(`fill at ${fill.price}, day ${(time - START) / 24 / HOUR_MS}, seen bar ${bar.index}, holding ${position.quantity}`)
        return undefined
      },
    })
    run([trader], [bars])
    expect(seen).toEqual([
      'bar 0',
      'fill at 9.5, day 2, seen bar 1, holding 1',
      'bar 1',
      'fill at 9, day 2, seen bar 1, holding 0',
      'bar 2',
      'bar 3',
    ])
  })

  test('lets what onFill returns at an open work from then on, but never at that open', () => {
    const bars = handSeries('A', [...flatBars(10), [10, 14, 10, 12], [12, 13, 12, 13]])
    const trader = strategyOf('trader', {
      onBar: ({ bar }) => (bar.index === 0 ? enterLong(one) : undefined),
      onFill: (_, fill) => (fill.role === 'entry' ? exit({ order: limit(13) }) : undefined),
    })
    expect(run([trader], [bars]).fills).toMatchObject([
      { role: 'entry', price: 10, barIndex: 1 },
      { role: 'exit', price: 13, barIndex: 1, rule: 'limit-at-limit' },
    ])
    const atMarket = strategyOf('trader', {
      onBar: ({ bar }) => (bar.index === 0 ? enterLong(one) : undefined),
      onFill: (_, fill) => (fill.role === 'entry' ? exit() : undefined),
    })
    expect(run([atMarket], [bars]).fills).toMatchObject([
      { role: 'entry', price: 10, barIndex: 1 },
      { role: 'exit', price: 12, barIndex: 2 },
    ])
  })

  test('lets an entry that onFill returns at an open fill at the next open, though its day bar ends first', () => {
    const a = handSeries('A', flatBars(10, 10, 10, 10))
    const pyramid = strategyOf('pyramid', {
      onBar: ({ bar }) => (bar.index === 0 ? enterLong(one) : undefined),
      onFill: (_, fill) => (fill.barIndex === 1 ? enterLong({ ...one, tag: 'more' }) : undefined),
    })
    expect(run([pyramid], [a]).fills).toMatchObject([{ barIndex: 1 }, { barIndex: 2 }])
  })

  test('ends a day order that onFill returns at an open with that very day', () => {
    const a = handSeries('A', flatBars(10, 10, 10, 10))
    const b = handSeries('B', flatBars(20, 20, 20, 20))
    const bidder = strategyOf('bidder', {
      onBar: ({ bar, instrument }) => (bar.index === 0 && instrument.id === 'A' ? enterLong(one) : undefined),
      onFill: () => [enterLong({ ...one, order: limit(5), tag: 'low' }), enterLong({ ...one, instrument: 'B', order: limit(5) })],
    })
    const ended = run([bidder], [a, b]).orders.slice(1)
    expect(ended.map(({ intent, status, updatedAt }) => `${intent.instrument} ${status} ${(updatedAt - START) / 24 / HOUR_MS}`)).toEqual([
      'A expired 2',
      'B expired 2',
    ])
  })

  test('tells a strategy of its own fills only, and of a fill in another instrument under that instrument', () => {
    const seen: string[] = []
    const listener = (name: string, lots: number) =>
      strategyOf(name, {
        onBar: ({ bar, instrument }) =>
          lots > 0 && bar.index === 0 && instrument.id === 'A' ? enterLong({ instrument: 'B', size: { lots } }) : undefined,
        onFill: ({ instrument }, fill) => void seen.push(`${name} ${instrument.id} ${fill.quantity}`),
      })
    run([listener('one', 3), listener('none', 0), listener('two', 5)], [handSeries('A', flatBars(1, 1)), handSeries('B', flatBars(2, 2))])
    expect(seen).toEqual(['one B 3', 'two B 5'])
  })
})

describe('the time of a market order', () => {
  // Contiguous six-hour bars, four to a day.
  const bars = handSeries('A', steps(10, 11, 12, 13, 14, 15, 16, 17, 18, 19), { timeframe: '6h' })
  const filledUnder = (timing: BacktestConfigInput['timing']) =>
    run([scripted({ 1: enterLong({ ...one, timeInForce: 'GTC' }) })], [bars], { timing }).fills

  test('next-open is the open of the next bar', () => {
    expect(filledUnder('next-open')).toMatchObject([{ price: 11, barIndex: 2, rule: 'market-at-open', time: START + 12 * HOUR_MS }])
  })

  test('same-close is the close that it was decided at, and the equity shows it from the next bar on', () => {
    expect(filledUnder('same-close')).toMatchObject([{ price: 11, barIndex: 1, rule: 'market-at-close', time: START + 12 * HOUR_MS }])
    const { equity } = run([scripted({ 1: enterLong(one) })], [bars], { timing: 'same-close' })
    expect([...equity.equity.slice(0, 4)]).toEqual([100_000, 100_000, 100_001, 100_002])
    expect([...equity.cash.slice(0, 4)]).toEqual([100_000, 100_000, 99_989, 99_989])
  })

  test('next-close is the close of the next bar', () => {
    expect(filledUnder('next-close')).toMatchObject([{ price: 12, barIndex: 2, rule: 'market-at-close', time: START + 18 * HOUR_MS }])
  })

  test('next-session is the first open of the next session', () => {
    expect(filledUnder('next-session')).toMatchObject([{ price: 13, barIndex: 4, rule: 'market-at-open', time: day(1) }])
  })

  test('same-close takes no more of a bar than the cap, over its open and its close together', () => {
    const thin: HandBar[] = Array.from({ length: 4 }, () => [10, 10, 10, 10, 30])
    const buyer = scripted({ 0: enterLong({ size: { lots: 9 }, timeInForce: 'GTC' }) })
    const { fills } = run([buyer], [handSeries('A', thin)], { timing: 'same-close', participation: 0.1 })
    expect(fills.map(({ barIndex, quantity }) => [barIndex, quantity])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
  })

  test('same-close calls onFill at that close, after every decision at it', () => {
    const seen: string[] = []
    const trader = strategyOf('trader', {
      onBar({ bar, position }) {
        seen.push(`bar ${bar.index} ${position.quantity}`)
        return bar.index === 1 ? enterLong(one) : undefined
      },
      onFill: ({ bar }) => void seen.push(`fill ${bar.index}`),
    })
    run([trader], [handSeries('A', flatBars(1, 2, 3))], { timing: 'same-close' })
    expect(seen).toEqual(['bar 0 0', 'bar 1 0', 'fill 1', 'bar 2 1'])
  })
})

describe('a quiet stretch, replayed at speed', () => {
  const prices = Array.from({ length: 200 }, (_, index) => 100 + 10 * Math.sin(index / 3))
  const trading = (name = 'trader') =>
    strategyOf(name, {
      onBar({ bar, position }) {
        if (position.isFlat && bar.index % 7 === 3) return enterLong({ protect: { stop: { fraction: 0.05 } } })
        return position.isLong && bar.index % 11 === 2 ? exit() : undefined
      },
    })

  // A second instrument that nobody trades, or a handler of batches, keeps every bar on the long way round.
  test('is the same run as the long way round', () => {
    const bars = handSeries('A', steps(...prices))
    const short = traceBacktest({ strategies: [{ strategy: trading() }], series: [bars], config: free })
    const slow = strategyOf('trader', { ...trading(), onBars: () => undefined } as never)
    const long = traceBacktest({ strategies: [{ strategy: slow }], series: [bars], config: free })
    expect(short.result.counts.roundTrips).toBeGreaterThan(5)
    expect(short.log.decisions).toEqual(long.log.decisions)
    expect(short.result.fills).toEqual(long.result.fills)
    expect(short.result.roundTrips).toEqual(long.result.roundTrips)
    for (const column of ['time', 'equity', 'cash', 'grossExposure'] as const)
      expect(short.result.equity[column]).toEqual(long.result.equity[column])
  })

  test('asks every strategy at each bar, also those after one that answered', () => {
    const seen: string[] = []
    const watcher = (name: string, at: number) =>
      strategyOf(name, {
        onBar({ bar }) {
          seen.push(`${name}${bar.index}`)
          return bar.index === at ? enterLong({ ...one, order: limit(1) }) : undefined
        },
      })
    run([watcher('a', 1), watcher('b', 2)], [handSeries('A', flatBars(10, 10, 10, 10))])
    expect(seen).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
  })
})

describe('many strategies on one account', () => {
  const bars = handSeries('A', steps(10, 10, 12, 14, 14))

  test('hold opposite positions in one instrument, each its own, and the account their sum', () => {
    const { fills, openPositions, equity, roundTrips } = run(
      [scripted({ 0: enterLong({ size: { lots: 5 } }) }, 'bull'), scripted({ 0: enterShort({ size: { lots: 3 } }), 2: exit() }, 'bear')],
      [bars],
    )
    expect(fills).toMatchObject([
      { strategy: 'bull', side: 'buy', quantity: 5, price: 10 },
      { strategy: 'bear', side: 'sell', quantity: 3, price: 10 },
      { strategy: 'bear', side: 'buy', quantity: 3, price: 12 },
    ])
    expect(roundTrips).toMatchObject([{ strategy: 'bear', direction: 'short', pnl: -6 }])
    expect(openPositions).toMatchObject([{ strategy: 'bull', quantity: 5, unrealizedPnl: 20 }])
    // +2 a lot on five, −2 a lot on three; then the short is closed.
    expect([...equity.equity]).toEqual([100_000, 100_000, 100_004, 100_014, 100_014])
    expect([...equity.grossExposure]).toEqual([0, 20, 24, 70, 70])
  })

  test('see their own position, orders and memory alone', () => {
    const seen: string[] = []
    const trader = (name: string, lots: number) =>
      strategyOf(name, {
        onBar({ bar, position, working }) {
          if (bar.index === 0)
            return [enterLong({ size: { lots } }), enterLong({ size: { lots }, order: limit(5), tag: 'deep', timeInForce: 'GTC' })]
          if (bar.index === 2) seen.push(`${name} ${position.quantity} ${working.map(({ leaves }) => leaves).join()}`)
          return undefined
        },
      })
    run([trader('one', 2), trader('two', 7)], [bars])
    expect(seen).toEqual(['one 2 2', 'two 7 7'])
  })

  test('share the buying power in their order: the first has the first call', () => {
    const greedy = (name: string) => scripted({ 0: enterLong({ size: { lots: 6_000 } }) }, name)
    const { fills, denials } = run([greedy('first'), greedy('second')], [bars])
    expect(fills.map(({ strategy }) => strategy)).toEqual(['first'])
    expect(denials).toMatchObject([{ strategy: 'second', code: 'BUYING_POWER', context: { required: 60_000, available: 40_000 } }])
  })

  test('take equal shares of the account unless they are given others', () => {
    const buyer = (name: string) => scripted({ 0: enterLong() }, name)
    const bought = (shares: readonly (number | undefined)[]) => {
      const strategies = shares.map((allocation, index) => ({ strategy: buyer(`s${index}`), allocation }))
      return runBacktest({ strategies, series: [bars], config: free }).fills.map(({ quantity }) => quantity)
    }
    expect(bought([undefined, undefined])).toEqual([5_000, 5_000])
    expect(bought([0.7, 0.2])).toEqual([7_000, 2_000])
  })

  test('split their share evenly over the instruments of the run', () => {
    const both = ['A', 'B'].map((id) => handSeries(id, flatBars(10, 10)))
    expect(run([scripted({ 0: enterLong() })], both).fills.map(({ quantity }) => quantity)).toEqual([5_000, 5_000])
  })

  test('do not disturb one another: alone or together, the fills of each are the same', () => {
    const names = ['one', 'two', 'three']
    const trader = (name: string) =>
      strategyOf(name, {
        onBar: ({ random, position }) => (random.next() < 0.5 ? undefined : position.isFlat ? enterLong(one) : exit()),
      })
    const series = [handSeries('A', steps(...Array.from({ length: 60 }, (_, index) => 10 + (index % 7))))]
    const together = run(names.map(trader), series).fills
    expect(together.length).toBeGreaterThan(30)
    for (const name of names) {
      const plain = ({ fillId, clientOrderId, ...fill }: (typeof together)[number]) => fill
      expect(together.filter(({ strategy }) => strategy === name).map(plain)).toEqual(run([trader(name)], series).fills.map(plain))
    }
  })
})

describe('rotation', () => {
  // At day 1 all of the cash is in A; at day 2 it should be in B.
  const a = handSeries('A', flatBars(10, 10, 10, 10, 10))
  const b = handSeries('B', flatBars(20, 20, 20, 25, 20))
  const rotator = strategyOf('rotator', {
    onBars({ time }) {
      if (time === day(1)) return [target('A', 1), target('B', 0)]
      return time === day(2) ? [target('B', 1), target('A', 0)] : undefined
    },
  })
  const fillsUnder = (rotation: BacktestConfigInput['rotation']) => run([rotator], [a, b], { rotation }).fills

  test('same-open sells and buys at the same open, the sale first', () => {
    expect(fillsUnder('same-open')).toMatchObject([
      { instrument: 'A', side: 'buy', quantity: 10_000, time: day(1) },
      { instrument: 'A', side: 'sell', quantity: 10_000, time: day(2) },
      { instrument: 'B', side: 'buy', quantity: 5_000, price: 20, time: day(2) },
    ])
  })

  test('after-fill buys when the sale has filled, at the next open', () => {
    const fills = fillsUnder('after-fill')
    expect(fills.slice(0, 2)).toMatchObject([{ time: day(1) }, { instrument: 'A', side: 'sell', time: day(2) }])
    expect(fills[2]).toMatchObject({ instrument: 'B', side: 'buy', time: day(3), price: 25 })
  })

  test('a batch is sized on one snapshot of the equity, cancels and reductions first, then by instrument id', () => {
    const { decisions } = traceBacktest({
      strategies: [
        {
          strategy: strategyOf('batch', {
            onBars({ time }) {
              if (time === day(1)) return [target('C', 0.3), target('A', 0.3), target('B', 0.3)]
              return time === day(2) ? [target('A', 0.5), target('C', 0.1), target('B', 0.1)] : undefined
            },
          }),
        },
      ],
      series: ['C', 'B', 'A'].map((id) => handSeries(id, flatBars(10, 10, 10, 10))),
      config: free,
    }).log
    expect(
      decisions.map(({ instrument, intent }) => `${instrument} ${intent?.side} ${'lots' in intent!.quantity ? intent!.quantity.lots : ''}`),
    ).toEqual([...['A buy 3000', 'B buy 3000', 'C buy 3000'], ...['B sell 2000', 'C sell 2000', 'A buy 2000']])
  })

  test('a target that is met already places nothing, and takes back a rebalance that still waits', () => {
    const { orders } = run(
      [
        strategyOf('steady', {
          onBars({ time }) {
            if (time === day(1)) return [target('A', 0.5)]
            return time === day(2) ? [target('A', 0.5)] : undefined
          },
        }),
      ],
      [a],
    )
    expect(orders).toMatchObject([{ status: 'filled', quantity: 5_000 }])
  })
})

describe('a minute order', () => {
  test('decided in the last minute of a day fills in the first of the next', () => {
    const minutes: HandBar[] = steps(10, 11, 12)
    const series = handSeries('A', minutes, { timeframe: '1m', openFor: 30_000 })
    const { fills } = run([scripted({ 0: [enterLong({ ...one, order: stop(10.5) })], 1: cancel() })], [series])
    expect(fills).toMatchObject([{ time: START + MINUTE_MS + 30_000, barIndex: 1, price: 10.5, rule: 'stop-at-trigger' }])
  })
})
