import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../../data/calendar/calendar.js'
import { type BarRow, columnsFromRows } from '../../../data/columns.js'
import { DAY_MS, HOUR_MS } from '../../../model/time.js'
import { runs } from '../../../std/property.testing.js'
import { DailyEstimate } from './daily-estimate.js'

const midnight = Date.UTC(2024, 0, 1)
const always = calendar('24/7')

/** Bars of twelve hours: two a session. */
function halfDays(closes: readonly number[], volume = (row: number) => 100 + row): ReturnType<typeof columnsFromRows> {
  return columnsFromRows(
    closes.map((close, row): BarRow => {
      const openTime = midnight + (row * DAY_MS) / 2
      return [openTime, openTime + 12 * HOUR_MS, close, close, close, close, volume(row)]
    }),
  )
}

const closes = [100, 101, 102, 99, 98, 103, 104, 101, 100, 102, 105, 103, 108, 107, 106, 109]

describe('a daily estimate', () => {
  it('is known once five daily returns are, and is then those of the sessions that have ended', () => {
    const columns = halfDays(closes)
    const estimate = new DailyEstimate(columns, always)
    estimate.before(11)
    expect(estimate).toMatchObject({ sigma: Number.NaN, volume: Number.NaN })
    estimate.before(12)
    const ends = [101, 99, 103, 101, 102, 103]
    const returns = ends.slice(1).map((close, k) => Math.log(close / (ends[k] as number)))
    const middle = returns.reduce((sum, one) => sum + one, 0) / 5
    expect(estimate.sigma).toBeCloseTo(Math.sqrt(returns.reduce((sum, one) => sum + (one - middle) ** 2, 0) / 4), 14)
    expect(estimate.volume).toBeCloseTo(2 * (100 + 5.5), 10)
  })

  it('looks back on twenty sessions', () => {
    const estimate = new DailyEstimate(
      halfDays(
        Array.from({ length: 100 }, (_, row) => 100 + (row % 7)),
        (row) => (row < 50 ? 1e6 : 10),
      ),
      always,
    )
    estimate.before(92)
    expect(estimate.volume).toBe(20)
  })

  it('of volatility looks back on twenty returns', () => {
    // A jump of half in the third session, and calm days of one percent up and down since: the jump is seen while it is one of the last twenty returns.
    const ends = [100, 100, 150, ...Array.from({ length: 27 }, (_, k) => (k % 2 === 0 ? 151.5 : 150))]
    const sigmaOn = (session: number): number => {
      const estimate = new DailyEstimate(halfDays(ends.flatMap((close) => [close, close])), always)
      estimate.before(2 * session)
      return estimate.sigma
    }
    // The jump is the return that the third session ended with: twenty sessions later nineteen have followed it.
    expect(sigmaOn(22)).toBeGreaterThan(0.08)
    const step = Math.log(1.01)
    // Ten up and ten down about a mean of zero, over 19.
    expect(sigmaOn(23)).toBeCloseTo(step * Math.sqrt(20 / 19), 12)
  })

  it('counts nothing for a bar of which no volume is reported', () => {
    const estimate = new DailyEstimate(
      halfDays(closes, (row) => (row % 2 === 0 ? Number.NaN : 70)),
      always,
    )
    estimate.before(15)
    expect(estimate.volume).toBe(70)
  })

  it('is known when the data has ended, of the sessions before the last', () => {
    const estimate = new DailyEstimate(
      halfDays(closes.slice(0, 14), (row) => (row < 12 ? 50 : 1e6)),
      always,
    )
    estimate.before(14)
    expect(estimate.volume).toBe(100)
  })

  it('does not see the bar that begins, nor any later one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: 16, maxLength: 60 }), fc.nat(59), (prices, cut) => {
        const bar = Math.min(cut, prices.length - 1)
        const [whole, other] = [
          new DailyEstimate(halfDays(prices), always),
          new DailyEstimate(halfDays(prices.map((price, row) => (row >= bar ? price * 3 : price))), always),
        ]
        whole.before(bar)
        other.before(bar)
        expect([whole.sigma, whole.volume]).toEqual([other.sigma, other.volume])
      }),
      { numRuns: runs(500) },
    )
  })

  it('does not depend on how often it is asked', () => {
    const [often, once] = [new DailyEstimate(halfDays(closes), always), new DailyEstimate(halfDays(closes), always)]
    for (let bar = 0; bar <= 15; bar++) often.before(bar)
    once.before(15)
    expect([often.sigma, often.volume]).toEqual([once.sigma, once.volume])
  })

  it('keeps the last figures where a stretch has none, and is unknown where prices never moved or nothing traded', () => {
    const flat = new DailyEstimate(halfDays(Array.from({ length: 30 }, () => 100)), always)
    flat.before(29)
    expect(flat.sigma).toBeNaN()
    const untraded = new DailyEstimate(
      halfDays(closes, () => 0),
      always,
    )
    untraded.before(15)
    expect(untraded.volume).toBeNaN()
    const dried = new DailyEstimate(
      halfDays([...closes, ...Array.from({ length: 80 }, (_, row) => 100 + (row % 3))], (row) => (row < 16 ? 50 : 0)),
      always,
    )
    dried.before(95)
    expect(dried.volume).toBeGreaterThan(0)
  })

  it('goes over a split: units are the new ones, and the split is no return', () => {
    const plain = new DailyEstimate(halfDays(closes), always)
    const split = new DailyEstimate(
      halfDays(
        closes.map((close, row) => (row < 8 ? close : close / 4)),
        (row) => (100 + row) * (row < 8 ? 1 : 4),
      ),
      always,
    )
    plain.before(15)
    split.before(8)
    split.split(4)
    split.before(15)
    expect(split.sigma).toBeCloseTo(plain.sigma, 12)
    expect(split.volume).toBeCloseTo(4 * plain.volume, 9)
  })

  it('goes over a split inside a session: what has traded in it counts in the new units', () => {
    const plain = new DailyEstimate(halfDays(closes), always)
    const split = new DailyEstimate(
      halfDays(
        closes.map((close, row) => (row < 13 ? close : close / 4)),
        (row) => (100 + row) * (row < 13 ? 1 : 4),
      ),
      always,
    )
    plain.before(15)
    split.before(13)
    const sigma = split.sigma
    split.split(4)
    expect(split.sigma).toBe(sigma)
    // Of six sessions the mean is 211; in the new units it is four times that.
    expect(split.volume).toBeCloseTo(4 * 211, 9)
    split.before(15)
    expect(split.sigma).toBeCloseTo(plain.sigma, 12)
    expect(split.volume).toBeCloseTo(4 * plain.volume, 9)
  })
})
