import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BarColumns } from '../model/bar.js'
import { BenchError } from '../std/errors.js'
import { adx } from './adx.js'
import { atr } from './atr.js'
import { anyBars, inputsAt, seededBars, selectBars } from './bars.testing.js'
import { bollinger } from './bollinger.js'
import { candlestick, candlestickPatterns } from './candlesticks.js'
import { directional } from './directional.js'
import { donchian } from './donchian.js'
import { ema } from './ema.js'
import { highest } from './highest.js'
import { columns, type Indicator, type IndicatorDefinition } from './indicator.js'
import { lowest } from './lowest.js'
import { macd } from './macd.js'
import { momentum } from './momentum.js'
import { obv } from './obv.js'
import { roc } from './roc.js'
import { rsi } from './rsi.js'
import { RunningColumns } from './running-columns.js'
import { sma } from './sma.js'
import { std } from './standard-deviation.js'
import { stochastic } from './stochastic.js'
import { trueRange } from './true-range.js'
import { cumulativeVwap, vwap } from './vwap.js'
import { wma } from './wma.js'

/** Every indicator with the bars it needs: what is tested below holds for all of them. */
const cases: readonly [definition: IndicatorDefinition, warmUp: number][] = [
  [sma('close', 1), 1],
  [sma('close', 7), 7],
  [ema('open', 5), 5],
  [wma('close', 6), 6],
  [rsi(4), 5],
  [rsi(3, 'high'), 4],
  [trueRange(), 2],
  [atr(4), 5],
  [macd(3, 6, 4), 9],
  [macd(1, 2, 1), 2],
  [std('close', 5), 5],
  [bollinger(5, 2), 5],
  [directional(1), 2],
  [directional(4), 5],
  [adx(1), 2],
  [adx(4), 8],
  [stochastic(5, 3, 2), 8],
  [stochastic(1, 1, 1), 1],
  [highest('high', 4), 4],
  [lowest('low', 4), 4],
  [donchian(4), 4],
  [vwap(3), 3],
  [cumulativeVwap(), 1],
  [obv(), 1],
  [roc(3), 4],
  [momentum(3), 4],
  [candlestick('doji'), 1],
  [candlestick('bullishengulfingpattern'), 2],
  [candlestick('morningstar'), 3],
  [candlestick('hammerpattern'), 5],
]

describe.each(cases.map(([definition, warmUp]) => ({ key: definition.key, definition, warmUp })))('$key', ({ definition, warmUp }) => {
  it('has its first value at the last bar of its warm-up, on every line', () => {
    expect(definition.create().warmUp).toBe(warmUp)
    for (const column of Object.values(columns(definition, seededBars(60)))) {
      expect(column.findIndex((value) => Number.isFinite(value))).toBe(warmUp - 1)
      expect(column.subarray(warmUp - 1).every((value) => Number.isFinite(value))).toBe(true)
    }
  })

  it('does not see the future: the column of a prefix is the prefix of the column', () => {
    fc.assert(
      fc.property(anyBars(), fc.nat(200), (bars, cut) => {
        const whole = columns(definition, bars)
        const prefix = columns(
          definition,
          selectBars(bars, (index) => index < cut),
        )
        for (const line of definition.lines) expectSameBits(prefix[line]!, whole[line]!.slice(0, cut))
      }),
      { numRuns: 30 },
    )
  })

  it('gives the same bits as a stream, two streams at a time', () => {
    fc.assert(
      fc.property(anyBars(), (bars) => {
        const whole = columns(definition, bars)
        const streamed = definition.lines.map(() => new Float64Array(bars.length))
        const returned = new Float64Array(bars.length)
        const [one, two] = [definition.create(), definition.create()]
        for (let i = 0; i < bars.length; i++) {
          returned[i] = one.next(...inputsAt(bars, definition.inputs, i))
          two.next(...inputsAt(bars, definition.inputs, bars.length - 1 - i))
          definition.lines.forEach((line, index) => {
            streamed[index]![i] = lineOf(one, line)
          })
        }
        expectSameBits(returned, streamed[0]!)
        definition.lines.forEach((line, index) => void expectSameBits(streamed[index]!, whole[line]!))
      }),
      { numRuns: 20 },
    )
  })

  it('gives the same bits when bars are written only as they close, in strides of any length', () => {
    fc.assert(
      fc.property(anyBars(), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), (bars, strides) => {
        const whole = columns(definition, bars)
        const growing = selectBars(bars, () => true)
        for (const field of definition.inputs) growing[field].fill(Number.NaN)
        const running = new RunningColumns(definition, growing)
        for (let row = 0, turn = 0; row < bars.length; turn++) {
          const end = Math.min(bars.length, row + (strides[turn % strides.length] as number))
          for (const field of definition.inputs) growing[field].set(bars[field].subarray(row, end), row)
          running.closeThrough(end - 1)
          for (const line of definition.lines) {
            expectSameBits(running.lines[line]!.slice(0, end), whole[line]!.slice(0, end))
            expect(running.lines[line]!.slice(end).every(Number.isNaN)).toBe(true)
          }
          row = end
        }
      }),
      { numRuns: 10 },
    )
  })

  it('skips a bar with an input that is not a finite number as if it had not been', () => {
    const holes = fc.array(fc.option(fc.record({ input: fc.nat(3), value: fc.constantFrom(Number.NaN, Infinity, -Infinity) })), {
      maxLength: 200,
      size: 'max',
    })
    fc.assert(
      fc.property(anyBars(), holes, (bars, holesAt) => {
        const isHole = (index: number): boolean => (holesAt[index] ?? null) !== null
        const damaged = selectBars(bars, () => true)
        holesAt.slice(0, bars.length).forEach((hole, index) => {
          if (hole !== null) damaged[definition.inputs[hole.input % definition.inputs.length]!][index] = hole.value
        })
        const withHoles = columns(definition, damaged)
        const without = columns(
          definition,
          selectBars(bars, (index) => !isHole(index)),
        )
        for (const line of definition.lines) {
          expectSameBits(
            withHoles[line]!.filter((_, index) => !isHole(index)),
            without[line]!,
          )
          expect(withHoles[line]!.filter((_, index) => isHole(index)).every(Number.isNaN)).toBe(true)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('every indicator', () => {
  it('has a key of its own and one line or several', () => {
    const keys = cases.map(([definition]) => definition.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(cases.every(([definition]) => definition.lines.length > 0 && definition.inputs.length > 0)).toBe(true)
  })

  it('can have its lines looked up by name where it does not store them itself', () => {
    const bars: BarColumns = seededBars(80)
    for (const [definition] of cases.filter(([{ lines }]) => lines.length > 1)) {
      const plain: IndicatorDefinition = { ...definition, create: () => Object.assign(definition.create(), { store: undefined }) }
      expect(columns(plain, bars)).toEqual(columns(definition, bars))
    }
  })

  const withPeriod: Record<string, (period: number) => unknown> = {
    sma: (n) => sma('close', n),
    ema: (n) => ema('close', n),
    wma: (n) => wma('close', n),
    std: (n) => std('close', n),
    highest: (n) => highest('close', n),
    lowest: (n) => lowest('close', n),
    rsi: (n) => rsi(n),
    atr: (n) => atr(n),
    adx: (n) => adx(n),
    directional: (n) => directional(n),
    donchian: (n) => donchian(n),
    vwap: (n) => vwap(n),
    roc: (n) => roc(n),
    momentum: (n) => momentum(n),
    'bollinger period': (n) => bollinger(n, 2),
    'macd fast': (n) => macd(n, 26, 9),
    'macd slow': (n) => macd(12, n, 9),
    'macd signal': (n) => macd(12, 26, n),
    'stochastic period': (n) => stochastic(n, 3, 3),
    'stochastic slowK': (n) => stochastic(5, n, 3),
    'stochastic slowD': (n) => stochastic(5, 3, n),
  }

  it.each(Object.keys(withPeriod))('%s takes no period but a positive integer', (name) => {
    for (const period of [0, -1, 2.5, Number.NaN, Infinity, '14' as unknown as number]) {
      expect(faultOf(() => withPeriod[name]?.(period))).toMatchObject({ code: 'BAD_PARAMETER', hint: expect.stringMatching(/\w/) })
    }
  })

  it('says what is wrong with other parameters', () => {
    expect(faultOf(() => macd(26, 12, 9)).message).toBe('macd: fast 26 is not below slow 12')
    expect(faultOf(() => bollinger(20, 0)).message).toBe('bollinger: width is 0, not a positive number')
    expect(faultOf(() => candlestick('dojo' as 'doji'))).toMatchObject({ code: 'BAD_PARAMETER', hint: expect.stringContaining('doji') })
    expect(candlestickPatterns).toHaveLength(37)
  })
})

function expectSameBits(actual: Float64Array, expected: Float64Array): void {
  expect(Buffer.compare(Buffer.from(Float64Array.from(actual).buffer), Buffer.from(Float64Array.from(expected).buffer))).toBe(0)
}

function lineOf(state: Indicator, line: string): number {
  return (state as unknown as Record<string, number>)[line]!
}

function faultOf(call: () => unknown): BenchError {
  try {
    call()
  } catch (error) {
    if (error instanceof BenchError) return error
  }
  throw new Error('no BenchError was thrown')
}
