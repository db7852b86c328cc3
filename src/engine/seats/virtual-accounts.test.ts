// Virtual accounts in a run: symbols go to accounts and come free, sizes are those of the account, nothing is netted.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import { limit, stop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit, type Signals, target } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const flat = flatBars(...Array.from({ length: 12 }, () => 100))
const series = ['A', 'B', 'C'].map((id) => handSeries(id, flat))
const two = [
  { name: 'first', allocation: '25%' },
  { name: 'second', allocation: 0.1 },
] as const

/** What each bar of each instrument says, by instrument. */
function scriptedBy(scripts: Readonly<Record<string, Script>>, name = 'scripted') {
  return strategyOf(name, {
    onBar(context) {
      const said = scripts[context.instrument.id]?.[context.bar.index]
      return typeof said === 'function' ? said(context as never) : said
    },
  })
}

function run(scripts: Readonly<Record<string, Script>>, config: BacktestConfigInput = {}): RunResult {
  return runBacktest({ strategies: [{ strategy: scriptedBy(scripts) }], series, config: { ...free, accounts: [...two], ...config } })
}

const fillsOf = ({ fills }: RunResult): string[] =>
  fills.map(({ account, side, quantity, instrument }) => `${account ?? 'nobody'}: ${side} ${quantity} ${instrument}`)
const codes = ({ denials }: RunResult): string[] => denials.map(({ code, instrument }) => `${instrument} ${code}`)

describe('symbol routing', () => {
  const routed = run({ A: { 0: enterLong(), 4: exit() }, B: { 1: enterLong(), 2: enterLong() }, C: { 2: enterLong(), 6: enterLong() } })

  test('gives each symbol an account, a second entry to the one that holds it, and a freed account to the next symbol', () => {
    expect(fillsOf(routed)).toEqual(['first: buy 250 A', 'second: buy 100 B', 'second: buy 100 B', 'first: sell 250 A', 'first: buy 250 C'])
  })

  test('refuses what has no account, with the numbers', () => {
    expect(routed.denials).toMatchObject([{ code: 'NO_FREE_ACCOUNT', instrument: 'C', context: { symbol: 'C', accounts: 2 } }])
  })

  test('writes the account on orders and decisions, and tells what became of each', () => {
    expect(routed.orders.map(({ intent }) => intent.account)).toEqual(['first', 'second', 'second', 'first', 'first'])
    expect(routed.decisions?.map(({ intent }) => intent?.account)).toEqual(['first', 'second', 'second', undefined, 'first', 'first'])
    expect(routed.account.virtual).toMatchObject([
      { name: 'first', allocation: 0.25, strategy: null, roundTrips: 1, symbol: 'C', quantity: 250 },
      { name: 'second', allocation: 0.1, roundTrips: 0, symbol: 'B', quantity: 200 },
    ])
    expect(routed.notes).toContain('Virtual accounts: first 1 round trips, 0 won, 0.00; second 0 round trips, 0 won, 0.00.')
    expect(routed.assumptions).toContainEqual({ name: 'accounts', value: 'first 25%, second 10%', source: 'default' })
  })

  test('without accounts gives every symbol to the strategy, and nothing has a name', () => {
    const { fills, account, hashes } = run({ A: { 0: enterLong() }, C: { 2: enterLong() } }, { accounts: undefined })
    expect(fills.map(({ instrument, quantity }) => [instrument, quantity])).toEqual([
      ['A', 333],
      ['C', 333],
    ])
    expect(fills.every((fill) => !('account' in fill))).toBe(true)
    expect(account).not.toHaveProperty('virtual')
    expect(run({ A: { 0: enterLong() }, C: { 2: enterLong() } }, { accounts: undefined }).hashes).toEqual(hashes)
  })
})

test('an order that works keeps its account until it ends', () => {
  const waiting = run({
    A: { 0: enterLong({ order: limit(50), timeInForce: 'GTC' }), 3: { kind: 'cancel' } },
    B: { 0: enterLong({ order: stop(150), timeInForce: 'GTC' }) },
    C: { 1: enterLong(), 5: enterLong() },
  })
  expect(codes(waiting)).toEqual(['C NO_FREE_ACCOUNT'])
  expect(fillsOf(waiting)).toEqual(['first: buy 250 C'])
})

test('a replacement keeps the account of what it replaces', () => {
  const entry = (at: number, stopAt: number) => enterLong({ order: limit(at), timeInForce: 'GTC', protect: { stop: stopAt } })
  const { orders } = run({ A: { 0: entry(50, 40), 1: entry(60, 41) } })
  expect(orders.map(({ intent: { role, account }, status }) => [role, account, status])).toEqual([
    ['entry', 'first', 'canceled'],
    ['stop', 'first', 'canceled'],
    ['entry', 'first', 'accepted'],
    ['stop', 'first', 'accepted'],
  ])
})

describe('a target', () => {
  const batch = (script: Readonly<Record<number, Signals>>, config: BacktestConfigInput = {}): RunResult =>
    runBacktest({
      strategies: [{ strategy: strategyOf('batch', { onBars: ({ instruments }) => script[instruments[0]?.bar.index ?? -1] }) }],
      series,
      config: { ...free, accounts: [...two], ...config },
    })

  test('is a weight of its account', () => {
    expect(fillsOf(batch({ 0: [target('A', 0.5), target('B', -1)] }))).toEqual(['first: buy 125 A', 'second: sell 100 B'])
  })

  test('of zero needs no account', () => {
    expect(batch({ 0: [target('A', 0), target('B', 0), target('C', 0)] }).denials).toEqual([])
  })

  test('takes the account that the batch frees only where increases wait for fills', () => {
    const rotation = { 0: [target('A', 1), target('B', 1)], 2: [target('C', 1), target('A', 0)] }
    expect(codes(batch(rotation))).toEqual(['C NO_FREE_ACCOUNT'])
    const after = batch(rotation, { rotation: 'after-fill' })
    expect(codes(after)).toEqual([])
    // Decided again as the sale is heard, at the open: it works from the next one.
    expect(fillsOf(after)).toEqual(['first: buy 250 A', 'second: buy 100 B', 'first: sell 250 A', 'first: buy 250 C'])
  })
})

describe('two strategies in one instrument', () => {
  const accounts = [
    { name: 'longs', allocation: '30%', strategy: 'up' },
    { name: 'shorts', allocation: '20%', strategy: 'down' },
  ] as const
  const opposed = runBacktest({
    strategies: [{ strategy: scripted({ 0: enterLong() }, 'up') }, { strategy: scripted({ 0: enterShort(), 5: exit() }, 'down') }],
    series: [handSeries('A', flat)],
    config: { ...free, accounts: [...accounts] },
  })

  test('are not netted: each fills its own order, and closes its own position', () => {
    expect(fillsOf(opposed)).toEqual(['longs: buy 300 A', 'shorts: sell 200 A', 'shorts: buy 200 A'])
    expect(opposed.openPositions).toMatchObject([{ strategy: 'up', quantity: 300 }])
  })
})

describe('the end of a position that nobody ordered', () => {
  test('is of its account: a stop, and the end of the data', () => {
    const crash = handSeries('A', [...flatBars(100, 100, 100), [100, 100, 80, 80], ...flatBars(80, 80)])
    const config = { ...free, accounts: [...two], endOfData: 'close' as const }
    const strategy = scripted({ 0: enterLong({ protect: { stop: 90 } }), 4: enterShort() })
    expect(fillsOf(runBacktest({ strategies: [{ strategy }], series: [crash], config }))).toEqual([
      'first: buy 250 A',
      'first: sell 250 A',
      'first: sell 304 A',
      'first: buy 304 A',
    ])
  })
})

describe('accounts that cannot be', () => {
  const strategies = [{ strategy: scripted({}, 'one') }]
  const refuses = (accounts: BacktestConfigInput['accounts']) => () =>
    runBacktest({ strategies, series: [handSeries('A', flat)], config: { accounts } })

  test.each<[string, BacktestConfigInput['accounts'], string]>([
    ['of one name', [two[0], two[0]], 'two accounts have one name'],
    ['of more than the account', [two[0], { name: 'rest', allocation: '75.1%' }], 'allocations come to more than the account'],
    ['of a strategy that does not run', [{ ...two[0], strategy: 'onn' }], "first is of 'onn', which does not run"],
    ['none at all', [], 'accounts'],
  ])('%s', (_, accounts, message) => {
    expect(refuses(accounts)).toThrow(message)
  })

  test('for a strategy that has none', () => {
    const both = [...strategies, { strategy: scripted({}, 'other') }]
    const config = { accounts: [{ ...two[0], strategy: 'one' }] }
    expect(() => runBacktest({ strategies: both, series: [handSeries('A', flat)], config })).toThrow('accounts: other has none')
  })

  test('that come to the whole account are none of them', () => {
    expect(refuses(Array.from({ length: 10 }, (_, index) => ({ name: `a${index}`, allocation: '10%' })))).not.toThrow()
  })
})

test('an account without a share is refused', () => {
  expect(() => run({}, { accounts: [{ name: 'empty', allocation: 0 }] })).toThrow(
    expect.objectContaining({ code: 'BAD_CONFIG', message: expect.stringContaining('accounts.0.allocation') }),
  )
  expect(() => run({}, { accounts: [{ name: 'small', allocation: '0.01%' }] })).not.toThrow()
})
