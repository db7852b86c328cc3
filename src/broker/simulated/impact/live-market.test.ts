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

it('a copy goes its own way', () => {
  const one = market({ band: { lower: 1, upper: 2 }, base: 0.1 })
  const other = one.copy()
  other.take(1, 1000)
  expect(one.displacement.displaced).toBe(0)
  expect(other).toMatchObject({ band: one.band, base: 0.1, curve, low: 100, high: 100 })
})
