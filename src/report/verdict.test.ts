import { describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import type { RunResult } from '../model/run.js'
import { verdict, whyNoTrade } from './verdict.js'

const figures = { totalReturn: 1.12, cagr: 0.039, maxDrawdown: -0.34, winRate: 0.5625, exposure: 0.61 }
const traded = runFixture({ bars: 400, trades: 4 }).result
const benchmark = { name: 'buy-and-hold', time: new Float64Array(2), equity: Float64Array.of(101_000, 278_000) }

describe('the verdict', () => {
  test('says what was made, against what, and the worst fall', () => {
    expect(plain(verdict(traded, figures, benchmark).sentence)).toBe(
      'Made 112 % (3.9 % a year) against 178 % for buy-and-hold, worst fall −34.0 %.',
    )
  })

  test('says lost, and leaves out what is not known', () => {
    const poor = { ...figures, totalReturn: -0.126, cagr: null, maxDrawdown: null }
    expect(plain(verdict(traded, poor, null).sentence)).toBe('Lost 12.6 %.')
  })

  test('tells of ruin with its date', () => {
    const equity = { ...traded.equity, equity: traded.equity.equity.map((value, i) => (i >= 100 ? -1 : value)) }
    const day = new Date(traded.equity.time[100] as number).toISOString().slice(0, 10)
    expect(verdict({ ...traded, equity }, figures, null).beside).toContain(`zero or below on ${day}`)
  })
})

describe('a run without a trade says why', () => {
  const silent = runFixture({ bars: 400, trades: 0 }).result

  test('the warm-up is longer than the data', () => {
    expect(whyNoTrade({ ...silent, strategies: [{ ...silent.strategies[0]!, warmUp: 400 }] })).toBe(
      'sma-cross warms up over 400 bars, and the longest series has 400.',
    )
  })

  test('no signal came', () => {
    expect(whyNoTrade(silent)).toBe('The strategy gave no signal in 400 bars.')
  })

  test('every order was denied, by code', () => {
    expect(whyNoTrade(runFixture({ bars: 400, trades: 0, denials: 12 }).result)).toBe(
      'It gave 12 signals: 12 orders denied (BUYING_POWER 8, ZERO_QUANTITY 4).',
    )
  })

  test('orders were made and never filled', () => {
    const orders = traded.orders.slice(0, 3).map((order) => ({ ...order, status: 'expired' as const }))
    const counts = { ...silent.counts, signals: 3, orders: 3 }
    const run: RunResult = { ...silent, orders, counts }
    expect(verdict(run, figures, null)).toEqual({
      sentence: 'Did not trade.',
      beside: 'It gave 3 signals: 3 orders never filled (expired 3).',
    })
  })
})

function plain(text: string): string {
  return text.replaceAll('\u202f', ' ')
}
