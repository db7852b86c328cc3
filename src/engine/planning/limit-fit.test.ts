import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit, target } from '../../model/signal.js'
import { runs } from '../../std/property.testing.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const bars = flatBars(100, 100, 100, 100, 100, 100)
const guarded: BacktestConfigInput = { riskProfile: 'guarded' }

function run(script: Script, config: BacktestConfigInput, shape: readonly HandBar[] = bars, ids: readonly string[] = ['A']): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: ids.map((id) => handSeries(id, shape)),
    config: { ...free, ...config },
  })
}

const fillsOf = ({ fills }: RunResult) => fills.map(({ side, quantity }) => `${side} ${quantity}`)
const codesOf = ({ denials }: RunResult) => denials.map(({ code }) => code)
const cutsOf = ({ decisions }: RunResult) => (decisions ?? []).flatMap(({ cut }) => (cut === undefined ? [] : [cut]))

describe('the guarded profile with the default sizing', () => {
  test('trades: an entry has the most lots that the limits leave room for', () => {
    const result = run({ 0: enterLong(), 2: exit() }, guarded)
    expect(fillsOf(result)).toEqual(['buy 50', 'sell 50'])
    expect(codesOf(result)).toEqual([])
    expect(cutsOf(result)).toEqual([{ wanted: 1_000, code: 'MAX_ORDER_VALUE' }])
  })

  test('says in a note what was cut, by which limit, and where to change it', () => {
    const { notes } = run({ 0: enterLong(), 2: exit() }, guarded)
    expect(notes).toContain(
      '1 size that sizing worked out was cut to fit a limit (MAX_ORDER_VALUE: limits.orderValue (25000), limits.orderEquity (5%)). Raise the limit for larger ones, or set sizing so that they fit.',
    )
    expect(run({ 0: enterLong({ size: { lots: 5 } }) }, guarded).notes.join()).not.toContain('cut to fit')
  })

  test('adds until the position has what it may, and is denied by its numbers when nothing is left', () => {
    const every = Object.fromEntries([0, 1, 2, 3, 4].map((bar) => [bar, enterLong()]))
    const result = run(every, { ...guarded, protection: { required: 'none' } })
    expect(fillsOf(result)).toEqual(['buy 50', 'buy 50', 'buy 50', 'buy 50'])
    expect(result.denials).toMatchObject([{ code: 'MAX_POSITION_VALUE', context: { would_be: 20_100, limit: 20_000 } }])
  })

  test('leaves no room where a limit is missing: it refuses', () => {
    const result = run({ 0: enterLong() }, { ...guarded, limits: { orderEquity: null } })
    expect([fillsOf(result), codesOf(result)]).toEqual([[], ['LIMIT_MISSING']])
  })
})

describe('a size that somebody asked for', () => {
  const asked: readonly (readonly [string, Script, BacktestConfigInput])[] = [
    ['lots of the signal', { 0: enterLong({ size: { lots: 51 } }) }, {}],
    ['a weight of the signal', { 0: enterLong({ size: { weight: 0.06 } }) }, {}],
    ['a target', { 0: target('A', 0.06) }, {}],
    ['lots of the config', { 0: enterLong() }, { sizing: { lots: 51 } }],
    ['an amount of the config', { 0: enterLong() }, { sizing: { notional: 5_100 } }],
    ['a weight of the config', { 0: enterLong() }, { sizing: { weight: 0.06 } }],
    ['weights of the config', { 0: enterLong() }, { sizing: { weights: { A: 0.06 } } }],
    ['all of the cash', { 0: enterLong() }, { sizing: 'all-in' }],
    ['lots of one instrument', { 0: enterLong() }, { sizingBySymbol: { A: { lots: 51 } } }],
  ]

  test.each(asked)('is denied as it is: %s', (_, script, config) => {
    const result = run(script, { ...guarded, ...config })
    expect([fillsOf(result), codesOf(result), cutsOf(result)]).toEqual([[], ['MAX_ORDER_VALUE'], []])
  })

  test.each([
    ['a share of equity at risk', { risk: 0.01 }, 50],
    ['a volatility', { volatility: 1, bars: 2 }, 50],
    ['a Kelly share', { kelly: 1, cap: 0.5, start: 0.5 }, 50],
  ] as const)('is not one that a rule works out: %s', (_, sizing, lots) => {
    const shape = steps(100, 101, 99, 100, 100, 100)
    const result = run({ 3: enterLong({ protect: { stop: 95 } }) }, { ...guarded, sizing }, shape)
    expect([fillsOf(result), codesOf(result)]).toEqual([[`buy ${lots}`], []])
  })
})

describe('what limits leave room for', () => {
  const half = { 0: enterLong({ size: { lots: 100 } }), 1: enterLong() }
  const twice = { leverage: 4 }

  test.each<readonly [string, BacktestConfigInput, Script, string, string]>([
    ['orderValue', { limits: { orderValue: 12_345 } }, { 0: enterLong() }, 'buy 123', 'MAX_ORDER_VALUE'],
    ['orderEquity', { limits: { orderEquity: '7%' } }, { 0: enterShort() }, 'sell 70', 'MAX_ORDER_VALUE'],
    ['orderVolume', { limits: { orderVolume: '0.0001%' } }, { 0: enterLong() }, 'buy 1', 'MAX_ORDER_SIZE'],
    ['positionLots', { limits: { positionLots: 130 } }, half, 'buy 30', 'MAX_POSITION'],
    ['positionLots, short', { limits: { positionLots: 130 } }, { 0: enterShort() }, 'sell 130', 'MAX_POSITION'],
    ['positionEquity', { limits: { positionEquity: '13%' } }, half, 'buy 30', 'MAX_POSITION_VALUE'],
    ['concentration', { limits: { concentration: '13%' } }, half, 'buy 30', 'MAX_CONCENTRATION'],
    ['strategyEquity', { limits: { strategyEquity: '13%' } }, half, 'buy 30', 'MAX_STRATEGY_VALUE'],
    ['grossEquity', { limits: { grossEquity: '13%' } }, half, 'buy 30', 'MAX_GROSS'],
    ['netEquity', { limits: { netEquity: '13%' } }, half, 'buy 30', 'MAX_NET'],
    ['the tightest of several', { limits: { grossEquity: '13%', orderValue: 2_000, netEquity: '90%' } }, half, 'buy 20', 'MAX_ORDER_VALUE'],
  ])('%s', (_, config, script, last, code) => {
    const result = run(script, { ...twice, ...config })
    if (fillsOf(result).length === 0) throw new Error(JSON.stringify(result.denials))
    expect(fillsOf(result).at(-1)).toBe(last)
    expect(cutsOf(result)).toMatchObject([{ code }])
  })

  test('counts working orders, those of others too', () => {
    const both = runBacktest({
      strategies: [
        { strategy: scripted({ 0: enterLong({ size: { lots: 100 }, order: limit(90), timeInForce: 'GTC' }) }, 'one') },
        { strategy: scripted({ 1: enterLong() }, 'other') },
      ],
      series: [handSeries('A', bars)],
      config: { ...free, limits: { grossEquity: '13%' } },
    })
    expect(fillsOf(both)).toEqual(['buy 30'])
  })

  test('counts a hundred-millionth of a share', () => {
    const result = run(
      { 0: enterLong() },
      { ...guarded, lotSize: 'fractional', limits: { orderVolume: 'unlimited' } },
      flatBars(333, 333, 333),
    )
    expect(codesOf(result)).toEqual([])
    const [fill] = result.fills
    const value = (fill?.quantity ?? 0) * 1e-8 * 333
    expect(value).toBeLessThanOrEqual(5_000 * (1 + 1e-9))
    expect(value).toBeGreaterThan(4_999.9)
  })
})

describe('a reversal', () => {
  test('opens what is left of the order’s size once it has closed', () => {
    const result = run({ 0: enterLong({ size: { lots: 20 } }), 2: enterShort() }, guarded)
    expect(fillsOf(result)).toEqual(['buy 20', 'sell 50'])
    expect(result.openPositions).toMatchObject([{ quantity: -30 }])
  })

  test('closes all the same where nothing is left, as an order that only reduces, and says so', () => {
    const result = run({ 0: enterLong({ size: { lots: 50 } }), 2: enterShort() }, guarded)
    expect(fillsOf(result)).toEqual(['buy 50', 'sell 50'])
    expect(result.decisions?.at(-1)).toMatchObject({
      verdict: 'approved',
      signal: { kind: 'enter', direction: 'short' },
      intent: { role: 'exit', reduceOnly: true, quantity: { lots: 50 }, children: [] },
      cut: { code: 'MAX_ORDER_VALUE' },
    })
    expect(result.notes.join(' ')).toContain('1 of them would have turned a position')
    expect(result.openPositions).toEqual([])
  })

  test('of a size that was asked for stays denied', () => {
    const result = run({ 0: enterLong({ size: { lots: 50 } }), 2: enterShort({ size: { lots: 50 } }) }, guarded)
    expect([fillsOf(result), codesOf(result)]).toEqual([['buy 50'], ['MAX_ORDER_VALUE']])
  })
})

test('the size that is left passes, and a lot more is denied, whatever is held, asked and allowed', () => {
  let cutCases = 0
  const share = fc.integer({ min: 1, max: 150 }).map((percent) => `${percent}%`)
  const limits = fc.record({ orderEquity: share, positionEquity: share, grossEquity: share, netEquity: share, concentration: share })
  const price = fc.integer({ min: 2, max: 5_000 }).map((tenths) => tenths / 10)
  const script = (last: ReturnType<typeof enterLong>, heldLong: boolean, lots: number): Script => ({
    0: (heldLong ? enterLong : enterShort)({ size: { lots } }),
    2: last,
  })
  fc.assert(
    fc.property(limits, price, fc.integer({ min: 1, max: 300 }), fc.boolean(), fc.boolean(), (named, at, lots, heldLong, isLong) => {
      const enter = isLong ? enterLong : enterShort
      const play = (last: ReturnType<typeof enterLong>) =>
        run(script(last, heldLong, lots), { leverage: 4, limits: named }, flatBars(at, at, at, at, at))
      const fitted = play(enter())
      const decision = fitted.decisions?.at(-1)
      if (decision?.cut === undefined || decision.intent?.role !== 'entry' || decision.verdict !== 'approved') return
      const { quantity, closing } = decision.intent
      const opens = ('lots' in quantity ? quantity.lots : 0) - closing
      expect(opens).toBeGreaterThan(0)
      cutCases++
      expect(codesOf(play(enter({ size: { lots: opens + 1 } }))).at(-1)).toBe(decision.cut.code)
    }),
    { numRuns: runs(1_000) },
  )
  expect(cutCases).toBeGreaterThan(10)
})
