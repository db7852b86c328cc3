import { describe, expect, it } from 'vitest'
import { Displacement, type ImpactCurve, meanMultiple } from './impact-model.js'
import { LiveMarket } from './live-market.js'

const curve: ImpactCurve = { y: 1, kappa: 1, feedback: 0, sigma: 0.02, volume: 1_000_000 }
const buy = { side: 1, limit: Number.NaN, rests: false } as const
const sell = { side: -1, limit: Number.NaN, rests: false } as const

function market(fields: Partial<LiveMarket> = {}): LiveMarket {
  return Object.assign(new LiveMarket(), { curve, low: 100, high: 100, ...fields })
}

describe('the price of a fill in the live market', () => {
  it('is the mean along the order, from the bar’s price on', () => {
    const one = market()
    expect(one.priceFor(buy, 100, 10_000)).toBe(100 * meanMultiple(curve, new Displacement(), 10_000))
    expect(one.priceFor(sell, 100, 10_000)).toBeLessThan(100)
  })

  it('starts where the fill before it in the same bar left the price', () => {
    const [whole, split] = [market(), market()]
    const paid = whole.priceFor(buy, 100, 10_000) * 10_000
    const first = split.priceFor(buy, 100, 4000) * 4000
    split.take(1, 4000)
    expect(first + split.priceFor(buy, 100, 6000) * 6000).toBeCloseTo(paid, 4)
  })

  it('is the limit for an order that fills at it', () => {
    expect(market({ low: 99 }).priceFor({ side: 1, limit: 100, rests: true }, 100, 5000)).toBe(100)
  })

  it('is the bar’s where fills move nothing', () => {
    expect(market({ curve: null }).priceFor(buy, 100, 1e9)).toBe(100)
  })
})

describe('the units that an order can trade', () => {
  it('are all it wants at market, unless no finite price is left', () => {
    expect(market().unitsFor(buy, 100, 500_000)).toBe(500_000)
    expect(market().unitsFor(buy, 100, 1e15)).toBe(0)
    expect(market({ curve: null }).unitsFor(buy, 100, 1e15)).toBe(1e15)
  })

  it('end where its own trading takes the price to the limit', () => {
    const one = market()
    const units = one.unitsFor({ side: 1, limit: 100.2, rests: false }, 100, 1e6)
    expect(units).toBeGreaterThan(5000)
    expect(units).toBeLessThan(10_000)
    one.take(1, units)
    expect(100 * Math.exp(one.shift)).toBeCloseTo(100.2, 9)
    expect(one.unitsFor({ side: 1, limit: 100.2, rests: false }, 100, 1e6)).toBeLessThan(1e-6)
    expect(one.unitsFor({ side: 1, limit: 100.1, rests: false }, 100, 1e6)).toBe(0)
  })

  it('of a limit order that waits come from how far the bar went beyond its limit', () => {
    expect(market().unitsFor({ side: 1, limit: 100, rests: true }, 100, 1e6)).toBe(0)
    const deep = market({ low: 99.5 }).unitsFor({ side: 1, limit: 100, rests: true }, 100, 1e6)
    const deeper = market({ low: 99 }).unitsFor({ side: 1, limit: 100, rests: true }, 100, 1e6)
    expect(deep).toBeGreaterThan(10_000)
    expect(deeper).toBeGreaterThan(deep)
    expect(market({ high: 100.5 }).unitsFor({ side: -1, limit: 100, rests: true }, 100, 1e6)).toBeGreaterThan(10_000)
  })

  it('end at the band, which says that it held an order back', () => {
    const band = { lower: 99.8, upper: 100.2 }
    const one = market({ band })
    const units = one.unitsFor(sell, 100, 1e6)
    expect(units).toBeLessThan(10_000)
    expect(one.held).toBe(true)
    expect(market({ band }).unitsFor({ side: 1, limit: 100.2, rests: false }, 100, 1e6)).toBe(
      market().unitsFor({ side: 1, limit: 100.2, rests: false }, 100, 1e6),
    )
    const calm = market({ band })
    expect(calm.unitsFor(buy, 100, 10)).toBe(10)
    expect(calm.held).toBe(false)
  })

  it('are none beyond the band, where fills move nothing too', () => {
    const one = market({ curve: null, band: { lower: 90, upper: 99 } })
    expect(one.unitsFor(buy, 100, 10)).toBe(0)
    expect(one.held).toBe(true)
    expect(one.unitsFor(sell, 100, 10)).toBe(10)
    const limited = market({ curve: null, band: { lower: 90, upper: 99 } })
    expect(limited.unitsFor({ side: 1, limit: 98, rests: false }, 98, 10)).toBe(10)
    expect(limited.held).toBe(false)
  })
})

/** A day's volume moves the price by two percent for good, and by nothing that decays: the log of the price goes with the units. */
describe('where only the permanent part moves the price', () => {
  const linear: ImpactCurve = { ...curve, y: 0 }
  const at = (log: number): number => 100 * Math.exp(log)
  const lines = (fields: Partial<LiveMarket> = {}): LiveMarket => market({ curve: linear, ...fields })

  it('an order takes what its limit leaves room for, on either side', () => {
    expect(lines().unitsFor({ side: 1, limit: at(0.01), rests: false }, 100, 1e6)).toBeCloseTo(500_000, 4)
    expect(lines().unitsFor({ side: -1, limit: at(-0.01), rests: false }, 100, 1e6)).toBeCloseTo(500_000, 4)
    expect(lines().unitsFor({ side: 1, limit: at(0.01), rests: false }, 100, 400_000)).toBe(400_000)
  })

  it('one that rests takes what leads the bar’s farthest price back to its limit', () => {
    const buying = { side: 1, limit: 100, rests: true } as const
    const selling = { side: -1, limit: 100, rests: true } as const
    expect(lines({ low: at(-0.004) }).unitsFor(buying, 100, 1e6)).toBeCloseTo(200_000, 4)
    expect(lines({ high: at(0.004) }).unitsFor(selling, 100, 1e6)).toBeCloseTo(200_000, 4)
    // The price stands beyond what the bar has shown so far.
    expect(lines({ low: at(0.004) }).unitsFor({ ...buying, limit: at(0.002) }, 100, 1e6)).toBeCloseTo(100_000, 4)
    expect(lines({ high: at(-0.004) }).unitsFor({ ...selling, limit: at(-0.002) }, 100, 1e6)).toBeCloseTo(100_000, 4)
    expect(lines({ low: at(-0.004) }).unitsFor({ ...buying, rests: false }, 100, 1e6)).toBe(0)
  })

  it('what our fills have added in this bar is room that is gone, and the price goes on from there', () => {
    // Three tenths of a percent are in the bar's prices already; a fill of 100,000 has added two.
    const bought = lines({ base: 0.003 })
    bought.displacement.permanent = 0.003
    bought.take(1, 100_000)
    expect(bought.shift).toBeCloseTo(0.002, 12)
    expect(bought.unitsFor({ side: 1, limit: at(0.01), rests: false }, 100, 1e6)).toBeCloseTo(400_000, 4)
    expect(bought.unitsFor({ side: -1, limit: at(-0.008), rests: false }, 100, 1e6)).toBeCloseTo(500_000, 4)
    expect(bought.priceFor(buy, 100, 500_000)).toBeCloseTo((at(0.002) * Math.expm1(0.01)) / 0.01, 9)
    expect(bought.priceFor(sell, 100, 500_000)).toBeCloseTo((at(0.002) * Math.expm1(-0.01)) / -0.01, 9)
  })

  it('the band bounds who buys above and who sells below', () => {
    const band = { lower: at(-0.004), upper: at(0.006) }
    const units = (side: 1 | -1, limit = Number.NaN) => {
      const one = lines({ band })
      return [Math.round(one.unitsFor({ side, limit, rests: false }, 100, 1e6)), one.held]
    }
    expect([units(1), units(-1)]).toEqual([
      [300_000, true],
      [200_000, true],
    ])
    expect([units(1, at(0.01)), units(-1, at(-0.01))]).toEqual([
      [300_000, true],
      [200_000, true],
    ])
    // A limit inside the band, or at it, is what ends those.
    expect([units(1, at(0.002)), units(-1, at(-0.002))]).toEqual([
      [100_000, false],
      [100_000, false],
    ])
    expect([units(1, band.upper), units(-1, band.lower)]).toEqual([
      [300_000, false],
      [200_000, false],
    ])
  })

  it('the band has not held back who gets all that he wants', () => {
    const one = lines({ band: { lower: at(-0.004), upper: at(0.006) } })
    expect(one.unitsFor(buy, 100, 300_000 - 1)).toBe(300_000 - 1)
    expect(one.held).toBe(false)
  })
})

it('a limit where fills move nothing is a limit on the price, however far the bar went', () => {
  const still = (fields: Partial<LiveMarket> = {}): LiveMarket => market({ curve: null, low: Number.NaN, high: Number.NaN, ...fields })
  expect(still().unitsFor({ side: 1, limit: 100, rests: true }, 100, 10)).toBe(10)
  expect(still().unitsFor({ side: -1, limit: 100, rests: true }, 100, 10)).toBe(10)
  expect(still({ low: 90 }).unitsFor({ side: 1, limit: 99, rests: false }, 100, 10)).toBe(0)
  expect(still({ high: 110 }).unitsFor({ side: -1, limit: 101, rests: false }, 100, 10)).toBe(0)
  const one = still()
  one.take(1, 10)
  expect([one.shift, one.displacement.displaced]).toEqual([0, 0])
})

it('a copy goes its own way, from where the first one stands', () => {
  const one = market({ band: { lower: 1, upper: 2 }, base: 0.1, open: 99, close: 101, held: true })
  one.take(-1, 500)
  const other = one.copy()
  expect(other).toMatchObject({ band: one.band, base: 0.1, curve, open: 99, low: 100, high: 100, close: 101, held: true })
  expect(other.displacement).toEqual(one.displacement)
  other.take(1, 1000)
  expect([one.displacement.displaced, other.displacement.displaced]).toEqual([-500, 500])
})
