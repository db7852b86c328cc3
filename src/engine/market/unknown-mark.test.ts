// A close that is no price: the account's worth is not known then, and money is reckoned at the last price that was one.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, losing } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit, type Signal } from '../../model/signal.js'
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

  test.each([
    ['none', 'none'],
    ['impact', { y: 0.01, kappa: 0.01, tauMinutes: 30, sigma: 0.02, volume: 1e9 }],
  ] as const)('after an entry on the way, with %s, reaches neither stop nor target, and is no excursion', (_, impact) => {
    const bars: HandBar[] = [...flatBars(100), [100, 101, 98, 100], ...flatBars(100, 99)]
    const entry = { ...one, order: limit(99), protect: { stop: 90, target: 130 } }
    const { fills, roundTrips } = run(enterLong(entry), losing(handSeries('X', bars), 1, as), { endOfData: 'close', impact })
    expect(fills.map(({ role, price }) => [role, Math.round(price)])).toEqual([
      ['entry', 99],
      ['end-of-data', 99],
    ])
    expect(roundTrips.map(({ mae, mfe }) => [Math.abs(Math.round(mae)), Math.round(mfe)])).toEqual([[0, 1]])
  })

  test('at the end of the data: what is held is closed at the last price', () => {
    const { fills, equity } = run(enterLong(one), days(4, 3, as), { endOfData: 'close' })
    expect(fills.map(({ price }) => price)).toEqual([100, 100])
    expect(equity.equity.at(-1)).toBe(10_000)
  })

  test('at the end of the data, after a split: at the last price in the shares of now', () => {
    const series = losing(handSeries('X', flatBars(100, 100, 100, 50)), 3, as)
    const { fills, equity } = run(
      enterLong(one),
      { ...series, actions: [{ kind: 'split', exDate: '2024-01-04', ratio: 2 }] },
      { endOfData: 'close' },
    )
    expect(fills.map(({ quantity, price }) => [quantity, price])).toEqual([
      [1, 100],
      [2, 50],
    ])
    expect(equity.equity.at(-1)).toBe(10_000)
  })

  test('at the end of the data, where there never was another: at the price it was bought for', () => {
    const series = losing(losing(handSeries('X', flatBars(100, 100)), 0, as), 1, as)
    const { fills } = run(enterLong({ ...one, order: limit(101) }), series, { endOfData: 'close' })
    expect(fills.map(({ role, price }) => [role, price])).toEqual([
      ['entry', 100],
      ['end-of-data', 100],
    ])
  })

  test('lets no reversal open, in any account', () => {
    const script = scripted({ 0: enterLong({ size: { lots: 5 } }), 2: enterShort({ size: { lots: 5 }, order: limit(99) }) })
    for (const account of ['research', 'margin'] as const) {
      const config = { ...free, cash: 10_000, account }
      const { fills, denials } = runBacktest({ strategies: [{ strategy: script }], series: [days(5, 2, as)], config })
      expect(fills.map(({ role }) => role)).toEqual(['entry'])
      expect(denials.map(({ code }) => code)).toEqual(['EQUITY_UNKNOWN'])
    }
  })

  test('lets nothing else be bought in a cash account, for its worth is not known', () => {
    const strategies = [{ strategy: scripted({ 0: enterLong({ ...one, instrument: 'X' }), 2: enterLong({ ...one, instrument: 'Y' }) }) }]
    const series = [days(5, 2, as), handSeries('Y', flatBars(5, 5, 5, 5, 5))]
    const { denials } = runBacktest({ strategies, series, config: { ...free, cash: 10_000, account: 'cash' } })
    expect(new Set(denials.map(({ code, instrument }) => `${code} ${instrument}`))).toEqual(new Set(['EQUITY_UNKNOWN Y']))
  })

  test('is of no concern to an account in which two strategies stand against each other', () => {
    const strategies = [enterLong(one), enterShort(one)].map((signal, index) => ({ strategy: scripted({ 0: signal }, `s${index}`) }))
    const quick = runBacktest({ strategies, series: [days(5, 2, as)], config: { ...free, cash: 10_000 } })
    expect([...quick.equity.equity]).toEqual(new Array(5).fill(10_000))
  })

  test.each([0, 1])('of listing %d is none of its asset, where the other has a price at that time', (bad) => {
    const all = ['ACME@BATS', 'ACME@XNAS'].map((id) => handSeries(id, flatBars(100, 100, 100, 100)))
    losing(all[bad] as BarSeries, 2, as)
    const strategies = [{ strategy: scripted({ 0: enterLong({ ...one, instrument: 'ACME@BATS' }) }) }]
    const { equity } = runBacktest({ strategies, series: all, config: { ...free, cash: 10_000 } })
    expect([...equity.equity]).toEqual(new Array(4).fill(10_000))
  })
})

describe('a rate of exchange that is not known for a day', () => {
  const pair = (): BarSeries =>
    losing(handSeries('EURUSD', flatBars(...new Array<number>(8).fill(1.25)), { instrument: { assetClass: 'forex' } }), 2, Number.NaN)
  const shares = (...prices: number[]): BarSeries => handSeries('DE', flatBars(...prices), { instrument: { currency: 'EUR' } })
  const abroad = (script: Script, series: BarSeries, config: BacktestConfigInput): RunResult =>
    runBacktest({
      strategies: [{ strategy: scripted(script) }],
      series: [series],
      rates: [pair()],
      config: { ...free, cash: 10_000, currency: 'USD', fxCost: 'none', ...config },
    })

  test('costs the limit on what a strategy loses nothing: a fee of that day counts at the last rate', () => {
    const script: Script = { 0: enterLong({ size: { lots: 10 } }), 2: exit({ fraction: 0.1 }) }
    const { risk } = abroad(script, shares(100, 100, 100, 100, 50, 50, 50), {
      breakers: { strategyLoss: { at: 100 } },
      fees: { perShare: 0.1 },
    })
    expect(risk?.breaches.map(({ code }) => code)).toContain('STRATEGY_LOSS')
  })

  test('leaves a round trip that ends then its result', () => {
    const { roundTrips } = abroad({ 0: enterLong({ size: { lots: 10 } }), 1: exit() }, shares(100, 100, 110, 110, 110), {})
    expect(roundTrips).toMatchObject([{ pnl: 125 }])
  })

  test('leaves the sum of borrow fees known', () => {
    const { account } = abroad({ 0: enterShort({ size: { lots: 10 } }) }, shares(100, 100, 100, 100, 100), { borrowFee: 0.36 })
    // Of what is not in dollars the lender asks for 105.
    expect(account.borrowFees).toBeCloseTo(3 * 10 * 105 * 0.001 * 1.25, 6)
  })
})
