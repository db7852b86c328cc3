import { describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { enterLong } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'
import { tradesOnQuotes } from './venue-policy.js'

// 2024: after the last change of IBKR's schedule that the tables know of.
const stock = handSeries('A', flatBars(50, 50, 50), { instrument: { tick: 0.01 } })

/** The fill of a market order for 1,000 lots of a bar of 1,000,000. */
function fillUnder(config: BacktestConfigInput, series = stock) {
  const strategy = scripted({ 0: enterLong({ size: { lots: 1_000 } }) })
  const [fill] = runBacktest({ strategies: [{ strategy }], series: [series], config }).fills
  return fill
}

describe('fees by name', () => {
  test.each<[BacktestConfigInput['fees'], number]>([
    ['none', 0],
    ['ibkr-fixed', 5],
    [{ perShare: 0.02 }, 20],
    [{ perShare: 0.001, minimum: 3 }, 3],
    [{ fraction: 0.001 }, 50],
  ])('%j on 1,000 shares at 50', (fees, fee) => {
    expect(fillUnder({ fees, slippage: 'none' })?.fee).toBeCloseTo(fee, 10)
  })

  test('auto is IBKR’s fixed schedule on US stocks and nothing on anything else', () => {
    expect(fillUnder({ slippage: 'none' })?.fee).toBe(fillUnder({ fees: 'ibkr-fixed', slippage: 'none' })?.fee)
    const crypto = handSeries('BTC', flatBars(50, 50, 50), { instrument: { assetClass: 'crypto' } })
    expect(fillUnder({}, crypto)?.fee).toBe(0)
    const abroad = handSeries('SAP', flatBars(50, 50, 50), { instrument: { currency: 'EUR' } })
    expect(fillUnder({}, abroad)?.fee).toBe(0)
  })

  test('the tiered schedule is another than the fixed one', () => {
    const tiered = fillUnder({ fees: 'ibkr-tiered', slippage: 'none' })?.fee as number
    expect(tiered).toBeGreaterThan(0)
    expect(tiered).not.toBe(5)
  })

  test('a cap in percent of the value beats the minimum', () => {
    const fee = fillUnder({ fees: { perShare: 1, minimum: 900, maximumFraction: 0.01 }, slippage: 'none' })?.fee
    expect(fee).toBe(500)
  })
})

describe('slippage by name', () => {
  test.each<[BacktestConfigInput['slippage'], number]>([
    ['none', 50],
    ['auto', 50.01],
    [{ ticks: 3 }, 50.03],
    [{ bps: 10 }, 50.05],
    [{ volumeShare: 1_000 }, 50.05],
  ])('%j on a buy at 50', (slippage, price) => {
    expect(fillUnder({ fees: 'none', slippage })?.price).toBeCloseTo(price, 10)
  })

  test('auto is a basis point where there is no tick', () => {
    expect(fillUnder({ fees: 'none' }, handSeries('A', flatBars(50, 50, 50)))?.price).toBeCloseTo(50.005, 10)
  })
})

describe('the cap of a bar’s volume', () => {
  test.each<[BacktestConfigInput['participation'], number]>([
    ['none', 1_000],
    [0.1, 100],
    ['25%', 250],
    [0, 0],
  ])('%s of 1,000', (participation, lots) => {
    const thin = handSeries('A', [
      [50, 50, 50, 50, 1_000],
      [50, 50, 50, 50, 1_000],
    ])
    expect(fillUnder({ participation }, thin)?.quantity ?? 0).toBe(lots)
  })

  test('a percent must be written as one', () => {
    expect(() => fillUnder({ participation: '25' })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => fillUnder({ participation: 1.5 })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})

describe('sizing by name', () => {
  test.each<[BacktestConfigInput['sizing'], number]>([
    ['allocation', 2_000],
    ['all-in', 2_000],
    [{ lots: 7 }, 7],
    [{ notional: 1_020 }, 20],
    [{ weight: 0.5 }, 1_000],
  ])('%j of 100,000 at 50', (sizing, lots) => {
    const series = handSeries('A', flatBars(50, 50, 50))
    const config = { sizing, fees: 'none', slippage: 'none', participation: 'none' } as const
    const { fills } = runBacktest({ strategies: [{ strategy: scripted({ 0: enterLong() }) }], series: [series], config })
    expect(fills.map(({ quantity }) => quantity)).toEqual([lots])
  })
})

test.each<[Pick<BacktestConfigInput, 'spread' | 'venues'>, boolean]>([
  [{}, false],
  [{ spread: 'recorded' }, true],
  [{ spread: 'recorded', venues: { XNAS: { spread: 'none' } } }, true],
  [{ venues: { XNAS: { spread: 'recorded' } } }, true],
  [{ spread: { bps: 1 }, venues: { XNAS: { fees: 'none' }, BATS: {} } }, false],
])('%j trades on recorded quotes: %s', (config, is) => {
  expect(tradesOnQuotes(config)).toBe(is)
})
