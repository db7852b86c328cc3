import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, losing, START } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { BarSeries } from '../../model/bar.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

type Breakers = Extract<BacktestConfigInput['breakers'], object>

const long = (lots: number) => enterLong({ size: { lots } })

function run(script: Script, bars: readonly HandBar[] | BarSeries, config: BacktestConfigInput): RunResult {
  const series = 'columns' in bars ? bars : handSeries('A', bars)
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [series], config: { ...free, ...config } })
}

const guardedBy = (breakers: Breakers, rest: BacktestConfigInput = {}): BacktestConfigInput => ({ breakers, ...rest })
const codes = ({ risk }: RunResult): string[] => (risk?.breaches ?? []).map(({ code, severity }) => `${code} ${severity}`)
const last = ({ equity }: RunResult): number => equity.equity.at(-1) as number
const orders = (result: RunResult): string[] =>
  result.orders.map(
    ({ intent, status }) => `${intent.role} ${intent.side} ${'lots' in intent.quantity ? intent.quantity.lots : ''} ${status}`,
  )
const latches = ({ risk }: RunResult): string[] =>
  (risk?.transitions ?? []).map(({ cause, from, to, strategy }) => `${cause} ${strategy ?? 'account'} ${from} → ${to}`)

describe('the drawdown breaker', () => {
  const buy: Script = { 0: long(1_000) }
  const on = guardedBy({ drawdown: { at: '10%' } })
  // 100,000 at the first bar, held at 100 from the second.
  const bars = flatBars(100, 100, 90, 80, 40, 40)

  test('fires at ten percent below the peak: it halts, and closes at the next price', () => {
    const fired = run(buy, bars, on)
    expect(codes(fired)).toEqual(['DRAWDOWN critical'])
    expect(fired.risk?.breaches[0]).toMatchObject({ time: day(3), context: { equity: 90_000, peak: 100_000, loss: 10_000, limit: 10_000 } })
    expect(latches(fired)).toEqual(['DRAWDOWN account active → halted'])
    expect(fired.fills.map(({ role, price }) => [role, price])).toEqual([
      ['entry', 100],
      ['flatten', 80],
    ])
  })

  test('does not fire a cent above', () => {
    const spared = run(buy, flatBars(100, 100, 90.00001, 90.00001), on)
    expect(codes(spared)).toEqual([])
    expect(spared.risk).toMatchObject({ account: 'active', transitions: [] })
  })

  test('without it the fall goes on', () => {
    expect(last(run(buy, bars, on))).toBe(80_000)
    expect(last(run(buy, bars, {}))).toBe(40_000)
    expect(run(buy, bars, {}).risk).toBeUndefined()
  })

  test('measures from a peak that never comes down by itself, however the loss was taken', () => {
    // Up to 110,000, sold there; bought again and 10 % of the peak lost in two trades.
    const script: Script = { 0: long(1_000), 2: exit(), 3: long(1_000), 5: exit(), 6: long(1_000) }
    const slow = run(
      script,
      flatBars(100, 100, 110, 110, 110, 104, 104, 104, 99, 99, 99),
      guardedBy({ drawdown: { at: 0.1, flatten: false } }),
    )
    expect(slow.risk?.breaches).toMatchObject([{ code: 'DRAWDOWN', context: { peak: 110_000, equity: 99_000 } }])
  })

  test('halted, nothing of a strategy passes, entry or exit', () => {
    const script: Script = { 0: long(1_000), 3: exit(), 4: [long(10), enterShort({ size: { lots: 10 } })] }
    const halted = run(script, bars, guardedBy({ drawdown: { at: 0.1, flatten: false } }))
    expect(halted.denials.map(({ code, context }) => [code, context.level])).toEqual([
      ['TRADING_STATE', 'halted'],
      ['TRADING_STATE', 'halted'],
      ['TRADING_STATE', 'halted'],
    ])
    expect(halted.fills).toHaveLength(1)
  })

  test('as `reduce` it lets pass what makes the position smaller, and nothing that adds or turns it', () => {
    const script: Script = {
      0: long(1_000),
      3: [long(10), enterShort({ size: { lots: 1_500 } }), exit({ fraction: 0.5 })],
    }
    const reduced = run(script, bars, guardedBy({ drawdown: { at: 0.1, action: 'reduce', flatten: false } }))
    expect(reduced.denials.map(({ code, context }) => [code, context.level, context.position])).toEqual([
      ['TRADING_STATE', 'reducing', 1_000],
      ['TRADING_STATE', 'reducing', 1_000],
    ])
    expect(reduced.fills.map(({ side, quantity }) => [side, quantity])).toEqual([
      ['buy', 1_000],
      ['sell', 500],
    ])
  })

  test('an exit that would trigger an entry does not pass', () => {
    const trap = exit({ order: limit(120), triggers: [{ side: 'buy', lots: 5 }] })
    const reduced = run({ 0: long(1_000), 3: trap }, bars, guardedBy({ drawdown: { at: 0.1, action: 'reduce', flatten: false } }))
    expect(reduced.denials).toMatchObject([{ code: 'TRADING_STATE' }])
  })

  test('cancels what could add and leaves the protection of the position', () => {
    const script: Script = {
      0: enterLong({ size: { lots: 500 }, protect: { stop: 20 } }),
      1: enterLong({ size: { lots: 10 }, tag: 'dip', order: limit(30), timeInForce: 'GTC' }),
    }
    const rest = { drawdown: { at: 0.05, flatten: false } } as const
    expect(orders(run(script, bars, guardedBy(rest)))).toEqual(['entry buy 500 filled', 'stop sell 0 accepted', 'entry buy 10 canceled'])
    expect(orders(run(script, bars, guardedBy({ drawdown: { ...rest.drawdown, cancel: false } })))).toEqual([
      'entry buy 500 filled',
      'stop sell 0 accepted',
      'entry buy 10 accepted',
    ])
  })
})

describe('the daily loss breaker', () => {
  const on = guardedBy({ dailyLoss: { at: '2%' } })
  const script: Script = { 0: long(1_000), 2: long(1), 3: long(1) }

  test('fires at two percent since the last session’s end, and lets go as the next one opens', () => {
    const fired = run(script, flatBars(100, 100, 98, 98, 98, 98), on)
    expect(latches(fired)).toEqual(['DAILY_LOSS account active → reducing', 'SESSION account reducing → active'])
    expect(fired.risk?.transitions.map(({ time }) => time)).toEqual([day(3), day(3)])
    // Decided at the close of the losing day: no. A day later: yes, and then there is cash for it only in a bigger account.
    expect(fired.denials[0]).toMatchObject({ code: 'TRADING_STATE', time: day(3) })
    expect(fired.denials.slice(1).map(({ code }) => code)).not.toContain('TRADING_STATE')
  })

  test('does not fire a cent above', () => {
    expect(codes(run(script, flatBars(100, 100, 98.00001, 98.00001), on))).toEqual([])
  })

  test('a loss over two days is none of one day', () => {
    expect(codes(run(script, flatBars(100, 100, 99, 98, 97), on))).toEqual([])
  })

  test('holds through a session of minutes until the next open, and without it the strategy buys on', () => {
    const minutes = (...closes: number[]) => flatBars(...closes)
    const start = Date.UTC(2024, 0, 2, 23, 55)
    const bars = minutes(100, 100, 97, 97, 97, 97, 97, 97, 97, 97)
    const buyer: Script = Object.fromEntries([0, 3, 4, 5, 6, 7].map((bar) => [bar, long(100)]))
    const series = handSeries('A', bars, { timeframe: '1m', start })
    const at = (config: BacktestConfigInput) =>
      runBacktest({ strategies: [{ strategy: scripted(buyer) }], series: [series], config: { ...free, ...config } })
    const scaled = { cash: 14_000 }
    const fired = at({ ...scaled, ...on })
    expect(latches(fired)).toEqual(['DAILY_LOSS account active → reducing', 'SESSION account reducing → active'])
    expect(fired.risk?.transitions[1]?.time).toBe(Date.UTC(2024, 0, 3))
    expect(fired.denials.map(({ code, time }) => [code, (time - start) / MINUTE_MS]).filter(([code]) => code === 'TRADING_STATE')).toEqual([
      ['TRADING_STATE', 4],
      ['TRADING_STATE', 5],
    ])
    expect(at(scaled).denials.filter(({ code }) => code === 'TRADING_STATE')).toEqual([])
  })
})

describe('the rapid drawdown breaker', () => {
  const fall = (bars: readonly HandBar[], config = guardedBy({ rapidDrawdown: { at: '5%' } })) =>
    runBacktest({
      strategies: [{ strategy: scripted({ 0: long(1_000) }) }],
      series: [handSeries('A', bars, { timeframe: '1m' })],
      config: { ...free, ...config },
    })
  /** From 100 down to a price over so many minutes, in even steps. */
  const slide = (to: number, steps: number): HandBar[] => [
    ...flatBars(100, 100),
    ...Array.from({ length: steps }, (_, k): HandBar => {
      const price = 100 + ((to - 100) * (k + 1)) / steps
      return [price, price, price, price]
    }),
    ...flatBars(to, to),
  ]

  test('fires at five percent within ten minutes', () => {
    const fired = fall(slide(95, 10))
    expect(fired.risk?.breaches).toMatchObject([{ code: 'RAPID_DRAWDOWN', context: { loss: 5_000, limit: 5_000, minutes: 10 } }])
    expect(latches(fired)).toEqual(['RAPID_DRAWDOWN account active → reducing'])
  })

  test('does not fire a cent above, nor for the same fall over eleven minutes', () => {
    expect(codes(fall(slide(95.00001, 10)))).toEqual([])
    expect(codes(fall(slide(95, 11)))).toEqual([])
  })

  test('bars of a day are never in one window', () => {
    expect(codes(run({ 0: long(1_000) }, flatBars(100, 100, 80, 60), guardedBy({ rapidDrawdown: { at: '5%' } })))).toEqual([])
  })

  test('with a halt and a flatten it stops the fall; without it the fall goes on', () => {
    const bars = [...slide(95, 5), ...flatBars(50, 50)]
    const config = guardedBy({ rapidDrawdown: { at: '5%', action: 'halt', flatten: true } })
    expect(last(fall(bars, config))).toBe(95_000)
    expect(last(fall(bars, {}))).toBe(50_000)
  })
})

describe('equity that is not known', () => {
  const holed = losing(handSeries('A', flatBars(100, 100, 100, 100, 100, 100)), 2)
  const script: Script = { 0: long(10), 3: [long(10), exit({ fraction: 0.5 })] }

  test('reduces, and stays so when it is known again', () => {
    const held = run(script, holed, guardedBy({ equityUnknown: {} }))
    expect(held.risk?.breaches).toMatchObject([{ code: 'EQUITY_UNKNOWN', severity: 'critical', time: day(3) }])
    expect(latches(held)).toEqual(['EQUITY_UNKNOWN account active → reducing'])
    expect(held.fills.map(({ role, quantity }) => [role, quantity])).toEqual([
      ['entry', 10],
      ['exit', 5],
    ])
  })

  test('is no drawdown: a close of zero flattens nothing', () => {
    const zero = losing(handSeries('A', flatBars(100, 100, 100, 100, 100, 100)), 2, 0)
    const held = run(script, zero, guardedBy({ equityUnknown: {}, drawdown: { at: 0.05, flatten: true }, dailyLoss: { at: 0.02 } }))
    expect(latches(held)).toEqual(['EQUITY_UNKNOWN account active → reducing'])
    expect(held.openPositions).toMatchObject([{ quantity: 5 }])
  })

  test('does neither while every mark is a number, and without it the strategy goes on', () => {
    expect(codes(run(script, flatBars(100, 100, 100, 100, 100), guardedBy({ equityUnknown: {} })))).toEqual([])
    expect(run(script, holed, {}).fills.map(({ role }) => role)).toContain('exit')
    expect(run(script, holed, {}).fills.filter(({ role }) => role === 'entry')).toHaveLength(2)
  })
})

test('a run that begins in the middle of a day measures it from its cash', () => {
  const started = run({ 0: long(1_000) }, flatBars(100, 97), guardedBy({ dailyLoss: { at: 0.02 } }))
  expect(started.risk?.breaches).toEqual([])
  expect(START).toBe(day(0))
})
