import { describe, expect, it } from 'vitest'
import { type BarRow, columnsFromRows } from '../../../data/columns.js'
import type { BarSeries } from '../../../model/bar.js'
import { instrument } from '../../../model/instrument.js'
import { DAY_MS, MINUTE_MS } from '../../../model/time.js'
import { BarMover, type ImpactRules } from './bar-mover.js'
import { LiveMarket } from './live-market.js'
import { CoarseBars, movingCopy } from './moving-series.js'

const start = Date.UTC(2024, 0, 1)
const rules: ImpactRules = { y: 1, kappa: 1, feedback: 0, tauMs: 30 * MINUTE_MS, sigma: 0.02, volume: 1_000_000 }
/** One percent of a day's volume: g = 0.2 %, M = 0.02 %. */
const hundredth = 10_000
const [g, m] = [0.002, 0.0002]

function minutes(prices: readonly (readonly [open: number, high: number, low: number, close: number])[], step = MINUTE_MS): BarSeries {
  const rows = prices.map(([open, high, low, close], k): BarRow => [start + k * step, start + (k + 1) * step, open, high, low, close, 500])
  return { instrument: instrument('A', 'crypto'), timeframe: '1m', columns: columnsFromRows(rows) }
}

const three = minutes([
  [100, 101, 99, 100.5],
  [100.5, 102, 100, 101],
  [101, 101, 98, 99],
])

function moverOf(series: BarSeries, own: ImpactRules = rules) {
  const moving = movingCopy(series).columns
  return { moving, mover: new BarMover(own, series, moving), market: new LiveMarket() }
}

function pass({ mover, market }: ReturnType<typeof moverOf>, bar: number, atOpen = 0, onPath = 0): void {
  mover.open(market, bar)
  if (atOpen !== 0) market.take(atOpen > 0 ? 1 : -1, Math.abs(atOpen))
  mover.path(market, bar)
  if (onPath !== 0) market.take(onPath > 0 ? 1 : -1, Math.abs(onPath))
  mover.close(market, bar)
}

describe('bars under impact', () => {
  it('are the recorded ones to the byte while we have not traded', () => {
    const one = moverOf(three)
    for (let bar = 0; bar < 3; bar++) pass(one, bar)
    expect(one.moving).toEqual(three.columns)
  })

  it('are the recorded ones to the byte where the coefficients are zero', () => {
    const one = moverOf(three, { ...rules, y: 0, kappa: 0 })
    for (let bar = 0; bar < 3; bar++) pass(one, bar, 5000, -9000)
    expect(one.moving).toEqual(three.columns)
  })

  it('leave the prices of the request alone', () => {
    const before = three.columns.close.slice()
    const one = moverOf(three)
    pass(one, 0, hundredth)
    expect(three.columns.close).toEqual(before)
    expect(one.moving.close[0]).not.toBe(before[0])
  })

  it('move after a fill at the open: the rest of the bar, decayed to its end, but not the open', () => {
    const one = moverOf(three)
    pass(one, 0, hundredth)
    const shift = Math.exp(m + g * Math.exp(-1 / 60))
    expect(one.moving.open[0]).toBe(100)
    expect(one.moving.high[0]).toBeCloseTo(101 * shift, 10)
    expect(one.moving.low[0]).toBeCloseTo(99 * shift, 10)
    expect(one.moving.close[0]).toBeCloseTo(100.5 * shift, 10)
  })

  it('go on moved, and come back as the displacement decays, but for the permanent part', () => {
    const one = moverOf(minutes(Array.from({ length: 600 }, () => [100, 100, 100, 100])))
    pass(one, 0, hundredth)
    for (let bar = 1; bar < 600; bar++) pass(one, bar)
    expect(one.moving.close[30]).toBeCloseTo(100 * Math.exp(m + g * Math.exp(-31 / 60)), 10)
    expect(one.moving.open[30]).toBeCloseTo(100 * Math.exp(m + g * Math.exp(-30 / 60)), 10)
    expect(one.moving.close[599]).toBeCloseTo(100 * Math.exp(m), 4)
  })

  it('move their close after a fill on the way', () => {
    const one = moverOf(three)
    pass(one, 0, 0, -hundredth)
    expect(one.moving.high[0]).toBe(101)
    expect(one.moving.close[0]).toBeCloseTo(100.5 * Math.exp(-m - g), 10)
    one.mover.open(one.market, 1)
    expect(one.moving.open[1]).toBeCloseTo(100.5 * Math.exp(-m - g), 10)
  })

  it('hold every price that the fill made in their extremes', () => {
    const one = moverOf(minutes([[100, 100, 100, 100]]), { ...rules, tauMs: 1000 })
    pass(one, 0, hundredth)
    // Where the fill left the price, though it had decayed by the close.
    expect(one.moving.high[0]).toBeCloseTo(100 * Math.exp(m + g), 10)
    expect(one.moving.low[0]).toBe(100)
    expect(one.moving.close[0]).toBeCloseTo(100 * Math.exp(m), 4)
    const other = moverOf(minutes([[100, 100, 100, 100]]))
    pass(other, 0, 0, -4 * hundredth)
    expect(other.moving.low[0]).toBe(other.moving.close[0])
  })

  it('take no extreme from a close that is no price', () => {
    for (const close of [Number.NaN, 0, -100, Number.POSITIVE_INFINITY]) {
      const one = moverOf({ ...minutes([[100, 101, 99, close]]), instrument: instrument('A', 'equity') }, { ...rules, tauMs: 1000 })
      pass(one, 0, 0, hundredth)
      expect([one.moving.high[0], one.moving.low[0]]).toEqual([101, 99])
    }
  })

  it('show only the open of a bar that has begun', () => {
    const one = moverOf(three)
    pass(one, 0, hundredth)
    one.mover.open(one.market, 1)
    expect(one.market).toMatchObject({ low: one.moving.open[1], high: one.moving.open[1] })
    expect(one.moving.close[1]).toBe(three.columns.close[1])
  })

  it('need an estimate: from five daily returns on, or from the config', () => {
    const days = minutes(
      Array.from({ length: 10 }, (_, k) => [100 + (k % 3), 103, 99, 100 + ((k + 1) % 3)]),
      DAY_MS,
    )
    const estimated = moverOf(days, { ...rules, sigma: null, volume: null })
    const ready = Array.from({ length: 10 }, (_, bar) => {
      estimated.mover.open(estimated.market, bar)
      return estimated.mover.isReady
    })
    expect(ready).toEqual([false, false, false, false, false, false, true, true, true, true])
    expect(estimated.market.curve?.volume).toBe(500)
    expect(moverOf(days).mover.isReady).toBe(true)
    expect(moverOf(days, { ...rules, volume: null }).mover.isReady).toBe(false)
    expect(moverOf(days, { ...rules, sigma: null }).mover.isReady).toBe(false)
  })

  it('are the recorded ones, and tell no curve, before there is an estimate', () => {
    const one = moverOf(three, { ...rules, sigma: null, volume: null })
    for (let bar = 0; bar < 3; bar++) pass(one, bar, hundredth, hundredth)
    expect(one.market.curve).toBeNull()
    expect(one.moving).toEqual(three.columns)
  })

  it('go by a volatility from the config and a volume from the bars, or the other way round', () => {
    const days = minutes(
      Array.from({ length: 10 }, (_, k) => [100 + (k % 3), 103, 99, 100 + ((k + 1) % 3)]),
      DAY_MS,
    )
    const [given, estimated] = [moverOf(days, { ...rules, volume: null }), moverOf(days, { ...rules, sigma: null })]
    for (const one of [given, estimated]) one.mover.open(one.market, 8)
    expect(given.market.curve).toMatchObject({ y: 1, kappa: 1, feedback: 0, sigma: 0.02, volume: 500 })
    expect(estimated.market.curve).toMatchObject({ volume: 1_000_000 })
    // Closes of 101, 102, 100, 101 and so on, eight of them.
    const returns = Array.from({ length: 7 }, (_, k) => Math.log((100 + ((k + 2) % 3)) / (100 + ((k + 1) % 3))))
    const mean = returns.reduce((sum, one) => sum + one, 0) / 7
    const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 6
    expect(estimated.market.curve?.sigma).toBeCloseTo(Math.sqrt(variance), 12)
  })

  it('are as far as they are known: the open of a bar that has begun, then all of its prices', () => {
    const one = moverOf(three)
    pass(one, 0, hundredth)
    one.mover.open(one.market, 1)
    const begun = 100.5 * Math.exp(m + g * Math.exp(-1 / 60))
    for (const price of [one.market.open, one.market.low, one.market.high]) expect(price).toBeCloseTo(begun, 10)
    one.mover.path(one.market, 1)
    const shift = Math.exp(m + g * Math.exp(-2 / 60))
    const { open, high, low, close } = one.market
    for (const [k, price] of [open, high, low, close].entries())
      expect(price).toBeCloseTo(([100.5, 102, 100, 101][k] as number) * shift, 10)
  })

  it('reach down to where a sale at the open left the price', () => {
    const one = moverOf(minutes([[100, 100, 100, 100]]), { ...rules, tauMs: 1000 })
    pass(one, 0, -hundredth)
    expect(one.moving.low[0]).toBeCloseTo(100 * Math.exp(-m - g), 10)
    expect(one.moving.high[0]).toBe(100)
  })

  it('go over a split: what we displaced is as many of the new units', () => {
    const one = moverOf(three)
    pass(one, 0, hundredth)
    const { displaced } = one.market.displacement
    const [before, permanent] = [one.market.displacement.permanent, one.market.curve?.volume ?? 0]
    one.mover.split(one.market, 4)
    one.mover.open(one.market, 1)
    expect(one.market.displacement).toEqual(Object.assign(one.market.displacement.copy(), { displaced: 4 * displaced, permanent: before }))
    expect(one.market.curve?.volume).toBe(4 * permanent)
    // The same price: the shift is one of shares of a day's volume.
    expect(one.moving.open[1]).toBeCloseTo(100.5 * Math.exp(m + g * Math.exp(-1 / 60)), 10)
  })
})

describe('bars under impact whose volatility and volume are estimated', () => {
  const days = minutes(
    Array.from({ length: 12 }, (_, k) => [100 + (k % 3), 103, 99, 100 + ((k + 1) % 3)]),
    DAY_MS,
  )
  /** A split of four for one before the ninth day: the same market in other units. */
  const split = {
    ...days,
    columns: columnsFromRows(
      Array.from({ length: 12 }, (_, k): BarRow => {
        const { openTime, closeTime, open, high, low, close, volume } = days.columns
        const row = [open, high, low, close].map((column) => (column[k] as number) / (k < 8 ? 1 : 4))
        const [o, h, l, c] = row as [number, number, number, number]
        return [openTime[k] as number, closeTime[k] as number, o, h, l, c, (volume[k] as number) * (k < 8 ? 1 : 4)]
      }),
    ),
  }

  it('go over a split: it is no return, and a day’s volume is in the new units', () => {
    const [plain, one] = [moverOf(days, { ...rules, sigma: null, volume: null }), moverOf(split, { ...rules, sigma: null, volume: null })]
    for (let bar = 0; bar < 12; bar++) {
      if (bar === 8) one.mover.split(one.market, 4)
      pass(plain, bar)
      pass(one, bar)
    }
    expect(one.market.curve?.sigma).toBeCloseTo(plain.market.curve?.sigma as number, 12)
    expect([plain.market.curve?.volume, one.market.curve?.volume]).toEqual([500, 2000])
  })

  it('go over one before the first bar', () => {
    const one = moverOf(days, { ...rules, sigma: null, volume: null })
    one.mover.split(one.market, 4)
    const plain = moverOf(days, { ...rules, sigma: null, volume: null })
    for (let bar = 0; bar < 8; bar++) for (const each of [one, plain]) pass(each, bar)
    expect(one.market.curve).toEqual(plain.market.curve)
  })
})

describe('coarser bars', () => {
  const recorded = columnsFromRows([
    [start, start + 2 * MINUTE_MS, 100, 102, 99, 101, 1000],
    [start + 2 * MINUTE_MS, start + 4 * MINUTE_MS, 101, 101, 98, 99, 500],
    [start + 10 * MINUTE_MS, start + 12 * MINUTE_MS, 7, 7, 7, 7, 500],
  ])
  const coarse: BarSeries = { instrument: instrument('A', 'crypto'), timeframe: '2m', columns: recorded }

  it('follow the bars that orders execute on', () => {
    const one = moverOf(three)
    const bars = movingCopy(coarse).columns
    const follower = new CoarseBars(coarse.instrument, recorded, bars, three.columns, one.moving)
    pass(one, 0, hundredth)
    pass(one, 1)
    follower.close(0)
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([
      100,
      one.moving.high[1],
      one.moving.low[0],
      one.moving.close[1],
    ])
    pass(one, 2)
    follower.close(1)
    expect(bars.low[1]).toBe(one.moving.low[2])
    // No fine bar is in it: nobody knows how it would have moved.
    follower.close(2)
    expect(bars.close[2]).toBe(7)
  })

  it('stay as they are to the byte while nothing moves', () => {
    const one = moverOf(three)
    const bars = movingCopy(coarse).columns
    const follower = new CoarseBars(coarse.instrument, recorded, bars, three.columns, one.moving)
    for (let bar = 0; bar < 3; bar++) pass(one, bar)
    for (let bar = 0; bar < 3; bar++) follower.close(bar)
    expect(bars).toEqual(recorded)
  })
})
