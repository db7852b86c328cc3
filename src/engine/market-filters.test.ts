// The market filters in a run: each where it fires, where it just does not, and what happens without it.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, type HandSeries, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit, trailingStopLimit } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, enterShort, exit } from '../model/signal.js'
import { HOUR_MS, MINUTE_MS } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

type Filters = BacktestConfigInput['filters']

const one = { size: { lots: 1 } }

function run(script: Script, series: BarSeries, filters: Filters, config: BacktestConfigInput = {}): RunResult {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [series], config: { ...free, filters, ...config } })
}

const minutes = (bars: readonly HandBar[], options: HandSeries = {}) => handSeries('A', bars, { timeframe: '1m', ...options })
const still = (count: number) => flatBars(...Array.from({ length: count }, () => 100))
const codes = ({ denials }: RunResult): string[] => denials.map(({ code }) => code)

/** Bars with bid and ask at each close; NaN for none. */
function quoted(bars: readonly HandBar[], quotes: readonly (readonly [bid: number, ask: number])[]): BarSeries {
  const column = (side: 0 | 1) => Float64Array.from(bars, (_, index) => quotes[index]?.[side] ?? Number.NaN)
  const [bid, ask] = [column(0), column(1)]
  const sides = { bidOpen: bid, bidHigh: bid, bidLow: bid, bidClose: bid, askOpen: ask, askHigh: ask, askLow: ask, askClose: ask }
  return { ...minutes(bars), quotes: { length: bars.length, ...sides } }
}

describe('the trading window', () => {
  /** Half hours from 8:00 to 18:00 in New York, on Wednesday 2024-01-03. */
  const day = (count = 20) =>
    handSeries('A', still(count), { timeframe: '30m', start: Date.UTC(2024, 0, 3, 13), instrument: { calendar: 'XNYS' } })
  const always: Script = Object.fromEntries(
    Array.from({ length: 40 }, (_, bar) => [bar, enterLong({ ...one, order: limit(200) })] as const),
  )
  const hoursOf = ({ fills }: RunResult): number[] => fills.map(({ time }) => (time - Date.UTC(2024, 0, 3, 5)) / HOUR_MS)

  test('the seeds’ scenario: orders only in regular hours', () => {
    const held = run(always, day(), { window: {} }, { session: 'as-recorded' })
    expect(hoursOf(held)).toEqual([9.5, 10, 10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14, 14.5, 15, 15.5])
    expect(new Set(codes(held))).toEqual(new Set(['OUTSIDE_WINDOW']))
  })

  test('from an hour after the open to an hour before the close', () => {
    const held = run(always, day(), { window: { afterOpenMinutes: 60, beforeCloseMinutes: 60 } }, { session: 'as-recorded' })
    expect([hoursOf(held)[0], hoursOf(held).at(-1)]).toEqual([10.5, 14.5])
    const wider = run(always, day(), { window: { afterOpenMinutes: 60, beforeCloseMinutes: 59 } }, { session: 'as-recorded' })
    expect(hoursOf(wider).at(-1)).toBe(15)
  })

  test('off, orders go at any hour', () => {
    const loose = run(always, day(), undefined, { session: 'as-recorded' })
    expect([hoursOf(loose)[0], hoursOf(loose).at(-1)]).toEqual([8.5, 17.5])
  })

  test('holds up no exit', () => {
    const held = run({ 4: enterLong(one), 18: exit() }, day(), { window: {} }, { session: 'as-recorded' })
    expect(held.openPositions).toEqual([])
  })

  test('by days', () => {
    expect(codes(run({ 4: enterLong(one) }, day(), { window: { days: ['wednesday'] } }))).toEqual([])
    expect(run({ 4: enterLong(one) }, day(), { window: { days: ['monday', 'friday'] } }).denials).toMatchObject([
      { code: 'OUTSIDE_WINDOW', context: { day: 'wednesday' } },
    ])
  })

  test('of hours is refused with daily bars, which are decided on after their session', () => {
    const daily = handSeries('A', still(5), {
      openFor: 6.5 * HOUR_MS,
      start: Date.UTC(2024, 0, 2, 14, 30),
      instrument: { calendar: 'XNYS' },
    })
    expect(() => run({}, daily, { window: {} })).toThrow('bars of 1d of A are decided on after their session')
    expect(() => run({}, daily, { window: { regular: false, days: ['monday'] } })).not.toThrow()
  })

  test('that begins after the hour at which every daily bar is decided on is refused', () => {
    const daily = handSeries('A', still(5))
    expect(run({ 1: enterLong(one) }, daily, { window: { beforeCloseMinutes: 60 } }).counts.fills).toBe(1)
    expect(() => run({}, daily, { window: { afterOpenMinutes: 1 } })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: expect.stringContaining('bars of 1d of A are decided on as a session opens'),
      }),
    )
  })

  test('of which no session has a minute is refused, one minute less is not', () => {
    const window = { afterOpenMinutes: 200, beforeCloseMinutes: 190 }
    expect(() => run(always, day(), { window })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'filters.window: 200 minutes after the open and 190 before the close leave nothing of a session of A, which has 390',
      }),
    )
    expect(() => run(always, day(), { window: { ...window, beforeCloseMinutes: 189 } })).not.toThrow()
  })

  test('that an early close leaves nothing of says so', () => {
    // 2024-07-03 closes at 13:00, 210 minutes after the open; the day after the holiday is a whole one.
    const early = handSeries('A', still(96), { timeframe: '30m', start: Date.UTC(2024, 6, 3, 14), instrument: { calendar: 'XNYS' } })
    const { denials } = run({ 0: enterLong(one) }, early, { window: { afterOpenMinutes: 120, beforeCloseMinutes: 120 } })
    expect(denials).toMatchObject([{ code: 'OUTSIDE_WINDOW', context: { session: 'too short for the window' } }])
  })
})

describe('the spread', () => {
  const script = { 2: enterLong(one) }
  const at = (bid: number, ask: number) =>
    quoted(still(5), [
      [99, 101],
      [99, 101],
      [bid, ask],
      [99, 101],
      [99, 101],
    ])

  test('as recorded at the last close: refused above the limit, taken at it', () => {
    expect(run(script, at(99.94, 100.06), { spreadBps: 12 }).counts.fills).toBe(1)
    expect(run(script, at(99.94, 100.07), { spreadBps: 12 }).denials).toMatchObject([
      { code: 'SPREAD_TOO_WIDE', context: { spread_bps: expect.closeTo(13, 1), limit_bps: 12 } },
    ])
  })

  test('that nobody knows is too wide', () => {
    expect(codes(run(script, at(Number.NaN, 100.01), { spreadBps: 1_000 }))).toEqual(['SPREAD_UNKNOWN'])
    expect(codes(run(script, minutes(still(5)), { spreadBps: 1_000 }))).toEqual(['SPREAD_UNKNOWN'])
  })

  test('off, an order crosses whatever there is', () => {
    const crossed = run(script, at(90, 110), undefined, { spread: 'recorded' })
    expect(crossed.fills[0]?.price).toBe(101)
    expect(run(script, at(90, 110), { spreadBps: 50 }, { spread: 'recorded' }).fills).toEqual([])
  })

  test.each<[string, BacktestConfigInput['spread'], number, number]>([
    ['bps', { bps: 10 }, 10, 9.99],
    ['ticks, as bps where there is no tick', { ticks: 3 }, 3, 2.99],
    // Bars of 100 that reach from 99 to 101: 2 % of the price each.
    ['parts of the mean true range', { volatility: 0.1 }, 20, 19.99],
  ])('as the run models it, in %s', (_, spread, takes, refuses) => {
    const bars = minutes(Array.from({ length: 5 }, (): HandBar => [100, 101, 99, 100]))
    expect(codes(run(script, bars, { spreadBps: takes }, { spread }))).toEqual([])
    expect(codes(run(script, bars, { spreadBps: refuses }, { spread }))).toEqual(['SPREAD_TOO_WIDE'])
  })

  test.each([7, 0.2])('in parts of the mean true range, as wide on both sides of a split of %d', (ratio) => {
    const wide = (price: number): HandBar => [price, 1.01 * price, 0.99 * price, price]
    const bars = [...Array.from({ length: 5 }, () => wide(100)), ...Array.from({ length: 5 }, () => wide(100 / ratio))]
    const series: BarSeries = { ...handSeries('A', bars), actions: [{ kind: 'split', exDate: '2024-01-06', ratio }] }
    const always: Script = Object.fromEntries([3, 4, 5, 6].map((bar) => [bar, enterLong({ ...one, tag: String(bar) })]))
    const at = (spreadBps: number) => codes(run(always, series, { spreadBps }, { spread: { volatility: 0.1 } }))
    expect([at(20.01), at(19.99)]).toEqual([[], Array.from({ length: 4 }, () => 'SPREAD_TOO_WIDE')])
  })

  test('in ticks of the instrument', () => {
    const bars = minutes(still(5), { instrument: { tick: 0.01 } })
    expect(codes(run(script, bars, { spreadBps: 2 }, { spread: { ticks: 2 } }))).toEqual([])
    expect(codes(run(script, bars, { spreadBps: 2 }, { spread: { ticks: 3 } }))).toEqual(['SPREAD_TOO_WIDE'])
  })
})

describe('slippage', () => {
  test('refuses a limit too far beyond the last close, and lets one at the bound pass', () => {
    const buy = (at: number): Script => ({ 1: enterLong({ ...one, order: limit(at) }) })
    expect(codes(run(buy(101), minutes(still(4)), { slippageBps: 100 }))).toEqual([])
    expect(codes(run(buy(101.01), minutes(still(4)), { slippageBps: 100 }))).toEqual(['SLIPPAGE'])
    expect(codes(run({ 1: enterShort({ ...one, order: limit(98.99) }) }, minutes(still(4)), { slippageBps: 100 }))).toEqual(['SLIPPAGE'])
  })

  test('holds the limit of a trailing stop-limit against its own trigger, and against the last close where it has none', () => {
    const at = (offset: number, trigger: number | null): Script => ({
      1: enterLong({ ...one, order: trailingStopLimit({ amount: 5 }, offset, trigger) }),
    })
    const held = (offset: number, trigger: number | null) => run(at(offset, trigger), minutes(still(4)), { slippageBps: 100 }).denials
    expect([held(1.05, 105), held(1, null)]).toEqual([[], []])
    expect(held(1.06, 105)).toMatchObject([{ code: 'SLIPPAGE', context: { price: 106.06, reference: 105, limit_bps: 100 } }])
    expect(held(1.01, null)).toMatchObject([{ code: 'SLIPPAGE', context: { price: 101.01, reference: 100, limit_bps: 100 } }])
  })

  test('looks again at an order that had to wait: what it was decided at has gone', () => {
    const entry = (stop: number) => enterLong({ ...one, protect: { stop } })
    // The first waits for an open that the second comes before; the cancel takes an hour, in which the price rises.
    const waiting = enterLong({ ...one, order: limit(50), timeInForce: 'GTC', protect: { stop: 40 } })
    const script: Script = { 0: waiting, 1: entry(45) }
    const rising = minutes([
      ...flatBars(100, 100),
      ...Array.from({ length: 200 }, (_, bar): HandBar => flatBars(Math.min(103, 100 + bar))[0] as HandBar),
    ])
    const slow = { latency: { response: HOUR_MS } }
    expect(codes(run(script, rising, { slippageBps: 250 }, slow))).toEqual(['SLIPPAGE'])
    expect(run(script, rising, { slippageBps: 250 }, slow).denials[0]?.context).toMatchObject({ price: 103, reference: 100, bps: 300 })
    expect(codes(run(script, rising, { slippageBps: 300 }, slow))).toEqual([])
    expect(run(script, rising, undefined, slow).fills[0]?.price).toBe(103)
  })
})

describe('staleness', () => {
  // The price repeats without volume from the second bar on.
  const frozen = minutes([...still(3), ...Array.from({ length: 8 }, (): HandBar => [100, 100, 100, 100, 0])])

  test('counts from the last trade: an entry at the bound passes, a bar later it does not', () => {
    const entry: Script = { 5: enterLong(one) }
    expect(codes(run(entry, frozen, { staleAfter: { bars: 3 } }))).toEqual([])
    expect(run({ 6: enterLong(one) }, frozen, { staleAfter: { bars: 3 } }).denials).toMatchObject([
      { code: 'MARKET_DATA_STALE', context: { age_s: 240, limit_s: 180 } },
    ])
    expect(codes(run(entry, frozen, { staleAfter: { seconds: 179 } }))).toEqual(['MARKET_DATA_STALE'])
    expect(codes(run({ 6: enterLong(one) }, frozen, undefined))).toEqual([])
  })
})

describe('volatility', () => {
  const wide = minutes(Array.from({ length: 40 }, (): HandBar => [100, 101, 99, 100]))

  test('by the true range of a bar', () => {
    const at = (min: number, max: number) =>
      codes(run({ 30: enterLong(one) }, wide, { volatility: { measure: 'atr', bars: 14, min, max } }))
    expect(at(0.02, 0.02)).toEqual([])
    expect(at(0.0201, 1)).toEqual(['VOLATILITY'])
    expect(at(0, 0.0199)).toEqual(['VOLATILITY'])
  })

  test('is unknown until there are bars enough', () => {
    const rule = { volatility: { measure: 'atr', bars: 14, max: 1 } } as const
    expect(codes(run({ 13: enterLong(one) }, wide, rule))).toEqual(['VOLATILITY_UNKNOWN'])
    expect(codes(run({ 14: enterLong(one) }, wide, rule))).toEqual([])
  })

  test('by returns, over a year', () => {
    const daily = handSeries('A', flatBars(...Array.from({ length: 60 }, (_, bar) => (bar % 2 === 0 ? 100 : 101))))
    // Moves of about 1 % a day and 365 days: 0.19 a year.
    const at = (max: number) => codes(run({ 50: enterLong(one) }, daily, { volatility: { measure: 'sigma', bars: 20, max } }))
    expect(at(0.21)).toEqual([])
    expect(at(0.18)).toEqual(['VOLATILITY'])
  })
})

test('filters that nothing meets change no decision, and are told in the assumptions', () => {
  const script: Script = { 20: enterLong(one), 30: exit() }
  const wide = minutes(Array.from({ length: 40 }, (): HandBar => [100, 101, 99, 100]))
  const filters: Filters = {
    spreadBps: 50,
    slippageBps: 10,
    staleAfter: { seconds: MINUTE_MS / 1000 },
    window: { beforeCloseMinutes: 5, days: ['monday'] },
    volatility: { measure: 'atr', bars: 5, min: '1%', max: '5%' },
  }
  const filtered = run(script, wide, filters, { spread: { bps: 1 } })
  const plain = run(script, wide, undefined, { spread: { bps: 1 } })
  expect(filtered.hashes).toMatchObject({ decision: plain.hashes.decision, execution: plain.hashes.execution })
  expect(filtered.assumptions.find(({ name }) => name === 'filters')?.value).toBe(
    'opens only with a spread up to 50 bps, entries up to 10 bps beyond their reference, a last trade up to 60 s old, ' +
      'from 0 minutes after the open to 5 before the close, on monday, atr of 5 bars from 0.01 to 0.05',
  )
})

test('bounds of volatility that leave nothing between them are refused, a single value is not', () => {
  const bounds = (min: number, max: number) => () => run({}, minutes(still(3)), { volatility: { measure: 'atr', min, max } })
  expect(bounds(0.03, 0.02)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG', message: expect.stringContaining('min is above max') }))
  expect(bounds(0.02, 0.02)).not.toThrow()
})
