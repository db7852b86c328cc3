// A strategy that runs away is stopped by a breaker: from the control's breach to the halt, what it has working, and the operator who lets it go on.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries, START } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit, type Signal } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const SECOND = 1_000
const long = (lots: number, tag = '') => enterLong({ size: { lots }, tag })
/** Far below, until it is canceled. */
const waiting = (tag: string) => enterLong({ size: { lots: 1 }, order: limit(10), tag, timeInForce: 'GTC' })
const at = (bar: number): string => new Date(START + bar * 5 * SECOND).toISOString()

/** Bars of five seconds that stand still; a signal of one is filled at the next one's open. */
function run(script: Script, config: BacktestConfigInput): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script, 'runaway') }, { strategy: scripted({ 0: waiting('own'), 20: long(2) }, 'sibling') }],
    series: [handSeries('A', flatBars(...Array.from({ length: 40 }, () => 100)), { timeframe: '5s' })],
    config: { ...free, ...config },
  })
}

const breaches = ({ risk }: RunResult): string[] => (risk?.breaches ?? []).map(({ code, strategy }) => `${code} ${strategy}`)
const latches = ({ risk }: RunResult): string[] =>
  (risk?.transitions ?? []).map(({ cause, strategy, from, to }) => `${cause} ${strategy} ${from} → ${to}`)
const boughtBy = ({ fills }: RunResult, name: string): number =>
  fills.filter(({ strategy, side }) => strategy === name && side === 'buy').length

describe('ten orders that fill on one side within a minute', () => {
  const on = { limits: { repeatedExecutions: { count: 10, seconds: 60 } } } as const
  const buys = (count: number, more: Script = {}): Script => ({
    ...Object.fromEntries(Array.from({ length: count }, (_, bar) => [bar, long(1)])),
    ...more,
  })

  test('halt their strategy and cancel what it has working, until an operator lets go', () => {
    const script = buys(10, { 0: [long(1), waiting('low')], 15: [long(1), exit()], 30: long(1) })
    const operator = [{ at: at(25), do: 'unlatch', strategy: 'runaway', reason: 'looked at it' }] as const
    const stopped = run(script, { ...on, operator: [...operator] })
    expect(breaches(stopped)).toEqual(['REPEATED_EXECUTION runaway'])
    expect(stopped.risk?.breaches[0]).toMatchObject({ time: START + 50 * SECOND, context: { side: 'buy', fills: 10, window_s: 60 } })
    expect(latches(stopped)).toEqual(['REPEATED_EXECUTION runaway active → halted', 'OPERATOR runaway halted → active'])
    expect(stopped.denials.map(({ code, context, strategy }) => [code, context.level, strategy])).toEqual([
      ['TRADING_STATE', 'halted', 'runaway'],
      ['TRADING_STATE', 'halted', 'runaway'],
    ])
    const orders = (name: string) => stopped.orders.filter(({ intent }) => intent.strategy === name).map(({ status }) => status)
    expect(orders('runaway').filter((status) => status === 'canceled')).toHaveLength(1)
    // What it holds it keeps, and goes on with; a sibling is not touched.
    expect(boughtBy(stopped, 'runaway')).toBe(11)
    expect(orders('sibling')).toEqual(['accepted', 'filled'])
  })

  test('nine do not, nor ten of which one is on the other side, nor ten in a longer time', () => {
    expect(breaches(run(buys(9), on))).toEqual([])
    expect(breaches(run(buys(10, { 4: exit() }), on))).toEqual([])
    // The last of ten fills 45 seconds after the first.
    const within = (seconds: number) => breaches(run(buys(10), { limits: { repeatedExecutions: { count: 10, seconds } } }))
    expect(within(44.999)).toEqual([])
    expect(within(45.001)).toEqual(['REPEATED_EXECUTION runaway'])
  })

  test('without the breaker are told of, and nothing is done about them', () => {
    const loose = run(buys(20), { ...on, breakers: { repeatedExecution: 'off' } })
    expect(breaches(loose)).toEqual(['REPEATED_EXECUTION runaway', 'REPEATED_EXECUTION runaway'])
    expect(boughtBy(loose, 'runaway')).toBe(20)
    expect(boughtBy(run(buys(20), on), 'runaway')).toBe(10)
  })

  test('are closed too where the breaker is told to flatten', () => {
    const flat = run(buys(20), { ...on, breakers: { repeatedExecution: { flatten: true } } })
    expect(flat.fills.filter(({ role }) => role === 'flatten').map(({ quantity }) => quantity)).toEqual([10])
    expect(flat.openPositions.map(({ strategy }) => strategy)).toEqual(['sibling'])
  })
})

describe('more orders in a second than may be tried', () => {
  const on = { limits: { messages: { reject: 5, terminate: 20 } } } as const
  const burst = (count: number): Script => ({ 3: Array.from({ length: count }, (_, k): Signal => waiting(`t${k}`)), 10: long(1) })

  test('halt their strategy as well, and cancel the five that were sent', () => {
    const stopped = run(burst(21), on)
    expect(breaches(stopped)).toEqual(['MESSAGE_RATE runaway'])
    expect(latches(stopped)).toEqual(['MESSAGE_RATE runaway active → halted'])
    expect(stopped.denials.at(-1)).toMatchObject({ code: 'TRADING_STATE', strategy: 'runaway' })
    expect(boughtBy(stopped, 'runaway')).toBe(0)
    expect(stopped.orders.filter(({ intent, status }) => intent.strategy === 'runaway' && status !== 'canceled')).toEqual([])
  })

  test('halt it before the order that was one too many goes out, though it is an exit', () => {
    const exits = Array.from({ length: 21 }, (_, k) => exit({ order: limit(110), tag: `t${k}` }))
    const script: Script = { 1: enterLong({ size: { lots: 30 } }), 3: exits }
    const stopped = run(script, on)
    expect(latches(stopped)).toEqual(['MESSAGE_RATE runaway active → halted'])
    expect(stopped.denials.map(({ code, context }) => [code, context.because])).toEqual([['TRADING_STATE', 'MESSAGE_RATE']])
    const sent = (one: RunResult) => one.orders.filter(({ intent }) => intent.strategy === 'runaway' && intent.role === 'exit').length
    expect(sent(stopped)).toBe(20)
    expect(sent(run(script, { ...on, breakers: { repeatedExecution: 'off' } }))).toBe(21)
  })

  test('as many as may be tried do not', () => {
    const held = run(burst(20), on)
    expect(breaches(held)).toEqual([])
    expect(held.denials.filter(({ code }) => code === 'MESSAGE_RATE')).toHaveLength(15)
    expect(boughtBy(held, 'runaway')).toBe(1)
  })
})
