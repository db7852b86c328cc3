// What the stages before pre-trade risk say in the trail of an order: the numbers that they had when they were asked, not what can be counted afterwards.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarSeries } from '../../model/bar.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { amend, enterLong, exit, type Signals, target } from '../../model/signal.js'
import { RunLives } from './order-life.js'
import { orderTrail } from './order-trail.js'

const flat = (count: number) => flatBars(...Array.from({ length: count }, () => 100))
const minutes = (id: string, bars: readonly HandBar[]) => handSeries(id, bars, { timeframe: '1m' })
const one = { size: { lots: 1 } }
const gtc = { timeInForce: 'GTC' } as const

/** Scripts by instrument. */
function run(scripts: Readonly<Record<string, Script>>, series: readonly BarSeries[], config: BacktestConfigInput): RunResult {
  const strategy = strategyOf('by instrument', {
    onBar(context) {
      const said = scripts[context.instrument.id]?.[context.bar.index]
      return typeof said === 'function' ? undefined : (said as Signals)
    },
  })
  return runBacktest({ strategies: [{ strategy }], series, config: { ...free, ...config } })
}

/** What the stages said of each entry, in the order in which they were placed. */
function said(result: RunResult, stage: 'governor' | 'filters' | 'sizer'): string[] {
  const lives = new RunLives(result)
  return result.orders
    .filter(({ intent }) => intent.role === 'entry' || intent.role === 'rebalance')
    .flatMap(({ clientOrderId }) => orderTrail(lives.order(clientOrderId)).filter((step) => step.stage === stage))
    .map(({ says }) => says)
}

describe('the governor', () => {
  test('counts the other positions of the strategy, and not the one that the order opens', () => {
    const result = run({ A: { 1: enterLong(one), 3: enterLong(one) } }, [minutes('A', flat(6))], { governor: { maxOpenPositions: 1 } })
    expect(said(result, 'governor')).toEqual(['0 other positions open, room for 1', 'it adds to an open position'])
  })

  test('counts working orders among them', () => {
    const scripts = { A: { 1: enterLong({ ...one, ...gtc, order: limit(50) }) }, B: { 3: enterLong(one) }, C: { 5: enterLong(one) } }
    const series = ['A', 'B', 'C'].map((id) => minutes(id, flat(8)))
    expect(said(run(scripts, series, { governor: { maxOpenPositions: 3 } }), 'governor')).toEqual([
      '0 other positions open, room for 3',
      '1 other position open, room for 2',
      '2 other positions open, room for 1',
    ])
  })

  test('counts losses in a row from the end of the last pause', () => {
    const falling = minutes('A', steps(...Array.from({ length: 24 }, (_, index) => 100 - index)))
    const script = {
      A: { 1: enterLong(one), 3: exit(), 4: enterLong(one), 6: exit(), 14: enterLong(one), 16: exit(), 17: enterLong(one), 19: exit() },
    }
    const result = run(script, [falling], { governor: { coolDown: { losses: 2, minutes: 3 } } })
    expect(said(result, 'governor')).toEqual([
      '0 of 2 losses in a row',
      '1 of 2 losses in a row',
      '0 of 2 losses in a row',
      '1 of 2 losses in a row',
    ])
  })

  test('counts orders of its window and trades of the session, this one among them', () => {
    const script = { A: { 1: enterLong(one), 2: enterLong({ ...one, tag: 'b' }), 9: enterLong({ ...one, tag: 'c' }) } }
    const result = run(script, [minutes('A', flat(12))], { governor: { throttle: { orders: 2, seconds: 120 }, dailyTrades: 5 } })
    expect(said(result, 'governor')).toEqual([
      '1 of 5 trades in the session, 1 of 2 orders in 120 s',
      '2 of 5 trades in the session, 2 of 2 orders in 120 s',
      '3 of 5 trades in the session, 1 of 2 orders in 120 s',
    ])
  })

  test('is asked about a change of an entry, and says so', () => {
    const script = { A: { 1: enterLong({ ...one, ...gtc, order: limit(50) }), 3: amend({ limit: 51 }) } }
    const config = { governor: { throttle: { orders: 3, seconds: 600 } }, filters: { slippageBps: 50 } } as const
    const result = run(script, [minutes('A', flat(8))], config)
    expect(said(result, 'governor')).toEqual(['1 of 3 orders in 600 s', '2 of 3 orders in 600 s'])
    expect(said(result, 'filters')).toEqual([
      '50.00 is -5000 of at most 50 bps beyond 100.00',
      '51.00 is -4900 of at most 50 bps beyond 100.00',
    ])
  })
})

describe('the filters', () => {
  test('say what they measured', () => {
    const bars = Array.from({ length: 8 }, (): HandBar => [100, 101, 99, 100])
    const filters = {
      spreadBps: 20,
      slippageBps: 50,
      staleAfter: { bars: 3 },
      volatility: { measure: 'atr', bars: 2, max: '5%' },
      window: { beforeCloseMinutes: 60, days: ['monday'] },
    } satisfies BacktestConfigInput['filters']
    const result = run({ A: { 4: enterLong({ ...one, order: limit(100.3) }) } }, [minutes('A', bars)], { filters, spread: { bps: 10 } })
    expect(said(result, 'filters')).toEqual([
      'a monday between 2024-01-01 00:00 and 2024-01-01 23:00, last trade 0 s old of at most 180 s, spread 10 of at most 20 bps, 100.30 is 30 of at most 50 bps beyond 100.00, atr 0.02, from 0 to 0.05',
    ])
  })

  test('a run that was saved without the numbers says only what they were held to', () => {
    const result = run({ A: { 1: enterLong(one) } }, [minutes('A', flat(4))], {
      filters: { slippageBps: 50 },
      governor: { dailyTrades: 5 },
    })
    const old = { ...result, decisions: result.decisions?.map(({ judged: _, ...decision }) => decision) ?? [] }
    expect([...said(old, 'governor'), ...said(old, 'filters')]).toEqual([
      'for each strategy: 5 trades a session',
      'opens only with entries up to 50 bps beyond their reference',
    ])
  })
})

describe('caps on sizes', () => {
  test('say which of them took how much, and what it held', () => {
    const script = { A: { 1: enterLong({ size: { lots: 299 } }), 3: enterLong({ size: { lots: 600 } }) } }
    const result = run(script, [minutes('A', flat(6))], { sizeCaps: { symbol: '50%', total: '90%' } })
    const [first, second] = said(result, 'sizer')
    expect(first).not.toContain('sizeCaps')
    expect(second).toMatch(/^buy 201 .*; it would have opened 600, sizeCaps\.symbol leaves 201: 29,900\.00 of 50,000\.00 is taken$/)
  })

  test('say it of target weights too', () => {
    const result = run({ A: { 1: target('A', 0.9) } }, [minutes('A', flat(4))], { sizeCaps: { cashReserve: '20%' } })
    expect(said(result, 'sizer')[0]).toMatch(/it would have opened 900, sizeCaps\.cashReserve leaves 800: 0\.00 of 80,000\.00 is taken$/)
  })
})

test('what was measured is kept with the decision and read back, and does not change its hash', () => {
  const script = scripted({ 1: enterLong(one) })
  const series = [minutes('A', flat(4))]
  const request = { strategies: [{ strategy: script }], series, config: { ...free, governor: { maxOpenPositions: 4 } } }
  const kept = runBacktest(request)
  expect(kept.decisions?.[0]?.judged).toEqual({ othersOpen: 0 })
  expect(runBacktest({ ...request, record: { decisions: false } }).hashes).toEqual(kept.hashes)
  expect(runBacktest({ ...request, config: free }).decisions?.[0]).not.toHaveProperty('judged')
})
