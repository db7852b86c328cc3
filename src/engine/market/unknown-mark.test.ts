// A close that is no price: the account's worth is not known then, and money is reckoned at the last price that was one.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries, losing } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, type Signal } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const one = { size: { lots: 1 } } as const

/** Days at 100, of which one closes at what is no price. */
function days(count: number, bad: number, as: number): BarSeries {
  return losing(handSeries('X', flatBars(...new Array<number>(count).fill(100))), bad, as)
}

function run(signal: Signal, series: BarSeries, config: BacktestConfigInput = {}): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted({ 0: signal }) }],
    series: [series],
    config: { ...free, cash: 10_000, ...config },
  })
}

describe.each([Number.NaN, 0, -100, Number.POSITIVE_INFINITY])('a close of %d', (as) => {
  const over = (action: CorporateAction): RunResult => run(enterLong(one), { ...days(6, 2, as), actions: [action] })

  test('leaves equity unknown until the next one that is a price', () => {
    const { equity } = run(enterLong(one), days(5, 2, as))
    expect([...equity.equity]).toEqual([10_000, 10_000, Number.NaN, 10_000, 10_000])
    expect([...equity.grossExposure]).toEqual([0, 100, Number.NaN, 100, 100])
  })

  test('leaves the equity of several instruments unknown, where it is held', () => {
    const strategies = [{ strategy: scripted({ 0: enterLong(one) }) }]
    const { equity } = runBacktest({
      strategies,
      series: [days(4, 2, as), handSeries('Y', flatBars(5, 5, 5, 5))],
      config: { ...free, cash: 10_000 },
    })
    expect([...equity.equity]).toEqual([10_000, 10_000, Number.NaN, 10_000])
  })

  test('is of no concern to who holds nothing', () => {
    expect([...run(enterLong(one), days(3, 0, as)).equity.equity]).toEqual([10_000, 10_000, 10_000])
  })

  test('before a split that leaves a fraction: it is paid at the last price', () => {
    expect(over({ kind: 'split', exDate: '2024-01-04', ratio: 0.1 }).corporateActions).toMatchObject([{ lots: 1, cash: 100 }])
  })

  test('before a dividend of which the factor alone is known: it is a part of the last price', () => {
    const dividend: CorporateAction = { kind: 'dividend', exDate: '2024-01-04', amount: null, factor: 0.9 }
    expect(over(dividend).corporateActions).toMatchObject([{ lots: 1, cash: expect.closeTo(10, 9) }])
  })

  test('before a delisting: positions close at the last price', () => {
    const { fills } = run(enterLong(one), { ...days(3, 2, as), actions: [{ kind: 'delisting', exDate: '2024-01-04' }] })
    expect(fills.map(({ price }) => price)).toEqual([100, 100])
  })

  test('before a night: what was sold short is borrowed at the last price', () => {
    // Two nights at a 360th of 36 % of 102, which is what the lender asks to be put up for 100.
    const { equity } = run(enterShort(one), days(4, 2, as), { borrowFee: 0.36 })
    expect([...equity.equity]).toEqual([10_000, 10_000, Number.NaN, 9_999.796])
  })

  test('at the end of the data: what is held is closed at the last price', () => {
    const { fills, equity } = run(enterLong(one), days(4, 3, as), { endOfData: 'close' })
    expect(fills.map(({ price }) => price)).toEqual([100, 100])
    expect(equity.equity.at(-1)).toBe(10_000)
  })
})
