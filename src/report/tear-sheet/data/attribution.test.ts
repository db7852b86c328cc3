import { expect, test } from 'vitest'
import { z } from 'zod'
import { listingsOf } from '../../../../tests/fixtures/listings.js'
import { runFixture } from '../../../../tests/fixtures/run-result.js'
import { runBacktest } from '../../../engine/backtest.js'
import { enterLong, enterShort, exit } from '../../../model/signal.js'
import { defineStrategy, type Strategy } from '../../../strategy/define-strategy.js'
import { type AttributedRun, attribution, type Contribution } from './attribution.js'

/** In and out of the market every few bars, long and short in turn. */
const churn = defineStrategy({
  name: 'churn',
  params: z.object({ every: z.int().default(7) }),
  indicators: () => ({}),
  memory: () => ({ bars: 0 }),
  onBar({ position, memory }, _lines, { every }) {
    const turn = memory.bars++ % (2 * every)
    if (turn === 0 && position.isFlat) return enterLong({ reason: 'up' })
    if (turn === every && position.isFlat) return enterShort({ reason: 'down' })
    if (turn % every === every - 2 && !position.isFlat) return exit('done')
  },
})

function engineRun(): AttributedRun {
  const { series } = runFixture({ bars: 400, instruments: 4, trades: 0, seed: 9 })
  const result = runBacktest({
    strategies: [
      { strategy: churn, name: 'fast', params: { every: 5 } },
      { strategy: churn, name: 'slow', params: { every: 31 } },
    ],
    series,
    config: { fees: { fraction: 0.0005 } },
  })
  expect(result.openPositions.length).toBeGreaterThan(0)
  expect(result.fills.length).toBeGreaterThan(300)
  return attribution(result, series)
}

function sum(parts: readonly Contribution[], read: (one: Contribution) => number): number {
  return parts.reduce((total, one) => total + read(one), 0)
}

test('listings of one asset are one part, which made what the account made', () => {
  const { series } = runFixture({ bars: 60, instruments: 1, trades: 0, seed: 9 })
  const listings = series.flatMap(listingsOf)
  const [bats, xnas] = listings.map(({ instrument }) => instrument.id) as [string, string]
  const between = defineStrategy({
    name: 'between',
    params: z.object({}),
    onBars: ({ instruments: [first] }) => {
      const bar = first?.bar.index ?? 0
      if (bar % 9 === 3) return [enterLong({ instrument: bats, size: { lots: 50 } }), enterShort({ instrument: xnas, size: { lots: 20 } })]
      return bar % 9 === 7 ? exit({ instrument: xnas }) : undefined
    },
  })
  const result = runBacktest({ strategies: [{ strategy: between as unknown as Strategy }], series: listings })
  const { instruments, account } = attribution(result, listings)
  expect(instruments.map(({ name }) => name)).toEqual([listings[0]?.instrument.asset])
  expect(instruments[0]?.pnl).toBeCloseTo(account.pnl, 6)
  expect(instruments[0]?.drawdown).toBeCloseTo(account.drawdown ?? Number.NaN, 6)
  expect(instruments[0]?.trades).toBe(account.trades)
})

test('strategies and instruments each sum to what the account made, open positions, fees and slippage included', () => {
  const { strategies, instruments, account } = engineRun()
  expect(strategies.map((one) => one.name).sort()).toEqual(['fast', 'slow'])
  for (const parts of [strategies, instruments]) {
    expect(sum(parts, (one) => one.pnl)).toBeCloseTo(account.pnl, 2)
    for (const read of [(one: Contribution) => one.open, (one: Contribution) => one.fees, (one: Contribution) => one.slippage])
      expect(sum(parts, read)).toBeCloseTo(read(account), 6)
    for (const read of [(one: Contribution) => one.trades, (one: Contribution) => one.won]) expect(sum(parts, read)).toBe(read(account))
  }
})

test('the running result of a strategy alone is the equity of its account, so both fall as deep', () => {
  const { series } = runFixture({ bars: 400, instruments: 3, trades: 0, seed: 4 })
  const result = runBacktest({ strategies: [{ strategy: churn }], series, config: { fees: { fraction: 0.0005 } } })
  const { strategies, account } = attribution(result, series)
  expect(account.drawdown).toBeLessThan(-100)
  expect(strategies[0]?.drawdown).toBeCloseTo(account.drawdown as number, 2)
})

test('without the bars the result is the same, and the drawdown is not known', () => {
  const { series } = runFixture({ bars: 300, instruments: 2, trades: 0 })
  const result = runBacktest({ strategies: [{ strategy: churn }], series })
  const [whole, bare] = [attribution(result, series), attribution(result, [])]
  expect(bare.instruments.map((one) => one.pnl)).toEqual(whole.instruments.map((one) => one.pnl))
  expect(bare.instruments.map((one) => one.drawdown)).toEqual([null, null])
})

test('where the running results would be too many they are followed from session to session, and the page says so', () => {
  const { series } = runFixture({ bars: 300, instruments: 2, trades: 0 })
  const result = runBacktest({ strategies: [{ strategy: churn }], series })
  const [fine, coarse] = [attribution(result, series), attribution(result, series, 599)]
  expect([fine.followedAt, coarse.followedAt]).toEqual(['bar', 'session'])
  expect(coarse.account).toEqual(fine.account)
  expect(coarse.instruments.map((one) => one.pnl)).toEqual(fine.instruments.map((one) => one.pnl))
})
