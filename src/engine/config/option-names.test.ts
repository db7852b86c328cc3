import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { enterLong, enterShort, type Signal } from '../../model/signal.js'
import { defineStrategy, type Strategy } from '../../strategy/define-strategy.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from './config.js'
import { withoutStrangers } from './option-names.js'

const rate = { initial: 0.5, maintenance: 0.4 }
const series = handSeries('GME@XNAS', flatBars(100, 100, 100, 100))

function run(config: BacktestConfigInput, signal: Signal = enterLong({ size: { lots: 1 } })) {
  return runBacktest({ strategies: [{ strategy: scripted({ 0: signal }) }], series: [series], config: { ...free, ...config } })
}

describe('an option that names what the run does not have', () => {
  test.each<[BacktestConfigInput, code: string, message: string, hint: string]>([
    [{ shortAvailability: { FOO: 10 } }, 'UNKNOWN_INSTRUMENT', "shortAvailability: the run has no 'FOO'", 'the run has GME@XNAS; default'],
    [{ borrowFee: { 'GME@XNSA': 0.1 } }, 'UNKNOWN_INSTRUMENT', "borrowFee: the run has no 'GME@XNSA'", 'did you mean `GME@XNAS`?'],
    [
      { account: 'margin', marginRates: { cripto: rate } },
      'UNKNOWN_INSTRUMENT',
      "marginRates: the run has no 'cripto'",
      'did you mean `crypto`?',
    ],
    [
      { limits: { positionLots: { 'GME@XNA': { long: 1, short: 1 }, default: { long: 5, short: 5 } } } },
      'UNKNOWN_INSTRUMENT',
      "limits.positionLots: the run has no 'GME@XNA'",
      'did you mean `GME@XNAS`?',
    ],
    [{ venues: { XNSA: {} } }, 'BAD_CONFIG', "venues: nothing in this run trades on 'XNSA'", 'did you mean `XNAS`?'],
  ])('%j is refused before it begins', (config, code, message, hint) => {
    expect(() => run(config)).toThrow(expect.objectContaining({ code, message, hint: expect.stringContaining(hint) }))
  })

  test('is refused of a strategy’s parameters too, where their keys are instruments', () => {
    const params = z.object({
      levels: z.record(z.string(), z.number()).default({}).describe('By id').meta({ keys: 'instrument' }),
      free: z.record(z.string(), z.number()).default({}),
    })
    const strategy = defineStrategy({ name: 'levels', params, onBar: () => undefined }) as unknown as Strategy
    const leveled = (given: object) =>
      runBacktest({ strategies: [{ strategy, params: given as Record<string, unknown> }], series: [series], config: free })
    expect(() => leveled({ levels: { 'GME@XNA': 1 } })).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_INSTRUMENT',
        message: "levels: levels: the run has no 'GME@XNA'",
        hint: 'did you mean `GME@XNAS`?',
      }),
    )
    expect(leveled({ levels: { 'GME@XNAS': 1 }, free: { any: 1 } }).strategies[0]?.params).toEqual({
      levels: { 'GME@XNAS': 1 },
      free: { any: 1 },
    })
  })

  test('is refused of a text that is an instrument, where it is not empty', () => {
    const params = z.object({ leg: z.string().default('').meta({ value: 'instrument' }), label: z.string().default('any') })
    const strategy = defineStrategy({ name: 'legs', params, onBar: () => undefined }) as unknown as Strategy
    const legged = (leg?: string) => runBacktest({ strategies: [{ strategy, params: { leg } }], series: [series], config: free })
    expect(() => legged('GME@XNA')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_INSTRUMENT', message: "legs: leg: the run has no 'GME@XNA'" }),
    )
    expect([legged('GME@XNAS'), legged()].map((result) => result.strategies[0]?.params)).toEqual([
      { leg: 'GME@XNAS', label: 'any' },
      { leg: '', label: 'any' },
    ])
  })

  test('asset classes and default are names too, and one value for all names nothing', () => {
    expect(run({ shortAvailability: { 'GME@XNAS': 10, default: 'none' }, borrowFee: { default: 0.01 } }).fills).toHaveLength(1)
    expect(run({ account: 'margin', marginRates: { crypto: rate, 'GME@XNAS': rate } }).fills).toHaveLength(1)
    expect(run({ shortAvailability: { lots: 10 }, borrowFee: 0.01 }).fills).toHaveLength(1)
  })

  test('is left out for a benchmark of other data', () => {
    const config = {
      marginRates: { crypto: rate, FOO: rate },
      shortAvailability: { FOO: 10 },
      borrowFee: 0.1,
      venues: { BATS: {}, XNAS: { fees: 'none' } },
      limits: { orderValue: 5, positionLots: { FOO: { long: 1 }, default: { long: 2 } } },
    } as const
    expect(withoutStrangers(config, [series.instrument])).toEqual({
      marginRates: { crypto: rate },
      shortAvailability: {},
      borrowFee: 0.1,
      venues: { XNAS: { fees: 'none' } },
      limits: { orderValue: 5, positionLots: { default: { long: 2 } } },
    })
  })
})

describe('an option that finds nothing to do', () => {
  const idle = (config: BacktestConfigInput, signal?: Signal) => run(config, signal).notes.filter((note) => note.includes('has no effect'))

  test.each<[BacktestConfigInput, string]>([
    [{ eventLimitMs: 50 }, 'eventLimitMs has no effect: strategies are not isolated.'],
    [{ startLimitMs: 50 }, 'startLimitMs has no effect: strategies are not isolated.'],
    [{ memoryLimitMb: 32 }, 'memoryLimitMb has no effect: strategies are not isolated.'],
    [{ fxCost: 'none' }, 'fxCost has no effect: all of the run is in one currency.'],
    [{ fxConversion: 'keep' }, 'fxConversion has no effect: all of the run is in one currency.'],
    [{ account: 'cash', borrowFee: 0.02 }, 'borrowFee has no effect: a cash account sells nothing short.'],
    [{ account: 'cash', shortAvailability: 'none' }, 'shortAvailability has no effect: a cash account sells nothing short.'],
    [{ account: 'cash', interest: 0.05 }, 'interest has no effect: the cash account owed nothing overnight.'],
    [{ interest: 0.05 }, 'interest has no effect: the research account owed nothing overnight.'],
  ])('%j is told', (config, note) => {
    expect(idle(config)).toEqual([note])
  })

  test('is not told where it had some, or was left as it is', () => {
    expect(idle({})).toEqual([])
    expect(idle({ account: 'margin', interest: 0.05 })).toEqual([])
    expect(idle({ interest: 0.05, leverage: 2 }, enterLong({ size: { lots: 1_500 } }))).toEqual([])
    expect(idle({ borrowFee: 0.05 }, enterShort({ size: { lots: 1 } }))).toEqual([])
  })
})
