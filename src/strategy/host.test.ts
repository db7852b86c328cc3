import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { day, flatBars, free, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { runBacktest } from '../engine/backtest.js'
import type { BacktestConfigInput } from '../engine/config/config.js'
import { bollinger } from '../indicators/bollinger.js'
import { columns } from '../indicators/indicator.js'
import { sma } from '../indicators/sma.js'
import type { BarSeries } from '../model/bar.js'
import { enterLong, exit } from '../model/signal.js'
import { formatTime } from '../model/time.js'
import type { BenchError } from '../std/errors.js'
import { defineStrategy, type Strategy } from './define-strategy.js'
import { columnCache } from './lines.js'

const bars = handSeries('A', steps(10, 11, 12, 13, 14, 15, 16))
const one = { size: { lots: 1 } } as const

function run(strategy: Strategy, series: readonly BarSeries[] = [bars], config: BacktestConfigInput = {}) {
  return runBacktest({ strategies: [{ strategy }], series, config: { ...free, ...config } })
}

/** A strategy with a slow average that writes down the bars it is asked about. */
function averaging(seen: number[], period = 4): Strategy {
  return defineStrategy({
    name: 'averaging',
    params: z.object({}),
    indicators: () => ({ fast: sma('close', 2), slow: sma('close', period) }),
    onBar: ({ bar }) => void seen.push(bar.index),
  }) as unknown as Strategy
}

describe('the first decision', () => {
  test.each([
    ['first-value', [3, 4, 5, 6]],
    ['one-bar-later', [4, 5, 6]],
  ] as const)('%s is at the bar where every indicator has one', (firstDecision, expected) => {
    const seen: number[] = []
    const { strategies } = run(averaging(seen), [bars], { firstDecision })
    expect(seen).toEqual(expected)
    expect(strategies[0]?.warmUp).toBe(4)
  })

  test('without indicators is at the first bar, or the second', () => {
    const firstOf = (firstDecision: 'first-value' | 'one-bar-later') => {
      const seen: number[] = []
      run(strategyOf('plain', { onBar: ({ bar }) => void seen.push(bar.index) }), [bars], { firstDecision })
      return seen[0]
    }
    expect([firstOf('first-value'), firstOf('one-bar-later')]).toEqual([0, 1])
  })

  test('never comes where the warm-up is longer than the data', () => {
    const seen: number[] = []
    run(averaging(seen, 8))
    expect(seen).toEqual([])
  })

  test('comes for each series by itself, and onBars is told which are warm', () => {
    const late = handSeries('B', flatBars(1, 1, 1, 1), { start: day(3) })
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'batch',
      params: z.object({}),
      indicators: () => ({ mean: sma('close', 3) }),
      onBar: ({ instrument, bar }) => void seen.push(`${instrument.id}${bar.index}`),
      onBars: ({ instruments }) =>
        void seen.push(instruments.map(({ instrument, isWarm }) => instrument.id + (isWarm ? '+' : '-')).join('')),
    }) as unknown as Strategy
    run(strategy, [bars, late])
    expect(seen).toEqual(['A-', 'A-', 'A2', 'A+', ...['A3', 'A+B-', 'A4', 'A+B-', 'A5', 'B2', 'A+B+', 'A6', 'B3', 'A+B+']])
  })
})

describe('the lines of a strategy', () => {
  test('have the value of the bar that closed and the one before, by the names it gave', () => {
    const seen: number[][] = []
    const strategy = defineStrategy({
      name: 'lines',
      params: z.object({ period: z.int().default(2) }),
      indicators: (p) => ({ mean: sma('close', p.period), bands: bollinger(p.period, 1) }),
      onBar: (context, { mean, bands }) => {
        seen.push([mean.now, mean.previous, bands.upper?.now ?? Number.NaN, context.lines.mean.now])
        return undefined
      },
    }) as unknown as Strategy
    run(strategy)
    const upper = columns(bollinger(2, 1), bars.columns).upper
    expect(seen).toEqual(
      [1, 2, 3, 4, 5, 6].map((bar) => [10.5 + bar - 1, bar === 1 ? Number.NaN : 9.5 + bar - 1, upper[bar], 10.5 + bar - 1]),
    )
  })

  test('of equal definitions on one series are worked out once, of other series apart', () => {
    const columnsOf = columnCache()
    const first = columnsOf(bars, sma('close', 2))
    expect(columnsOf(bars, sma('close', 2))).toBe(first)
    expect(columnsOf(bars, sma('close', 3))).not.toBe(first)
    expect(columnsOf(handSeries('B', flatBars(1)), sma('close', 2))).not.toBe(first)
  })
})

describe('a strategy that throws', () => {
  const boom = (): never => {
    throw new RangeError('boom')
  }
  const setTimer = { onStart: ({ schedule }: { schedule(at: number, name: string): void }) => schedule(day(1), 't') }
  const buys = scripted({ 0: enterLong(one) })

  test.each<[string, Strategy, number | null]>([
    ['onStart', strategyOf('bad', { onStart: boom, onBar: () => undefined }), null],
    ['onBar', strategyOf('bad', { onBar: boom }), 1],
    ['onBars', strategyOf('bad', { onBars: boom }), 1],
    ['onFill', strategyOf('bad', { onBar: buys.onBar as never, onFill: boom }), 1],
    ['onTimer', strategyOf('bad', { ...setTimer, onTimer: boom }), 1],
    ['onEnd', strategyOf('bad', { onBar: () => undefined, onEnd: boom }), 7],
  ])('in %s ends the run with its name, the handler, the time and the cause', (handler, strategy, at) => {
    let error: BenchError | undefined
    try {
      run(strategy)
    } catch (thrown) {
      error = thrown as BenchError
    }
    const when = at === null ? '' : ` at ${formatTime(day(at)).replace('Z', '.000Z')}`
    expect(error).toMatchObject({ code: 'STRATEGY_THREW', message: `bad threw in ${handler}${when}: boom`, cause: expect.any(RangeError) })
  })

  test('something that is no error is told as text', () => {
    const thrower = strategyOf('bad', {
      onBar() {
        throw 'just text'
      },
    })
    expect(() => run(thrower)).toThrow(
      expect.objectContaining({ code: 'STRATEGY_THREW', cause: 'just text', message: expect.stringMatching(/: just text$/) }),
    )
  })

  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const sly = Object.defineProperty({}, 'message', { get: boom })

  test.each([
    ['a getter that throws', sly],
    ['a revoked proxy', proxy],
    ['an object without a text', Object.create(null)],
  ])('%s is the strategy’s failure like any other', (_, thrown) => {
    const thrower = strategyOf('bad', {
      onBar() {
        throw thrown
      },
    })
    expect(() => run(thrower)).toThrow(
      expect.objectContaining({ code: 'STRATEGY_THREW', message: expect.stringMatching(/: something that throws as it is read$/) }),
    )
  })
})

describe('what a handler sees', () => {
  test('memory is made anew for each run, from the parameters', () => {
    const ends: number[] = []
    const strategy = defineStrategy({
      name: 'remembering',
      params: z.object({ from: z.int().default(5) }),
      memory: (p) => ({ count: p.from }),
      onBar: ({ memory }) => void memory.count++,
      onEnd: ({ memory }) => void ends.push(memory.count),
    }) as unknown as Strategy
    run(strategy)
    run(strategy)
    expect(ends).toEqual([12, 12])
  })

  test('the position is live: flat, held, then flat again', () => {
    const seen: string[] = []
    const trader = strategyOf('trader', {
      onBar({ bar, position }) {
        const { quantity, averagePrice, barsHeld, openedBar, openedAt, isFlat, isLong, isShort } = position
        seen.push(
          [
            quantity,
            averagePrice,
            barsHeld,
            openedBar,
            openedAt === -1 ? -1 : (openedAt - START) / 86_400_000,
            isFlat,
            isLong,
            isShort,
          ].join(' '),
        )
        if (bar.index === 1) return enterLong({ size: { lots: 2 } })
        return bar.index === 3 ? exit() : undefined
      },
    })
    run(trader)
    expect(seen).toEqual([
      ...Array(2).fill('0 0 -1 -1 -1 true false false'),
      '2 11 0 2 2 false true false',
      '2 11 1 2 2 false true false',
      ...Array(3).fill('0 0 -1 -1 -1 true false false'),
    ])
  })

  test('the account is the mark of this very close, after its fills', () => {
    const seen: string[] = []
    const trader = strategyOf('trader', {
      onBar({ bar, account }) {
        seen.push(`${account.equity} ${account.cash}`)
        return bar.index === 0 ? enterLong({ size: { lots: 10 } }) : undefined
      },
    })
    run(trader)
    expect(seen.slice(0, 3)).toEqual(['100000 100000', '100010 99900', '100020 99900'])
  })

  test('the time is that of the event, the bar that which closed last', () => {
    const seen: string[] = []
    run(
      strategyOf('timed', {
        onBar: ({ time, bar }) =>
          void (bar.index < 2 && seen.push(`${(time - START) / 86_400_000} ${bar.open} ${bar.high} ${bar.low} ${bar.close} ${bar.volume}`)),
        onBars: ({ time, instruments }) =>
          void (time === day(1) && seen.push(`${instruments[0]?.bar.openTime} ${instruments[0]?.bar.closeTime}`)),
      }),
    )
    expect(seen).toEqual(['1 10 10 10 10 1000000', `${day(0)} ${day(1)}`, '2 10 11 10 11 1000000'])
  })
})
