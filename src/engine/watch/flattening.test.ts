// Positions that a breaker closes: until they are flat, and for as long as it is latched.

import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { RunResult } from '../../model/run.js'
import { enterLong } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

type Breakers = Extract<BacktestConfigInput['breakers'], object>
const long = (lots: number) => enterLong({ size: { lots } })

function run(script: Script, bars: readonly HandBar[], config: BacktestConfigInput): RunResult {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [handSeries('A', bars)], config: { ...free, ...config } })
}

const guardedBy = (breakers: Breakers, rest: BacktestConfigInput = {}): BacktestConfigInput => ({ breakers, ...rest })
const latches = ({ risk }: RunResult): string[] =>
  (risk?.transitions ?? []).map(({ cause, from, to, strategy }) => `${cause} ${strategy ?? 'account'} ${from} → ${to}`)

describe('flattening', () => {
  test('is tried again until it is flat: through a halt, with what the volume lets it take', () => {
    const bars: HandBar[] = [
      ...flatBars(100, 100),
      [90, 90, 90, 90],
      [90, 90, 90, 90, 0],
      [88, 88, 88, 88, 4_000],
      [86, 86, 86, 86, 4_000],
      [84, 84, 84, 84, 4_000],
      ...flatBars(80, 80),
    ]
    const config = { ...guardedBy({ drawdown: { at: 0.1 } }), participation: 0.1 } as const
    const closed = run({ 0: long(1_000) }, bars, config)
    expect(closed.fills.filter(({ role }) => role === 'flatten').map(({ quantity, price }) => [quantity, price])).toEqual([
      [400, 88],
      [400, 86],
      [200, 84],
    ])
    expect(closed.orders.filter(({ intent }) => intent.role === 'flatten')).toHaveLength(1)
    expect(closed.openPositions).toEqual([])
  })

  test('goes through approval, with its reason in the log', () => {
    const closed = run({ 0: long(1_000) }, flatBars(100, 100, 90, 80), guardedBy({ drawdown: { at: 0.1 } }))
    expect(closed.decisions?.at(-1)).toMatchObject({
      verdict: 'approved',
      signal: { kind: 'exit', reason: 'flatten: DRAWDOWN' },
      intent: { role: 'flatten', side: 'sell', reduceOnly: true, quantity: { lots: 1_000 } },
      orderId: 2,
    })
  })

  test('closes what a late entry opens again', () => {
    // Orders take an hour: the second entry meets the open after the breach, before its cancel has come.
    const late = run({ 0: long(900), 2: long(50) }, flatBars(100, 100, 100, 88, 88, 87, 87, 87), {
      ...guardedBy({ drawdown: { at: 0.1 } }),
      latency: { entry: 3_600_000 },
    })
    expect(late.fills.map(({ role, quantity, time }) => [role, quantity, time])).toEqual([
      ['entry', 900, day(2)],
      ['entry', 50, day(4)],
      ['flatten', 900, day(5)],
      ['flatten', 50, day(6)],
    ])
    expect(late.openPositions).toEqual([])
  })
})

describe('a flatten ends with its latch', () => {
  const daily = guardedBy({ dailyLoss: { at: '2%', flatten: true } })
  // Bought again the day after the loss, and kept.
  const script: Script = { 0: long(900), 4: long(100), 7: long(50) }
  const bars = flatBars(100, 100, 97, 97, 97, 97, 97, 97, 97, 97)
  const fills = (result: RunResult) => result.fills.map(({ role, quantity, time }) => [role, quantity, (time - START) / 86_400_000])

  test('as the next session opens: what is bought after it is kept', () => {
    const fired = run(script, bars, daily)
    expect(latches(fired)).toEqual(['DAILY_LOSS account active → reducing', 'SESSION account reducing → active'])
    expect(fills(fired)).toEqual([
      ['entry', 900, 1],
      ['flatten', 900, 3],
      ['entry', 100, 5],
      ['entry', 50, 8],
    ])
  })

  test('as an operator lets go, and not before', () => {
    const held = guardedBy({ drawdown: { at: '2%' } })
    const released = run(script, bars, { ...held, operator: [{ at: new Date(day(4)).toISOString(), do: 'unlatch', reason: 'go on' }] })
    expect(fills(released).slice(2)).toEqual([
      ['entry', 100, 5],
      ['entry', 50, 8],
    ])
    expect(fills(run(script, bars, held)).slice(2)).toEqual([])
  })

  test('of one breaker goes on while another one holds', () => {
    const both = guardedBy({ dailyLoss: { at: '2%', flatten: true }, drawdown: { at: '2%', action: 'reduce' } })
    const late = run({ 0: long(900), 2: long(50) }, flatBars(100, 100, 100, 88, 88, 87, 87, 87), { ...both, latency: { entry: 3_600_000 } })
    expect(late.openPositions).toEqual([])
    expect(late.risk?.account).toBe('reducing')
  })
})
