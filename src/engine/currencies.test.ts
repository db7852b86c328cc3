import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { metricsInputOf } from '../metrics/run-input.js'
import type { BarSeries } from '../model/bar.js'
import { enterLong, exit } from '../model/signal.js'
import { runBacktest } from './backtest.js'
import type { BacktestRequest } from './backtest-request.js'

const idle = scripted({}, 'idle')
const us = handSeries('US', flatBars(50, 50, 50, 50, 50))
const de = handSeries('DE', steps(100, 100, 110, 120, 120), { instrument: { currency: 'EUR' } })
const pair = (id: string, bars: readonly HandBar[], start = day(0)): BarSeries =>
  handSeries(id, bars, { start, instrument: { assetClass: 'forex', currency: id.slice(3) } })
/** EURUSD closes at 1.25 on the first two days, then at 1.5. */
const eurusd = pair('EURUSD', flatBars(1.25, 1.25, 1.5, 1.5, 1.5))
const inAndOut = scripted({ 0: enterLong({ instrument: 'DE', size: { lots: 10 } }), 2: exit({ instrument: 'DE' }) })

function run(overrides: Partial<BacktestRequest>) {
  return runBacktest({
    strategies: [{ strategy: idle }],
    series: [de],
    rates: [eurusd],
    ...overrides,
    config: { ...free, cash: 10_000, currency: 'USD', fxCost: 'none', ...overrides.config },
  })
}

describe('a run that could not value its account is refused', () => {
  test.each<[string, Partial<BacktestRequest>, string, string]>([
    [
      'two currencies and none named',
      { series: [us, de], config: { currency: undefined } },
      'the instruments are in EUR and USD',
      '--currency EUR',
    ],
    ['no pair at all', { rates: [] }, 'nothing turns EUR into USD', 'EURUSD or USDEUR'],
    ['a pair of another currency', { rates: [pair('GBPUSD', flatBars(1, 1, 1, 1, 1))] }, 'nothing turns EUR into USD', '--rates'],
    [
      'a pair that begins a week late',
      {
        series: [handSeries('DE', flatBars(...Array(20).fill(1)), { instrument: { currency: 'EUR' } })],
        rates: [pair('EURUSD', flatBars(...Array(12).fill(1)), day(8))],
      },
      'EURUSD has no bar from 2024-01-01T00:00:00Z to 2024-01-10T00:00:00Z: a rate that old is none',
      '--from',
    ],
    [
      'a pair that ends a week early',
      { series: [handSeries('DE', flatBars(...Array(14).fill(1)), { instrument: { currency: 'EUR' } })] },
      'EURUSD has no bar from 2024-01-06',
      '--to',
    ],
  ])('for %s', (_, overrides, message, hint) => {
    expect(() => run(overrides)).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining(message), hint: expect.stringContaining(hint) }),
    )
  })

  test('a currency is three letters', () => {
    expect(() => run({ config: { currency: 'dollars' } })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})

describe('an instrument of another currency', () => {
  test('is bought and sold in its own, and the account turns the cash over at once', () => {
    const result = run({ strategies: [{ strategy: inAndOut }] })
    // In at the second open (100, at 1.25), out at the fourth open (110, at 1.5).
    expect([...result.equity.equity]).toEqual([10_000, 10_000, 10_000 - 1_250 + 1_650, 10_000 - 1_250 + 1_650, 10_400])
    expect([...result.equity.cash]).toEqual([10_000, 8_750, 8_750, 10_400, 10_400])
    expect([...result.equity.grossExposure]).toEqual([0, 1_250, 1_650, 0, 0])
    expect(result).toMatchObject({ currency: 'USD', initialCash: 10_000 })
    expect(result.roundTrips).toMatchObject([{ entryPrice: 100, exitPrice: 110, grossPnl: 150, pnl: 150, rate: 1.5 }])
    expect(result.fills.map(({ price, rate }) => [price, rate])).toEqual([
      [100, 1.25],
      [110, 1.5],
    ])
  })

  test('or keeps it', () => {
    const result = run({ strategies: [{ strategy: inAndOut }], config: { fxConversion: 'keep' } })
    // 1,000 euros are owed, then 1,100 come back.
    expect([...result.equity.equity]).toEqual([10_000, 10_000, 10_150, 10_150, 10_150])
    expect([...result.equity.cash]).toEqual([10_000, 8_750, 8_500, 10_150, 10_150])
  })

  test('pays for the turnover', () => {
    const { equity } = run({ strategies: [{ strategy: inAndOut }], config: { fxCost: 'ibkr' } })
    expect(equity.equity.at(-1)).toBe(10_400 - 2 - 2)
    expect(run({ strategies: [{ strategy: inAndOut }], config: { fxCost: { bps: 100 } } }).equity.equity.at(-1)).toBe(10_400 - 12.5 - 16.5)
  })

  test('is sized and limited by what it is worth to the account', () => {
    const half = scripted({ 0: enterLong() })
    const [fill] = run({ strategies: [{ strategy: half }], config: { sizing: { notional: 5_000 } } }).fills
    expect(fill?.quantity).toBe(40)
    const greedy = scripted({ 0: enterLong({ size: { lots: 81 } }) })
    expect(run({ strategies: [{ strategy: greedy }] }).denials).toMatchObject([
      { code: 'BUYING_POWER', context: { required: 10_125, available: 10_000 } },
    ])
    const all = run({ strategies: [{ strategy: half }], config: { sizing: 'all-in' } })
    expect(all.fills[0]?.quantity).toBe(80)
  })

  test('waits for the first rate', () => {
    const late = pair('EURUSD', flatBars(1.25, 1.5, 1.5, 1.5), day(1))
    const result = run({ strategies: [{ strategy: scripted({ 0: enterLong(), 1: enterLong({ size: { lots: 1 } }) }) }], rates: [late] })
    expect(result.denials).toMatchObject([{ code: 'NO_EXCHANGE_RATE', context: { instrument: 'DE', currency: 'EUR' } }])
    expect(result.fills).toHaveLength(1)
  })

  test('counts in the costs of the run at the rate of each fill', () => {
    const { tradedNotional, fees, slippage } = metricsInputOf(
      run({ strategies: [{ strategy: inAndOut }], config: { fees: { fraction: 0.01 }, slippage: { bps: 100 } } }),
    )
    expect(tradedNotional).toBeCloseTo(1_010 * 1.25 + 1_089 * 1.5, 9)
    expect(fees).toBeCloseTo(10.1 * 1.25 + 10.89 * 1.5, 9)
    expect(slippage).toBeCloseTo(10 * 1.25 + 11 * 1.5, 9)
  })

  test('stands open at the end in the account’s currency', () => {
    const { openPositions } = run({ strategies: [{ strategy: scripted({ 0: enterLong({ size: { lots: 10 } }) }) }] })
    expect(openPositions).toMatchObject([{ averagePrice: 100, mark: 120, unrealizedPnl: 300, rate: 1.5 }])
  })
})

test('an account may be in another currency than its only instrument', () => {
  const result = run({
    strategies: [{ strategy: scripted({ 0: enterLong({ size: { lots: 10 } }) }) }],
    series: [us],
    config: { currency: 'EUR' },
  })
  expect(result.currency).toBe('EUR')
  expect([...result.equity.equity]).toEqual([10_000, 10_000, 10_000 - 400 + 500 / 1.5, 10_000 - 400 + 500 / 1.5, 10_000 - 400 + 500 / 1.5])
})

test('pairs that only convert are not seen by strategies, and are part of the data', () => {
  const seen: string[] = []
  const witness = strategyOf('witness', { onBar: ({ instrument }) => void seen.push(instrument.id) })
  const result = run({ strategies: [{ strategy: witness }] })
  expect([...new Set(seen)]).toEqual(['DE'])
  expect(result.series.map(({ instrument }) => instrument.id)).toEqual(['DE'])
  const other = run({ rates: [pair('EURUSD', flatBars(1.25, 1.25, 1.5, 1.5, 1.75))] })
  expect(other.hashes.data).not.toBe(run({}).hashes.data)
})

test('a pair that is traded converts too', () => {
  const result = run({ strategies: [{ strategy: inAndOut }], series: [de, eurusd], rates: [] })
  expect(result.equity.equity.at(-1)).toBe(10_400)
})

test('the regulators take their share of sales of US stocks when they are asked for', () => {
  const stock = handSeries('US', flatBars(50, 50, 50, 50, 50), { instrument: { calendar: '24/7' } })
  const trader = scripted({ 0: enterLong({ size: { lots: 100 } }), 1: exit() })
  const fees = (regulatoryFees: 'none' | 'us'): number[] =>
    run({ strategies: [{ strategy: trader }], series: [stock], rates: [], config: { regulatoryFees } }).fills.map(({ fee }) => fee)
  expect(fees('none')).toEqual([0, 0])
  // January 2024: 8.00 a million, 0.000166 a share.
  expect(fees('us')).toEqual([0, expect.closeTo(0.04 + 0.0166, 12)])
})
