import { describe, expect, test } from 'vitest'
import { limit, limitOnClose, market, relative, stop, stopLimit, trailingStopLimit } from '../../model/order-price.js'
import type { Gate, GateSeat } from '../gate.js'
import { entry, gateSeat, newYork, sessions } from '../gate.testing.js'
import type { MarketView } from '../market-view.js'
import { SlippageFilter } from './slippage.js'
import { SpreadFilter } from './spread.js'
import { StalenessFilter } from './staleness.js'
import { TradingWindow, type WindowRule } from './trading-window.js'
import { VolatilityFilter } from './volatility.js'

const view = (spread: number, ageMs = 0): MarketView => ({ spread: () => spread, market: () => ({ ageMs, barMs: 60_000 }) })
const code = (gate: Gate, seat: Partial<GateSeat> = {}, time = 0) => gate.judge(entry, gateSeat(seat), time)?.code ?? null

describe('a spread of at most 20 bps', () => {
  const judge = (spread: number) => new SpreadFilter(20, view(spread)).judge(entry, gateSeat())

  test('refuses a hundredth of a bp more, with both numbers', () => {
    expect(judge(0.002001)).toEqual({ code: 'SPREAD_TOO_WIDE', context: { spread_bps: 20.01, limit_bps: 20 } })
  })

  test('takes 20, as it comes out of a division', () => {
    expect(judge(0.002)).toBeNull()
    expect(judge((100.1 - 99.9) / 100)).toBeNull()
  })

  test.each([
    ['unknown', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['crossed', -0.0001],
  ])('refuses one that is %s', (_, spread) => {
    expect(judge(spread)).toEqual({ code: 'SPREAD_UNKNOWN', context: { instrument: 'ACME', limit_bps: 20 } })
  })
})

describe('slippage of at most 50 bps', () => {
  const gate = new SlippageFilter(50)

  test.each<[string, Partial<GateSeat>, string | null]>([
    ['a buy limit 50 bps above the last close', { orderPrice: limit(100.5) }, null],
    ['a cent more', { orderPrice: limit(100.51) }, 'SLIPPAGE'],
    ['a buy limit far below it', { orderPrice: limit(50) }, null],
    ['a sell limit 50 bps below it', { side: 'sell', orderPrice: limit(99.5) }, null],
    ['a cent less', { side: 'sell', orderPrice: limit(99.49) }, 'SLIPPAGE'],
    ['a limit on close', { orderPrice: limitOnClose(101) }, 'SLIPPAGE'],
    ['a stop-limit by its trigger', { orderPrice: stopLimit(105, 105.5) }, null],
    ['a stop-limit whose limit is too far', { orderPrice: stopLimit(105, 105.53) }, 'SLIPPAGE'],
    ['a trailing limit by its offset', { orderPrice: trailingStopLimit({ amount: 1 }, 0.5) }, null],
    ['a trailing limit with a larger one', { orderPrice: trailingStopLimit({ amount: 1 }, 0.51, 99) }, 'SLIPPAGE'],
    ['a stop, which is decided at its trigger', { orderPrice: stop(110) }, null],
    ['a market order at the close it was decided at', {}, null],
    ['a market order that waited while the price went 50 bps away', { mark: 100.5 }, null],
    ['a cent more away', { mark: 100.51 }, 'SLIPPAGE'],
    ['one that waited while the price came down', { mark: 90 }, null],
    ['a sale that waited while the price came down', { side: 'sell', mark: 90 }, 'SLIPPAGE'],
    ['a relative order 50 bps beyond the quote', { orderPrice: relative(0.5) }, null],
    ['a cent farther', { orderPrice: relative(0.51) }, 'SLIPPAGE'],
    ['one that its limit holds', { orderPrice: relative(5, 100.5) }, null],
    ['one that its limit holds too late', { orderPrice: relative(5, 100.51) }, 'SLIPPAGE'],
    ['one that sells', { side: 'sell', orderPrice: relative(5, 99.49) }, 'SLIPPAGE'],
    ['one that waited', { mark: 100.4, orderPrice: relative(0.11) }, 'SLIPPAGE'],
    ['what was decided before the first close', { decidedAt: Number.NaN }, 'NO_REFERENCE_PRICE'],
    ['a price below zero, by its size', { mark: -100, orderPrice: limit(-99.51) }, null],
  ])('%s', (_, seat, expected) => {
    expect(code(gate, { orderPrice: market(), ...seat })).toBe(expected)
  })

  test('says what it compared', () => {
    expect(gate.judge(entry, gateSeat({ orderPrice: limit(101) }))).toEqual({
      code: 'SLIPPAGE',
      context: { price: 101, reference: 100, bps: 100, limit_bps: 50 },
    })
  })
})

describe('staleness', () => {
  test('by bars: three minutes of minute bars, and a millisecond more', () => {
    expect(code(new StalenessFilter({ bars: 3 }, view(0, 180_000)))).toBeNull()
    expect(new StalenessFilter({ bars: 3 }, view(0, 180_001)).judge(entry, gateSeat())).toEqual({
      code: 'MARKET_DATA_STALE',
      context: { age_s: 180.001, limit_s: 180 },
    })
  })

  test('by time', () => {
    expect(code(new StalenessFilter({ ms: 5_000 }, view(0, 5_000)))).toBeNull()
    expect(code(new StalenessFilter({ ms: 5_000 }, view(0, 5_001)))).toBe('MARKET_DATA_STALE')
  })

  test('of what never traded is unknown, which is too old', () => {
    expect(new StalenessFilter({ bars: 3 }, view(0, Number.POSITIVE_INFINITY)).judge(entry, gateSeat())?.context).toEqual({
      age_s: 'unknown',
      limit_s: 180,
    })
  })
})

describe('a window from 15 minutes after the open to 30 before the close', () => {
  const rule: WindowRule = { regular: true, afterOpenMs: 900_000, beforeCloseMs: 1_800_000, days: null }
  const gate = new TradingWindow(rule, sessions)

  test.each<[string, number, string | null]>([
    ['a second before it', newYork(3, 9, 44, 59), 'OUTSIDE_WINDOW'],
    ['its first moment', newYork(3, 9, 45), null],
    ['its last second', newYork(3, 15, 29, 59), null],
    ['its end', newYork(3, 15, 30), 'OUTSIDE_WINDOW'],
    ['before the open', newYork(3, 8), 'OUTSIDE_WINDOW'],
    ['a Saturday', newYork(6, 12), 'OUTSIDE_WINDOW'],
    ['a holiday', newYork(15, 12), 'OUTSIDE_WINDOW'],
    ['an early close, by its own close', Date.UTC(2024, 6, 3, 16, 30), 'OUTSIDE_WINDOW'],
    ['the minute before that', Date.UTC(2024, 6, 3, 16, 29), null],
  ])('%s', (_, time, expected) => {
    expect(code(gate, {}, time)).toBe(expected)
  })

  test('says where it stands', () => {
    expect(gate.judge(entry, gateSeat(), newYork(3, 15, 30))?.context).toEqual({
      time: '2024-01-03T20:30:00Z',
      from: '2024-01-03T14:45:00Z',
      to: '2024-01-03T20:30:00Z',
    })
  })

  test('of days goes by the trading date, at any hour where it is not regular', () => {
    const days = new TradingWindow({ regular: false, afterOpenMs: 0, beforeCloseMs: 0, days: ['wednesday'] }, sessions)
    expect(code(days, {}, newYork(3, 20))).toBeNull()
    expect(days.judge(entry, gateSeat(), newYork(4, 12))).toEqual({
      code: 'OUTSIDE_WINDOW',
      context: { time: '2024-01-04T17:00:00Z', day: 'thursday' },
    })
  })
})

describe('volatility between bounds', () => {
  const range = new VolatilityFilter({ measure: 'atr', bars: 14, min: 0.01, max: 0.03 })
  const sigma = new VolatilityFilter({ measure: 'sigma', bars: 20, min: 0, max: 0.4 })

  test.each<[string, number, string | null]>([
    ['at the lower', 1, null],
    ['a cent below it', 0.99, 'VOLATILITY'],
    ['at the upper', 3, null],
    ['a cent above it', 3.01, 'VOLATILITY'],
    ['unknown', Number.NaN, 'VOLATILITY_UNKNOWN'],
  ])('true range ÷ price: %s', (_, atr, expected) => {
    expect(code(range, { averageTrueRange: () => atr })).toBe(expected)
  })

  test('of returns is that of a year', () => {
    expect(code(sigma, { volatility: () => 0.4 })).toBeNull()
    expect(sigma.judge(entry, gateSeat({ volatility: () => 0.41 }))).toEqual({
      code: 'VOLATILITY',
      context: { sigma: 0.41, min: 0, max: 0.4 },
    })
    expect(sigma.judge(entry, gateSeat())).toEqual({
      code: 'VOLATILITY_UNKNOWN',
      context: { instrument: 'ACME', measure: 'sigma', bars: 20 },
    })
  })
})
