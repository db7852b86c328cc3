import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import { runBacktest } from '../engine/backtest.js'
import type { BacktestConfigInput } from '../engine/config/config.js'
import { enterLong, exit } from '../model/signal.js'
import { adviceText, refusalFields, refusalLines, refusalsOf } from './refusals.js'

const bars = [handSeries('A', flatBars(...Array.from({ length: 12 }, () => 100)))]
const entry = enterLong({ size: { lots: 100 } })

function run(script: Script, config: BacktestConfigInput = {}) {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: bars, config: { ...free, ...config } })
}

function adviceOf(config: BacktestConfigInput, script: Script = { 0: entry }): readonly (readonly [string, string])[] {
  return refusalsOf(run(script, config))?.codes.map((one) => [one.code, adviceText(one)] as const) ?? []
}

describe('a run whose orders were all refused', () => {
  const refusals = refusalsOf(run({ 0: entry, 1: entry, 2: entry }, { riskProfile: 'guarded' }))

  test('says so: how many, by which code, with the first numbers and the keys to change', () => {
    expect(refusalLines(refusals)).toEqual([
      'Refused 3 of 3 orders',
      '3 × MAX_ORDER_VALUE, first on 2024-01-02 in A (would_be=10000, limit=5000). Ask for smaller sizes, or change limits.orderValue (25000) or limits.orderEquity (5%).',
    ])
  })

  test('says the same as numbers', () => {
    expect(refusals && refusalFields(refusals)).toEqual({
      refused: 3,
      wanted: 3,
      codes: { MAX_ORDER_VALUE: { count: 3, change: ['limits.orderValue', 'limits.orderEquity'] } },
    })
  })
})

describe('a run of which some were', () => {
  const script = (refused: number) =>
    Object.fromEntries(Array.from({ length: 4 }, (_, bar) => [bar, bar < refused ? entry : enterLong({ size: { lots: 1 } })]))

  test('says so once more than half were refused, and has the numbers all the same', () => {
    const [half, most] = [2, 3].map((refused) => refusalsOf(run(script(refused), { limits: { orderValue: 5_000 } })))
    expect(refusalLines(half ?? null)).toEqual([])
    expect(half).toMatchObject({ refused: 2, wanted: 4, isMost: false })
    expect(refusalLines(most ?? null)[0]).toBe('Refused 3 of 4 orders')
  })

  test('counts no exit of a position that was not there', () => {
    const idle = run({ 0: exit(), 1: exit(), 2: exit(), 3: entry })
    expect(idle.denials).toHaveLength(3)
    expect(refusalsOf(idle)).toBeNull()
  })

  test('counts what strategies sent: not the stop of an entry, nor what the end of the data closes', () => {
    const sent = run(
      { 0: enterLong({ size: { lots: 1 }, protect: { stop: 90 } }), 1: entry },
      { limits: { orderValue: 5_000 }, endOfData: 'close' },
    )
    expect(refusalsOf(sent)).toMatchObject({ refused: 1, wanted: 2 })
  })
})

describe('what to change', () => {
  test.each<readonly [string, BacktestConfigInput, string, string]>([
    ['a limit that is missing', { limits: { grossEquity: null } }, 'LIMIT_MISSING', ' See limits.grossEquity (missing).'],
    ['a share', { limits: { grossEquity: '7.5%' } }, 'MAX_GROSS', ' Ask for smaller sizes, or change limits.grossEquity (7.5%).'],
    ['lots', { limits: { positionLots: 99 } }, 'MAX_POSITION', ' Ask for smaller sizes, or change limits.positionLots (99).'],
    ['a limit on trades', { limits: { dailyTrades: 0 } }, 'DAILY_TRADES', ' See limits.dailyTrades (0).'],
    ['the governor', { governor: { dailyTrades: 1 } }, 'DAILY_TRADES', ' See governor.dailyTrades.'],
    [
      'both',
      { governor: { dailyTrades: 1 }, limits: { dailyTrades: 9 } },
      'DAILY_TRADES',
      ' See limits.dailyTrades (9) or governor.dailyTrades.',
    ],
    ['cash', { cash: 50 }, 'BUYING_POWER', ' Ask for smaller sizes, or change cash, leverage, or sizing.'],
    ['a cap', { sizeCaps: { symbol: '0%' } }, 'SIZE_CAP', ' Ask for smaller sizes, or change sizeCaps.'],
  ])('is named: %s', (_, config, code, advice) => {
    expect(adviceOf(config, { 0: [entry, { ...entry, tag: 'second' }] })).toContainEqual([code, advice])
  })

  test('is named without a value where the config of an older version is not understood', () => {
    const result = run({ 0: entry }, { limits: { orderValue: 5_000 } })
    const [old] = refusalsOf({ ...result, config: { unheard: true } })?.codes ?? []
    expect(old).toMatchObject({ code: 'MAX_ORDER_VALUE', change: [] })
  })
})
