import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { BenchError } from '../../std/errors.js'
import { type FeeModel, noFees, percentFees, perShareFees } from './fees.js'
import { ibkrFixedFees, ibkrTieredFees } from './ibkr-fees.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const stock = instrument('X', 'equity', { calendar: '24/7' })
const feeOf = (model: FeeModel, units: number, price: number, time = startTime): number =>
  model({ units, value: units * price, sells: false }, time, stock)

test('no fees, a price per unit, a percent of the value', () => {
  expect(feeOf(noFees, 100, 25)).toBe(0)
  expect(feeOf(perShareFees(0.01), 250, 25)).toBe(2.5)
  // At a price of zero nothing caps it, and a cap takes all of it.
  expect(feeOf(perShareFees(0.01), 250, 0)).toBe(2.5)
  expect(feeOf(perShareFees(0.01, 1, 0.01), 250, 0)).toBe(0)
  expect(feeOf(percentFees(0.001), 100, 25)).toBe(2.5)
})

test('a minimum lifts a small fee, a cap cuts it, and the cap beats the minimum', () => {
  const model = perShareFees(0.01, 2, 0.05)
  expect(feeOf(model, 100, 25)).toBe(2)
  expect(feeOf(model, 300, 25)).toBe(3)
  expect(feeOf(model, 300, 0.1)).toBeCloseTo(1.5, 12)
  expect(feeOf(model, 10, 1)).toBe(0.5)
})

describe('IBKR fixed', () => {
  test.each([
    [100, 25, 1],
    [1_000, 25, 5],
    [1_000, 0.25, 2.5],
    [200, 25, 1],
    [201, 25, 1.005],
    [10, 2, 0.2],
  ])('%d shares at %d cost %d', (shares, price, fee) => {
    expect(feeOf(ibkrFixedFees, shares, price)).toBeCloseTo(fee, 12)
  })
})

describe('IBKR tiered', () => {
  test.each([
    // Commission × (1 + pass-through) + 0.0032 a share for taking liquidity and clearing.
    ['its minimum', 10, 25, 0.35 * 1.000735 + 10 * 0.0032],
    ['its price per share', 1_000, 25, 3.5 * 1.000735 + 1_000 * 0.0032],
    ['its cap', 1_000, 0.2, 2 * 1.000735 + 1_000 * 0.0032],
  ])('%s', (_, shares, price, fee) => {
    expect(feeOf(ibkrTieredFees, shares, price)).toBeCloseTo(fee, 12)
  })

  test('1,000 shares at 25 cost 6.70', () => {
    expect(feeOf(ibkrTieredFees, 1_000, 25)).toBeCloseTo(6.7025725, 12)
  })
})

describe.each([
  ['ibkr-fixed', ibkrFixedFees],
  ['ibkr-tiered', ibkrTieredFees],
])('%s is a dated table', (name, model) => {
  test.each([Date.UTC(1993, 0, 1) - 1, Date.UTC(2031, 0, 1)])('a date without a row is an error (%d)', (time) => {
    const error = thrown(() => feeOf(model, 100, 25, time))
    expect(error).toMatchObject({ code: 'NO_FEE_ROW', exitCode: 4 })
    expect(error.message).toContain(name)
    expect(error.message).toContain(new Date(time).toISOString().slice(0, 10))
    expect(error.hint).toContain('--fees')
  })

  test('its first and last moments are covered', () => {
    for (const time of [Date.UTC(1993, 0, 1), Date.UTC(2031, 0, 1) - 1]) expect(feeOf(model, 100, 25, time)).toBeGreaterThan(0)
  })
})

describe('over the partial fills of one order', () => {
  const thin: readonly HandBar[] = [
    [25, 26, 24, 25, 1_000],
    [25, 26, 24, 25, 1_000],
    [25, 26, 24, 25, 1_000],
  ]
  const run = (model: FeeModel, lots: number, bars = thin): number[] => {
    const venue = new TestVenue(bars, { policy: { fees: model, participation: 0.1 }, instrument: stock })
    venue.submit(buy(lots))
    venue.run()
    return venue.fills.map((fill) => Number(fill.fee.toFixed(9)))
  }

  test('the minimum is paid once', () => {
    expect(run(ibkrFixedFees, 300)).toEqual([1, 0, 0.5])
  })

  test('the cap is one of the whole order', () => {
    const cheapThenDear: readonly HandBar[] = [
      [0.5, 0.5, 0.5, 0.5, 1_000],
      [25, 25, 25, 25, 1_000],
    ]
    expect(run(ibkrFixedFees, 200, cheapThenDear)).toEqual([0.5, 0.5])
  })

  test('two orders pay two minimums', () => {
    const venue = new TestVenue([[25, 26, 24, 25]], { policy: { fees: ibkrFixedFees }, instrument: stock })
    venue.submit(buy(10))
    venue.submit(sell(10))
    venue.run()
    expect(venue.fills.map((fill) => fill.fee)).toEqual([1, 1])
  })

  test('units are lots times the lot size, and the value counts the multiplier', () => {
    const seen: unknown[] = []
    const spy: FeeModel = (order) => {
      seen.push({ ...order })
      return 0
    }
    const venue = new TestVenue([[-20, -10, -30, -20]], {
      policy: { fees: spy },
      instrument: instrument('X', 'future', { lot: 10, multiplier: 5 }),
    })
    venue.submit(sell(3))
    venue.run()
    expect(seen.at(-1)).toEqual({ units: 30, value: 3 * 10 * 5 * 20, sells: true })
  })
})

test('however an order is cut into fills, its fees add up to the fee of the whole and none is negative', () => {
  const models = [perShareFees(0.005, 1, 0.01), percentFees(0.0007), ibkrFixedFees, ibkrTieredFees]
  const parts = fc.array(fc.record({ volume: fc.integer({ min: 1, max: 5_000 }), cents: fc.integer({ min: 1, max: 10_000 }) }), {
    minLength: 1,
    maxLength: 12,
    size: 'max',
  })
  fc.assert(
    fc.property(fc.constantFrom(...models), parts, (model, bars) => {
      const venue = new TestVenue(
        bars.map(({ volume, cents }) => [cents / 100, cents / 100, cents / 100, cents / 100, volume]),
        { policy: { fees: model, participation: 1 }, instrument: stock },
      )
      venue.submit(buy(1_000_000))
      venue.run()
      const units = venue.fills.reduce((sum, fill) => sum + fill.quantity, 0)
      const value = venue.fills.reduce((sum, fill) => sum + fill.quantity * fill.price, 0)
      expect(units).toBe(bars.reduce((sum, { volume }) => sum + volume, 0))
      expect(venue.fills.reduce((sum, fill) => sum + fill.fee, 0)).toBeCloseTo(model({ units, value, sells: false }, startTime, stock), 6)
      for (const fill of venue.fills) expect(fill.fee).toBeGreaterThanOrEqual(-1e-9)
    }),
  )
})

function thrown(call: () => unknown): BenchError {
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(BenchError)
    return error as BenchError
  }
  throw new Error('nothing was thrown')
}
