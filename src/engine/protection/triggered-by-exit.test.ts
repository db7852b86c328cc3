// What an order triggers is held to every limit as if it were sent by itself. Where it is refused, an exit goes without it: nothing keeps a strategy in a position.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import { limit, stop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit, type TriggeredOrder } from '../../model/signal.js'
import { HOUR_MS } from '../../model/time.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const accounts: readonly [name: string, config: BacktestConfigInput, code: string][] = [
  ['cash', { account: 'cash' }, 'SHORT_NOT_ALLOWED'],
  ['margin', { account: 'margin' }, 'BUYING_POWER'],
  ['research', { account: 'research' }, 'BUYING_POWER'],
  ['shares that nobody lends', { account: 'margin', shortAvailability: 'none' }, 'SHORT_UNAVAILABLE'],
]

const entry = enterLong({ size: { lots: 5 } })
const protectedEntry = enterLong({ size: { lots: 5 }, protect: { stop: 50, target: 200 } })

function run(script: Script, config: BacktestConfigInput): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', flatBars(100, 100, 100, 100, 100, 100))],
    config: { ...free, ...config },
  })
}

const exitThat = (triggers: readonly TriggeredOrder[]) => exit({ triggers })
const held = ({ openPositions }: RunResult): number => openPositions[0]?.quantity ?? 0

describe.each(accounts)('%s', (name, config, code) => {
  const lots = name === 'shares that nobody lends' ? 1 : 100_000

  test('an exit that triggers a short sale beyond the account closes, and triggers nothing', () => {
    const denied = run({ 0: entry, 2: exitThat([{ side: 'sell', lots }]) }, config)
    expect(denied.denials.map((denial) => denial.code)).toEqual([code])
    expect(denied.fills.map(({ role, quantity }) => [role, quantity])).toEqual([
      ['entry', 5],
      ['exit', 5],
    ])
  })

  test('one that triggers what the account allows passes, also with a stop and a target at work', () => {
    const order = limit(90)
    const passed = run({ 0: protectedEntry, 2: exitThat([{ side: 'buy', lots: 2, order }]) }, config)
    expect(passed.denials).toEqual([])
    expect(held(passed)).toBe(0)
    const part = run({ 0: entry, 2: exit({ fraction: 0.6, triggers: [{ side: 'sell', lots: 2, order: stop(80) }] }) }, config)
    expect(part.denials).toEqual([])
    expect(held(part)).toBe(2)
  })

  test('one that triggers nothing is always allowed', () => {
    const sold = run({ 0: protectedEntry, 2: exit() }, config)
    expect(sold.denials).toEqual([])
    expect(held(sold)).toBe(0)
  })
})

test('a purchase that an exit triggers has to be paid for', () => {
  const { denials } = run({ 0: entry, 2: exitThat([{ side: 'buy', lots: 2_000 }]) }, { account: 'cash' })
  expect(denials.map(({ code }) => code)).toEqual(['BUYING_POWER'])
})

const fills = ({ fills: all }: RunResult) => all.map(({ role, side, quantity }) => `${role} ${side} ${quantity}`)
const codes = ({ denials }: RunResult) => denials.map(({ code }) => code)

describe('a stage that is closed for entries', () => {
  const buys: Script = { 0: entry, 2: exitThat([{ side: 'buy', lots: 500 }]) }

  test('lets an exit pass without what it triggers, and says why', () => {
    const windowed = run(buys, { filters: { window: { days: ['monday', 'tuesday'] } } })
    expect(fills(windowed)).toEqual(['entry buy 5', 'exit sell 5'])
    expect(windowed.denials).toMatchObject([{ code: 'OUTSIDE_WINDOW', context: { day: 'thursday' } }])
  })

  test('open, lets the exit and what it triggers pass', () => {
    const open = run(buys, { filters: { window: { days: ['monday', 'tuesday', 'wednesday', 'thursday'] } } })
    expect(fills(open)).toEqual(['entry buy 5', 'exit sell 5', 'triggered buy 500'])
    expect(open.denials).toEqual([])
  })

  test('counts each order that is triggered as a trade', () => {
    const script: Script = { 0: enterLong({ size: { lots: 5 }, triggers: [{ side: 'buy', lots: 2 }] }) }
    const refused = run(script, { governor: { dailyTrades: 1 } })
    expect(refused.denials).toMatchObject([{ code: 'DAILY_TRADES', context: { would_be: 2, limit: 1 } }])
    expect(codes(run(script, { governor: { dailyTrades: 2 } }))).toEqual([])
  })

  test('holds a triggered limit to its own price', () => {
    const script: Script = { 0: entry, 2: exitThat([{ side: 'buy', lots: 5, order: limit(102) }]) }
    expect(codes(run(script, { filters: { slippageBps: 100 } }))).toEqual(['SLIPPAGE'])
    expect(codes(run(script, { filters: { slippageBps: 200 } }))).toEqual([])
  })
})

describe('size caps', () => {
  const sizeCaps = { symbol: '5%' } as const

  test('bound what an exit triggers to what they leave', () => {
    const capped = run({ 0: entry, 2: exitThat([{ side: 'buy', lots: 500 }]) }, { sizeCaps })
    expect(fills(capped)).toEqual(['entry buy 5', 'exit sell 5', 'triggered buy 50'])
  })

  test('bound an entry and what it triggers together', () => {
    const triggers = [{ side: 'buy', lots: 400 }] as const
    expect(held(run({ 0: enterLong({ size: { lots: 10 }, triggers }) }, { sizeCaps }))).toBe(50)
    expect(held(run({ 0: enterLong({ size: { lots: 10 }, triggers: [{ side: 'buy', lots: 40 }] }) }, { sizeCaps }))).toBe(50)
    expect(held(run({ 0: enterLong({ size: { lots: 10 }, triggers }) }, {}))).toBe(410)
  })

  test('leave what only closes as it is, and count what goes beyond', () => {
    const sell = (lots: number) => enterLong({ size: { lots: 50 }, triggers: [{ side: 'sell', lots }] })
    expect(fills(run({ 0: sell(50) }, { sizeCaps }))).toEqual(['entry buy 50', 'triggered sell 50'])
    expect(fills(run({ 0: sell(70) }, { sizeCaps }))).toEqual(['entry buy 50', 'triggered sell 70'])
    expect(fills(run({ 0: sell(101) }, { sizeCaps }))).toEqual(['entry buy 50', 'triggered sell 100'])
  })

  test('refuse an entry whose triggered order they leave nothing of, and let an exit go without', () => {
    const refused = run({ 0: enterLong({ size: { lots: 50 }, triggers: [{ side: 'buy', lots: 1 }] }) }, { sizeCaps })
    expect([codes(refused), fills(refused)]).toEqual([['SIZE_CAP'], []])
    const other = enterLong({ size: { lots: 45 }, order: limit(90), timeInForce: 'GTC' })
    const script: Script = { 0: entry, 1: other, 2: exitThat([{ side: 'buy', lots: 100, order: limit(501) }]) }
    const gone = run(script, { sizeCaps: { symbol: '4.55%' } })
    expect([codes(gone), fills(gone)]).toEqual([['SIZE_CAP'], ['entry buy 5', 'exit sell 5']])
  })
})

describe('where every position has to carry a stop', () => {
  const script: Script = { 0: protectedEntry, 2: exitThat([{ side: 'buy', lots: 7 }]) }

  test('an exit passes with what it triggers, and that is given its own', () => {
    const given = run(script, { protection: { required: 'default' } })
    expect(given.denials).toEqual([])
    expect(held(given)).toBe(7)
    expect(given.orders.filter(({ status }) => status === 'accepted')).toMatchObject([
      { intent: { role: 'stop', side: 'sell' }, price: { trigger: 98 }, quantity: 7 },
    ])
  })

  test('an exit passes without what it triggers where an order has to bring its own', () => {
    const denied = run(script, { protection: { required: 'deny' } })
    expect(denied.denials).toMatchObject([{ code: 'NO_PROTECTION', context: { role: 'triggered' } }])
    expect(fills(denied)).toEqual(['entry buy 5', 'exit sell 5'])
  })
})

test('a replacement of an exit that is refused for what it triggers goes without it', () => {
  const waits = exit({ order: limit(120), timeInForce: 'GTC' })
  const script: Script = { 0: entry, 1: waits, 2: exit({ triggers: [{ side: 'buy', lots: 500 }], order: limit(90), timeInForce: 'GTC' }) }
  const window = { days: ['monday', 'tuesday', 'wednesday', 'thursday'] } as const
  const late = run(script, { filters: { window: { days: ['monday', 'tuesday', 'wednesday'] } } })
  expect(fills(late)).toEqual(['entry buy 5', 'exit sell 5'])
  expect(fills(run(script, { filters: { window: { days: [...window.days] } } }))).toEqual([
    'entry buy 5',
    'exit sell 5',
    'triggered buy 500',
  ])
})

test('nor is one that waited for a cancel while the stage closed', () => {
  const bars = flatBars(...Array.from({ length: 120 }, () => 100))
  const atLimit = (triggers?: readonly TriggeredOrder[]) => exit({ order: limit(99), timeInForce: 'GTC', triggers })
  const script: Script = { 0: entry, 90: exit({ order: limit(120), timeInForce: 'GTC' }), 94: atLimit([{ side: 'buy', lots: 500 }]) }
  const late = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars, { timeframe: '30m' })],
    config: { ...free, latency: { entry: HOUR_MS }, filters: { window: { days: ['monday', 'tuesday'] } } },
  })
  expect(codes(late)).toEqual(['OUTSIDE_WINDOW'])
  expect(fills(late)).toEqual(['entry buy 5', 'exit sell 5'])
})
