import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { DAY_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import { regulatoryFees } from './regulatory-fees.js'
import { type HandBar, TestVenue } from './venue.testing.js'

const stock = instrument('X', 'equity', { calendar: '24/7' })
const usFees = regulatoryFees(({ currency }) => currency === 'USD')
const onSale = (date: string, units: number, price: number): number =>
  usFees({ units, value: units * price, sells: true }, 0, Date.parse(date), stock)

describe('the fees of a sale', () => {
  test.each([
    ['the SEC alone, before there was a trading activity fee', '2001-12-27', 1_000, 30, 30_000 * 33.3e-6],
    ['a rate on its first day', '2003-04-01', 1_000, 30, 30_000 * 46.8e-6 + 0.1],
    ['and the day before', '2003-03-31', 1_000, 30, 30_000 * 25.2e-6 + 0.1],
    ['half a second before midnight', '2003-03-31T23:59:59.500Z', 1_000, 30, 30_000 * 25.2e-6 + 0.1],
    ['a thousand shares in 2011', '2011-07-01', 1_000, 30, 30_000 * 19.2e-6 + 0.09],
    ['in 2020', '2020-02-18', 1_000, 30, 30_000 * 22.1e-6 + 0.119],
    ['in 2024', '2024-06-03', 1_000, 30, 30_000 * 27.8e-6 + 0.166],
    ['while the SEC asked for nothing', '2025-05-14', 1_000, 30, 0.166],
    ['a large trade pays the most there is', '2024-06-03', 100_000, 1, 100_000 * 27.8e-6 + 8.3],
    ['in 2026', '2026-04-04', 1_000, 30, 30_000 * 20.6e-6 + 0.195],
    ['on the first day of the tables', '1993-01-01', 1_000, 30, 30_000 * 33.3e-6],
    ['and on the last', '2026-12-31', 1_000, 30, 30_000 * 20.6e-6 + 0.195],
  ])('%s', (_, date, units, price, fee) => {
    expect(onSale(date, units, price)).toBeCloseTo(fee, 12)
  })

  test('a purchase pays none, whatever the date', () => {
    expect(usFees({ units: 1_000, value: 30_000, sells: false }, 0, Date.parse('2040-01-01'), stock)).toBe(0)
  })

  test.each(['1992-12-31', '2027-01-01'])('a sale on %s has no row', (date) => {
    expect(() => onSale(date, 1, 1)).toThrow(
      expect.objectContaining({
        code: 'NO_FEE_ROW',
        message: `the regulators' fees have no row for ${date}T00:00:00Z (X); their tables cover 1993 to 2026`,
        hint: expect.stringContaining('--regulatory-fees none'),
      }),
    )
  })

  test('what a fill adds is up to the most for the whole order', () => {
    const fills = [0, 40_000, 80_000].map((before) =>
      usFees({ units: 40_000, value: 0, sells: true }, before, Date.parse('2024-06-03'), stock),
    )
    expect(fills).toEqual([expect.closeTo(6.64, 12), expect.closeTo(1.66, 12), 0])
  })
})

test('the trade date is that of the session in New York', () => {
  const listed = instrument('X', 'equity')
  const sale = { units: 1_000, value: 100_000, sells: true }
  // 19:11 there is half past midnight of the day with the next rate in UTC.
  expect(usFees(sale, 0, Date.parse('2021-02-25T00:11:00Z'), listed)).toBeCloseTo(2.329, 12)
  expect(usFees(sale, 0, Date.parse('2021-02-25T14:30:00Z'), listed)).toBeCloseTo(0.629, 12)
})

test('they come on top of a broker’s fees, where they apply', () => {
  const sold = (currency: string): number[] => {
    const policy = { fees: perShareFees(0.005), regulatory: usFees }
    const times = [[Date.parse('2024-06-03'), Date.parse('2024-06-04')]] as const
    const venue = new TestVenue([[30, 30, 30, 30]], {
      policy,
      times,
      instrument: instrument('X', 'equity', { calendar: '24/7', currency }),
    })
    venue.submit(sell(1_000))
    venue.submit(buy(1_000))
    venue.run()
    return venue.fills.map(({ fee }) => fee)
  }
  expect(sold('USD')).toEqual([expect.closeTo(5 + 0.834 + 0.166, 12), 5])
  expect(sold('EUR')).toEqual([5, 5])
})

describe('an order that fills on several days', () => {
  /** The fees of a sale of 400 at 100, half on each of two days. */
  const halves = (...dates: readonly [string, string]): number[] => {
    const times = dates.map((date) => [Date.parse(date), Date.parse(date) + DAY_MS] as const)
    const hand: HandBar[] = dates.map(() => [100, 100, 100, 100, 200])
    const venue = new TestVenue(hand, { policy: { regulatory: usFees, participation: 1 }, instrument: stock, times })
    venue.submit(sell(400))
    venue.run()
    return venue.fills.map(({ fee }) => fee)
  }

  test('pays each day’s rate on what it sold then', () => {
    expect(halves('2024-05-21', '2024-05-22')).toEqual([expect.closeTo(0.1932, 12), expect.closeTo(0.5892, 12)])
    expect(halves('2025-05-13', '2025-05-14')).toEqual([expect.closeTo(0.5892, 12), expect.closeTo(0.0332, 12)])
  })
})

test('the cap is one of the whole order, and no fill of an order that outlives a rate gets money back', () => {
  const bars = 40
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 80_000 }), { minLength: bars, maxLength: bars }), (volumes) => {
      const first = Date.parse('2025-05-01')
      const times = volumes.map((_, day) => [first + day * DAY_MS, first + (day + 1) * DAY_MS] as const)
      const policy = { regulatory: usFees, participation: 1 }
      const hand = volumes.map((volume): HandBar => [30, 30, 30, 30, volume])
      const venue = new TestVenue(hand, { policy, instrument: stock, times })
      venue.submit(sell(100_000_000))
      venue.run()
      expect(venue.fills.length).toBe(bars)
      for (const fill of venue.fills) expect(fill.fee).toBeGreaterThanOrEqual(0)
      expect(venue.fills.reduce((sum, { fee }) => sum + fee, 0)).toBeLessThanOrEqual(
        8.3 + 27.8e-6 * 30 * volumes.reduce((a, b) => a + b, 0),
      )
    }),
    { numRuns: 100 },
  )
})
