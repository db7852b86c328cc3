// What is refused: the bundled strategies ask again, and hold nothing by half.

import { describe, expect, test } from 'vitest'
import { sliceColumns } from '../src/data/columns.js'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import type { BarSeries } from '../src/model/bar.js'
import type { RunResult } from '../src/model/run.js'
import type { Strategy } from '../src/strategy/define-strategy.js'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../tests/fixtures/series.js'
import arbitrage from './arbitrage.js'
import buyAndHold from './buy-and-hold.js'
import donchianBreakout from './donchian-breakout.js'
import momentumRotation from './momentum-rotation.js'
import rsiReversion from './rsi-reversion.js'
import smaCross from './sma-cross.js'

function run(
  strategy: unknown,
  series: readonly BarSeries[],
  config: BacktestConfigInput = {},
  params: Record<string, unknown> = {},
): RunResult {
  return runBacktest({ strategies: [{ strategy: strategy as Strategy, params }], series, config: { ...free, ...config } })
}

/** From the one day on nothing passes, and from the other on everything does again. */
function halted(from: number, to: number): BacktestConfigInput {
  const at = (index: number) => new Date(day(index) - 1).toISOString()
  return {
    operator: [
      { at: at(from), do: 'halt', reason: 'look at it' },
      { at: at(to), do: 'unlatch', reason: 'all is well' },
    ],
  }
}

/** The same, and everything that is held is closed first. */
const flattened = (from: number, to: number): BacktestConfigInput => ({
  operator: [
    { at: new Date(day(from) - 1).toISOString(), do: 'kill', reason: 'out' },
    { at: new Date(day(to) - 1).toISOString(), do: 'unlatch', reason: 'all is well' },
  ],
  breakers: { kill: { flatten: true } },
})

/** `16 A buy` of each fill. */
function fillsOf({ fills }: RunResult): string[] {
  return fills.map(({ barIndex, instrument, side }) => `${barIndex} ${instrument} ${side}`)
}

/** Up for so many bars, then down. */
const ridge = (top: number, bars: number) => steps(...Array.from({ length: bars }, (_, bar) => 100 + Math.min(bar, 2 * top - bar)))

describe('buy-and-hold', () => {
  const series = [handSeries('A', flatBars(...Array.from({ length: 12 }, () => 100)))]

  test('buys once it may, and again after it was closed', () => {
    expect(fillsOf(run(buyAndHold, series, halted(1, 5)))).toEqual(['5 A buy'])
    expect(fillsOf(run(buyAndHold, series, flattened(4, 8)))).toEqual(['1 A buy', '4 A sell', '8 A buy'])
  })
})

describe('sma-cross', () => {
  const params = { fast: 2, slow: 6 }
  const dipped = steps(...Array.from({ length: 40 }, (_, bar) => (bar < 10 ? 120 - bar : bar < 20 ? 110 + bar : 150 - bar)))
  const series = [handSeries('A', dipped)]

  test('sells when it may what it could not as the averages crossed', () => {
    const [, sold] = fillsOf(run(smaCross, series, {}, params))
    const bar = Number(sold?.split(' ')[0])
    expect(sold).toBe(`${bar} A sell`)
    expect(fillsOf(run(smaCross, series, halted(bar - 2, bar + 5), params)).slice(1)).toEqual([`${bar + 5} A sell`])
  })
})

describe('rsi-reversion', () => {
  const series = [handSeries('A', ridge(10, 60))]
  const params = { period: 5, stop: 0.9, patience: 5 }

  test('buys while it is weak, and sells what is held for too long, as soon as it may', () => {
    const [bought, sold] = fillsOf(run(rsiReversion, series, {}, params))
    expect([bought, sold]).toEqual(['17 A buy', '23 A sell'])
    expect(fillsOf(run(rsiReversion, series, halted(14, 19), params))[0]).toBe('19 A buy')
    expect(fillsOf(run(rsiReversion, series, halted(19, 26), params))[1]).toBe('26 A sell')
  })
})

describe('donchian-breakout', () => {
  const series = [handSeries('A', ridge(20, 40))]
  const params = { entry: 4, exit: 3 }

  test('has its stops out as soon as it may', () => {
    expect(fillsOf(run(donchianBreakout, series, {}, params))).toEqual(['4 A buy', '22 A sell'])
    expect(fillsOf(run(donchianBreakout, series, halted(2, 10), params))[0]).toBe('10 A buy')
    expect(fillsOf(run(donchianBreakout, series, halted(6, 15), params))).toEqual(['4 A buy', '22 A sell'])
    expect(fillsOf(run(donchianBreakout, series, flattened(6, 12), params)).slice(0, 3)).toEqual(['4 A buy', '6 A sell', '12 A buy'])
  })
})

describe('momentum-rotation', () => {
  const params = { lookback: 3, hold: 1, every: 10 }
  /** A leads up to bar 8, B from there on. */
  const line = (before: number, after: number): HandBar[] =>
    steps(...Array.from({ length: 40 }, (_, bar) => 100 + before * Math.min(bar, 8) + after * Math.max(0, bar - 8)))
  const series = [handSeries('A', line(1, -0.5)), handSeries('B', line(0, 1))]
  const usual = ['4 A buy', '14 A sell', '14 B buy']

  test('asks again for what was denied, at the next close and not at the next rotation', () => {
    expect(fillsOf(run(momentumRotation, series, {}, params))).toEqual(usual)
    expect(fillsOf(run(momentumRotation, series, halted(2, 8), params))).toEqual(['8 A buy', ...usual.slice(1)])
    expect(fillsOf(run(momentumRotation, series, halted(13, 18), params))).toEqual([usual[0], '18 A sell', '18 B buy'])
  })

  test('does not ask again for what was bought and has been closed since', () => {
    expect(fillsOf(run(momentumRotation, series, flattened(7, 10), params))).toEqual(['4 A buy', '7 A sell', '14 B buy'])
  })

  test('leaves an order alone that is under way', () => {
    const hours = handSeries('A', line(1, 1), { timeframe: '1h' })
    const volume = hours.columns.volume.map((lots, bar) => (bar === 4 || bar === 5 ? 0 : lots))
    const quiet = run(momentumRotation, [{ ...hours, columns: { ...hours.columns, volume } }], {}, params)
    expect([fillsOf(quiet)[0], quiet.orders.filter(({ createdAt }) => createdAt < hours.columns.closeTime[10]!)]).toEqual([
      '6 A buy',
      [expect.objectContaining({ status: 'filled' })],
    ])
  })
})

describe('arbitrage', () => {
  /** ACME at the one venue stands half a percent above the other, from bar 5 to 8 and from 12 to 13. */
  const listing = (venue: string, bars: number, gap: number): BarSeries =>
    handSeries(
      `ACME@${venue}`,
      flatBars(...Array.from({ length: bars }, (_, bar) => ((bar > 4 && bar < 9) || bar === 12 || bar === 13 ? 100 + gap : 100))),
      {
        instrument: { asset: 'ACME', venue },
      },
    )
  const both = [listing('BATS', 20, 0), listing('XNAS', 20, 0.5)]
  const shortOnly = { shortAvailability: 'none' } as const

  test('closes a leg that was left alone, and does not begin anew before the prices have met', () => {
    const { denials, ...result } = run(arbitrage, both, shortOnly)
    expect(denials).toHaveLength(2)
    expect(result.orders.find(({ intent }) => intent.role === 'exit')?.intent).toMatchObject({ reason: 'more was bought than sold' })
    expect(fillsOf(result as RunResult)).toEqual(['6 ACME@BATS buy', '7 ACME@XNAS sell', '13 ACME@BATS buy', '14 ACME@XNAS sell'])
  })

  test('closes it on the one venue that is left', () => {
    const ended = both.map((one) => (one.instrument.venue === 'XNAS' ? { ...one, columns: sliceColumns(one.columns, 0, 6) } : one))
    const { openPositions, orders } = run(arbitrage, ended, { latency: { entry: 1_000, response: 0, feed: 0 } })
    expect(orders.map(({ intent, status }) => `${intent.instrument} ${intent.side} ${status}`)).toEqual([
      'ACME@BATS buy filled',
      'ACME@XNAS sell rejected',
      'ACME@BATS sell filled',
    ])
    expect(openPositions).toEqual([])
  })

  test('buys back a sale that was left alone where that is cheapest', () => {
    // Nothing trades on the cheap venue on the day after the first signal: the purchase ends unfilled with it.
    const thin = both.map((one) => {
      if (one.instrument.venue !== 'BATS') return one
      return { ...one, columns: { ...one.columns, volume: one.columns.volume.map((lots, bar) => (bar === 6 ? 0 : lots)) } }
    })
    const { orders, ...result } = run(arbitrage, thin, { participation: 0.5 })
    expect(fillsOf(result as RunResult).slice(0, 2)).toEqual(['6 ACME@XNAS sell', '7 ACME@BATS buy'])
    expect(orders[2]?.intent).toMatchObject({ role: 'exit', reason: 'more was sold than bought' })
  })

  test('closes it though a stop protects it', () => {
    const { openPositions } = run(arbitrage, both, { ...shortOnly, protection: { required: 'default', default: '20%' } })
    expect(openPositions).toEqual([])
  })
})
