// What a strategy has lost: its breaker, what counts, and whose it is.

import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

type Breakers = Extract<BacktestConfigInput['breakers'], object>
const long = (lots: number) => enterLong({ size: { lots } })

function run(script: Script, bars: readonly HandBar[], config: BacktestConfigInput): RunResult {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [handSeries('A', bars)], config: { ...free, ...config } })
}

const guardedBy = (breakers: Breakers, rest: BacktestConfigInput = {}): BacktestConfigInput => ({ breakers, ...rest })
const codes = ({ risk }: RunResult): string[] => (risk?.breaches ?? []).map(({ code, severity }) => `${code} ${severity}`)
const last = ({ equity }: RunResult): number => equity.equity.at(-1) as number

describe('the strategy loss breaker', () => {
  const two = (price: number, config: BacktestConfigInput) =>
    runBacktest({
      strategies: [
        { strategy: scripted({ 0: long(1_000), 3: long(1) }, 'loser'), allocation: 0.5 },
        { strategy: scripted({ 0: enterShort({ size: { lots: 10 } }), 3: long(5) }, 'sibling'), allocation: 0.5 },
      ],
      series: [handSeries('A', flatBars(100, 100, price, price, price, 20, 20))],
      config: { ...free, cash: 1_000_000, ...config },
    })

  test('fires at a loss of fifty thousand, stops that strategy alone and closes it', () => {
    const fired = two(50, guardedBy({ strategyLoss: { at: 50_000 } }))
    expect(fired.risk?.breaches).toMatchObject([{ code: 'STRATEGY_LOSS', strategy: 'loser', context: { loss: 50_000, limit: 50_000 } }])
    expect(fired.risk).toMatchObject({ account: 'active', strategies: { loser: 'halted', sibling: 'active' } })
    expect(fired.fills.map(({ strategy, role, price }) => [strategy, role, price])).toEqual([
      ['loser', 'entry', 100],
      ['sibling', 'entry', 100],
      ['loser', 'flatten', 50],
      ['sibling', 'entry', 50],
    ])
    expect(fired.denials).toMatchObject([{ code: 'TRADING_STATE', strategy: 'loser' }])
  })

  test('does not fire a cent above', () => {
    const spared = two(50.00001, guardedBy({ strategyLoss: { at: 50_000 } }))
    expect(spared.risk?.breaches.filter(({ time }) => time <= day(5))).toEqual([])
  })

  test('counts fees, and what was realized before', () => {
    const script: Script = { 0: long(1_000), 2: exit(), 3: long(1_000) }
    const bars = flatBars(100, 100, 80, 80, 80, 80, 50.375, 50.375)
    const config = { ...guardedBy({ strategyLoss: { at: 50_000 } }), cash: 1_000_000 }
    // 20,000 realized, 29,625 open, and 375 for three orders of a thousand.
    const fired = run(script, bars, { ...config, fees: { perShare: 0.125 } })
    expect(fired.risk?.breaches).toMatchObject([{ code: 'STRATEGY_LOSS', context: { loss: 50_000 } }])
    expect(run(script, bars, { ...config, fees: { perShare: 0.12 } }).risk?.breaches).toEqual([])
  })

  describe('in another currency', () => {
    const bars = flatBars(100, 100, 100, 100, 100, 100)
    type Rates = readonly [first: number, second: number, last: number]
    const pair = { instrument: { assetClass: 'forex', currency: 'USD' } } as const
    const euro = handSeries('E', bars, { instrument: { currency: 'EUR' } })
    const foreign = (
      script: Script,
      at: number,
      config: BacktestConfigInput = {},
      series = euro,
      [first, second, last]: Rates = [2, 1.5, 1],
    ) =>
      runBacktest({
        strategies: [{ strategy: scripted(script) }],
        series: [series],
        rates: [handSeries('EURUSD', flatBars(first, first, second, last, last, last), pair)],
        config: { ...free, currency: 'USD', fxCost: 'none', ...config, ...guardedBy({ strategyLoss: { at } }) },
      })
    const held: Script = { 0: long(500) }
    const losses = ({ risk }: RunResult) => risk?.breaches.map(({ time, context }) => [time, context.loss])

    test('counts what the currency has lost since the purchase', () => {
      expect(losses(foreign(held, 50_000))).toEqual([[day(4), 50_000]])
      expect(losses(foreign(held, 50_000.01))).toEqual([])
      expect(losses(foreign({ ...held, 2: exit() }, 25_000.01))).toEqual([])
    })

    test('leaves what was realized as it was when the rate moves', () => {
      // 100 shares sold short at 100 and bought back at 150, before a euro is worth twice as much.
      const series = handSeries('E', flatBars(100, 100, 150, 150, 150, 150), { instrument: { currency: 'EUR' } })
      const script: Script = { 0: enterShort({ size: { lots: 100 } }), 1: exit() }
      const doubled: Rates = [1, 1, 2]
      expect(losses(foreign(script, 5_000, {}, series, doubled))).toEqual([[day(3), 5_000]])
      expect(losses(foreign(script, 5_000.01, {}, series, doubled))).toEqual([])
    })

    test('counts none where the loan that paid for it has lost as much', () => {
      expect(losses(foreign(held, 1, { fxConversion: 'keep' }))).toEqual([])
    })
  })

  test('counts what borrowing costs', () => {
    // 900 shares with collateral of 102 each, at 50 % a year of 360 days: 127.50 a night, and 39 nights are less than 5,000.
    const bars = flatBars(...Array.from({ length: 60 }, () => 100))
    const sold: Script = { 0: enterShort({ size: { lots: 900 } }) }
    const fired = run(sold, bars, { ...guardedBy({ strategyLoss: { at: 5_000 } }), borrowFee: 0.5 })
    expect(fired.risk?.breaches).toMatchObject([{ code: 'STRATEGY_LOSS', time: day(42), context: { loss: 5_100 } }])
    expect(fired.openPositions).toEqual([])
    expect(codes(run(sold, bars.slice(0, 41), { ...guardedBy({ strategyLoss: { at: 5_000 } }), borrowFee: 0.5 }))).toEqual([])
  })

  test('of borrowing each strategy that is short bears its part, by its lots', () => {
    const shared = runBacktest({
      strategies: [
        { strategy: scripted({ 0: enterShort({ size: { lots: 300 } }), 20: exit() }, 'much') },
        { strategy: scripted({ 0: enterShort({ size: { lots: 100 } }) }, 'little') },
        { strategy: scripted({ 0: long(200) }, 'other side') },
      ],
      series: [handSeries('A', flatBars(...Array.from({ length: 40 }, () => 100)))],
      config: { ...free, borrowFee: { A: 0.36 }, monitors: { strategyLoss: 100 } },
    })
    // 200 are borrowed at 0.1 % of 102 a night, 20.40 in all: 15.30 and 5.10.
    const told = shared.risk?.breaches.map(({ strategy, time, context }) => [strategy, (time - START) / 86_400_000, Number(context.loss)])
    expect(told).toEqual([
      ['much', 9, expect.closeTo(7 * 15.3)],
      ['little', 22, expect.closeTo(20 * 5.1)],
    ])
  })

  test('without it the loss goes on', () => {
    expect(last(two(50, guardedBy({ strategyLoss: { at: 50_000 } })))).toBeGreaterThan(last(two(50, {})) + 29_000)
  })
})
