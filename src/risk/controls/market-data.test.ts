import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { MarketFacts } from '../../model/market-facts.js'
import { buy, sell } from '../../model/order.testing.js'
import { DAY_MS, MINUTE_MS } from '../../model/time.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import type { RiskLimits } from '../limits.js'
import { marketData } from './market-data.js'

const stock = instrument('X', 'equity')
const limits = { dataAge: 3, dataJump: 8, dataSpread: 0.01 } as const
const judge = (market: Partial<MarketFacts>, given: RiskLimits = limits, what = stock) =>
  marketData(given, facts({ market }))(buy(1), account(), what)

describe('data beyond a limit is denied', () => {
  test.each<[Partial<MarketFacts>, string, object]>([
    [{ ageMs: 3 * DAY_MS + 1_000 }, 'MARKET_DATA_STALE', { age_s: 259_201, limit_s: 259_200 }],
    [{ barMs: MINUTE_MS, ageMs: 3 * MINUTE_MS + 1 }, 'MARKET_DATA_STALE', {}],
    [{ jump: 8.01 }, 'PRICE_JUMP', { sigmas: 8.01, limit: 8 }],
    [{ jump: Number.NaN, move: 0.21 }, 'PRICE_JUMP', { move: 0.21, limit: 0.2 }],
    [{ jump: Number.NaN, move: 0.20083 }, 'PRICE_JUMP', { move: 0.201, limit: 0.2 }],
    [{ jump: 8.0004 }, 'PRICE_JUMP', { sigmas: 8.0004, limit: 8 }],
    [{ jump: Number.POSITIVE_INFINITY }, 'PRICE_JUMP', { sigmas: 'Infinity', limit: 8 }],
    [{ jump: Number.NaN, move: Number.POSITIVE_INFINITY }, 'PRICE_JUMP', { move: 'Infinity', limit: 0.2 }],
    [{ bid: 99.49, ask: 100.5 }, 'SPREAD_TOO_WIDE', { spread_bps: 101.00505, limit_bps: 100 }],
    [{ bid: Number.NaN, ask: 100 }, 'SPREAD_TOO_WIDE', { spread_bps: 'unknown', limit_bps: 100 }],
    [{ bid: 100, ask: Number.NaN }, 'SPREAD_TOO_WIDE', { spread_bps: 'unknown', limit_bps: 100 }],
  ])('%j', (market, code, context) => {
    const denial = judge(market)
    expect(denial?.code).toBe(code)
    expect(denial?.context).toMatchObject(context)
  })
})

describe('data at a limit passes', () => {
  test.each<Partial<MarketFacts>>([
    { ageMs: 3 * DAY_MS },
    { jump: 8 },
    { jump: Number.NaN, move: 0.2 },
    { jump: Number.NaN, move: Number.NaN },
    { bid: 99.5, ask: 100.5 },
    { bid: Number.NaN, ask: Number.NaN },
  ])('%j', (market) => {
    expect(judge(market)).toBeNull()
  })
})

test('a price that cannot be, a halt and a crossed quote are denied whatever the limits are', () => {
  const none = { dataAge: 'unlimited', dataJump: 'unlimited', dataSpread: 'unlimited' } as const
  expect(judge({ close: Number.NaN }, none)?.code).toBe('MARKET_DATA_INVALID')
  expect(judge({ close: Number.POSITIVE_INFINITY }, none)?.context).toEqual({ instrument: 'X', close: 'Infinity' })
  expect(judge({ close: 0 }, none)?.context).toEqual({ instrument: 'X', close: 0 })
  expect(judge({ close: -37.63 }, none)?.code).toBe('MARKET_DATA_INVALID')
  expect(judge({ close: -37.63 }, none, instrument('CL', 'future'))).toBeNull()
  expect(judge({ isHalted: true }, none)?.code).toBe('MARKET_HALTED')
  expect(judge({ bid: 100.01, ask: 100 }, none)).toEqual({ code: 'QUOTE_CROSSED', context: { bid: 100.01, ask: 100 } })
  expect(judge({ bid: 100, ask: 100 }, none)).toBeNull()
})

test.each(['dataAge', 'dataJump', 'dataSpread'] as const)('a missing %s refuses, with quotes and without', (name) => {
  const missing = { ...limits, [name]: null }
  for (const quotes of [{ bid: 100, ask: 100.01 }, {}])
    expect(judge(quotes, missing)).toEqual({ code: 'LIMIT_MISSING', context: { limit: name } })
})

test('what only reduces passes on any data', () => {
  expect(
    marketData(limits, facts({ market: { close: Number.NaN, isHalted: true } }))(sell(1, { reduceOnly: true }), account(), stock),
  ).toBeNull()
})
