import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { isOnTick } from '../../model/tick.js'
import { DAY_MS, formatTime, HOUR_MS } from '../../model/time.js'
import { calendar } from '../calendar/calendar.js'
import { openCatalog } from '../catalog/catalog.js'
import { concatColumns, sliceColumns } from '../columns.js'
import { hashColumns } from '../content-hash.js'
import { findFault } from '../validate-columns.js'
import { generateBars, generateDataset } from './generate.js'
import { type MarketModel, syntheticSymbols, usualMarket } from './market-model.js'

const seeds = [1, 2, 3]
const tenYears = { from: '2010-01-04', to: '2019-12-31' }

function market(changes: Partial<MarketModel> = {}): MarketModel {
  return { ...usualMarket, symbols: ['SYN01', 'SYN02'], ...changes }
}

function bars(model: MarketModel, symbol = model.symbols[0] as string): BarColumns {
  return concatColumns([...generateBars(model, symbol)])
}

describe('any market', () => {
  const anyMarket = fc.record({
    timeframe: fc.constantFrom('10s', '1m', '7m', '1h', '4h', '1d'),
    calendar: fc.constantFrom('XNYS', '24/7', '24/5'),
    from: fc.constantFrom('2005-06-01', '2014-03-07', '2014-07-03', '2014-11-27'),
    count: fc.integer({ min: 1, max: 3000 }),
    seed: fc.integer(),
    volatility: fc.double({ min: 0.01, max: 5, noNaN: true }),
    drift: fc.double({ min: -2, max: 2, noNaN: true }),
    correlation: fc.double({ min: 0, max: 0.99, noNaN: true }),
    jumpsPerYear: fc.double({ min: 0, max: 250, noNaN: true }),
    regimes: fc.constantFrom(1, 2, 3),
    startPrice: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
  }) as fc.Arbitrary<Partial<MarketModel>>

  test('has as many sound bars as asked for, within sessions', () => {
    fc.assert(
      fc.property(anyMarket, (changes) => {
        const model = market(changes)
        const columns = bars(model)
        expect(columns.length).toBe(model.count)
        expect(findFault(columns, { mayBeNegative: false })).toBeNull()
        const days = calendar(model.calendar)
        for (let row = 0; row < columns.length; row++) {
          const session = days.sessionAt(columns.openTime[row] as number)
          expect(session !== null && (columns.closeTime[row] as number) <= session.close).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('cannot have more bars than its calendar has sessions', () => {
    expect(() => bars(market({ from: '2030-12-30', count: 3 }))).toThrow(expect.objectContaining({ code: 'OUTSIDE_CALENDAR' }))
    expect(bars(market({ from: '2030-12-30', to: '2030-12-31' })).length).toBe(2)
  })

  test('of fewer bars begins one of more', () => {
    fc.assert(
      fc.property(anyMarket, (changes) => {
        const model = market(changes)
        const longer = bars({ ...model, count: (model.count ?? 0) + 700 })
        expect(sliceColumns(longer, 0, model.count ?? 0)).toEqual(bars(model))
      }),
      { numRuns: 30 },
    )
  })
})

describe('a seed', () => {
  test('gives the same numbers on any machine and in any time zone', () => {
    const zone = process.env.TZ
    try {
      for (const TZ of ['UTC', 'Asia/Kathmandu', 'America/New_York']) {
        process.env.TZ = TZ
        const model = market({ timeframe: '5m', count: 10_000, from: '2024-01-02', seed: 42 })
        expect(hashColumns(bars(model))).toBe('9e1f7873a4dbdd8e33154c91b7a3e67bb36657c833befdbf96c5603ea9b033a9')
        expect(hashColumns(bars(model, 'SYN02'))).toBe('262acdd3fc7ce9506b78c2074d75cdabacdf446f3a3a3c3dd09efaad45cb7601')
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  test('gives other numbers than another', () => {
    expect(bars(market({ count: 5, seed: 1 })).close).not.toEqual(bars(market({ count: 5, seed: 2 })).close)
  })

  test('leaves the symbols as they were where one more is asked for', () => {
    const two = market({ count: 100 })
    const three = market({ count: 100, symbols: syntheticSymbols(3) })
    for (const symbol of two.symbols) expect(bars(three, symbol)).toEqual(bars(two, symbol))
  })
})

describe('bars', () => {
  test('stand on the sessions of the calendar, early closes included', () => {
    const columns = bars(market({ timeframe: '1h', from: '2024-07-02', to: '2024-07-03' }))
    expect(columns.length).toBe(7 + 4)
    expect([columns.openTime[0], columns.closeTime[6], columns.closeTime[10]].map((time) => formatTime(time as number))).toEqual([
      '2024-07-02T13:30:00Z',
      '2024-07-02T20:00:00Z',
      '2024-07-03T17:00:00Z',
    ])
  })

  test('have prices on the tick of a stock', () => {
    const { open, high, low, close } = bars(market({ timeframe: '1m', count: 2000 }))
    for (const prices of [open, high, low, close]) expect(prices.every((price) => isOnTick(price, 0.01))).toBe(true)
  })

  test('go on where the last one ended, but for the night', () => {
    const { open, close, openTime, closeTime } = bars(market({ timeframe: '5m', count: 2000 }))
    const gaps = open.slice(1).filter((price, row) => price !== close[row])
    const nights = openTime.slice(1).filter((time, row) => time > (closeTime[row] as number))
    expect(gaps.length).toBeGreaterThan(0.9 * nights.length)
    expect(gaps.length).toBeLessThanOrEqual(nights.length)
    const coin = bars(market({ calendar: '24/7', timeframe: '5m', count: 2000 }))
    expect(coin.open.slice(1)).toEqual(coin.close.slice(0, -1))
  })
})

describe.each(seeds)('ten years and more under seed %i', (seed) => {
  const model = market({ seed, to: '2024-12-31' })
  const daily = bars(model)
  const returns = logReturns(daily.close)

  test('have the volatility that was asked for', () => {
    expect(Math.abs((deviation(returns) * Math.sqrt(252)) / 0.2 - 1)).toBeLessThan(0.15)
    const restless = logReturns(bars({ ...model, volatility: 0.6, jumpsPerYear: 40, regimes: 3 }).close)
    expect(Math.abs((deviation(restless) * Math.sqrt(252)) / 0.6 - 1)).toBeLessThan(0.15)
  })

  test('have the volatility of their days in minutes too, with the nights', () => {
    const hourly = bars({ ...model, ...tenYears, timeframe: '1h' })
    const closes = hourly.close.filter(
      (_, row) => row === hourly.length - 1 || (hourly.openTime[row + 1] as number) > (hourly.closeTime[row] as number),
    )
    expect(Math.abs((deviation(logReturns(closes)) * Math.sqrt(252)) / 0.2 - 1)).toBeLessThan(0.15)
  })

  test.each([0, 0.3, 0.8])('correlate by %d', (correlation) => {
    const [first, second] = model.symbols.map((symbol) => logReturns(bars({ ...model, correlation }, symbol).close)) as [
      Float64Array,
      Float64Array,
    ]
    expect(Math.abs(pearson(first, second) - correlation)).toBeLessThan(0.05)
  })

  test('have restless days together and fat tails, which one regime without jumps has not', () => {
    const sizes = returns.map(Math.abs)
    expect(pearson(sizes.subarray(1), sizes.subarray(0, -1))).toBeGreaterThan(0.05)
    expect(kurtosis(returns)).toBeGreaterThan(4)
    const plain = logReturns(bars({ ...model, regimes: 1, jumpsPerYear: 0 }).close)
    const plainSizes = plain.map(Math.abs)
    expect(Math.abs(pearson(plainSizes.subarray(1), plainSizes.subarray(0, -1)))).toBeLessThan(0.05)
    expect(Math.abs(kurtosis(plain) - 3)).toBeLessThan(0.3)
  })

  test('jump where jumps are asked for', () => {
    const jumpy = logReturns(bars({ ...model, regimes: 1, jumpsPerYear: 8 }).close)
    const far = jumpy.filter((change) => Math.abs(change) > 4 * (0.2 / Math.sqrt(252))).length
    // A jump of four standard deviations is beyond four about every third time: 20 years × 8 × 0.32.
    expect(far).toBeGreaterThan(25)
    expect(far).toBeLessThan(90)
  })

  test('grow as fast as the drift says', () => {
    const quiet = bars({ ...model, volatility: 0.02, drift: 0.1 }).close
    expect(Math.abs(Math.log((quiet.at(-1) as number) / 100) / 20 - 0.1)).toBeLessThan(0.02)
  })
})

describe('a year of minutes', () => {
  const minutes = bars(market({ timeframe: '1m', from: '2019-01-02', to: '2019-12-31' }))
  const position = minutes.openTime.map((time) => (time - (calendar('XNYS').sessionAt(time)?.open ?? 0)) / (30 * 60_000))
  const inHalfHour = (values: Float64Array, slot: number) => mean(values.filter((_, row) => Math.floor(position[row] as number) === slot))

  test('is busiest after the open and before the close', () => {
    const midday = inHalfHour(minutes.volume, 6)
    expect(inHalfHour(minutes.volume, 0)).toBeGreaterThan(2 * midday)
    expect(inHalfHour(minutes.volume, 12)).toBeGreaterThan(2 * midday)
  })

  test('moves most after the open and before the close', () => {
    const range = minutes.high.map((high, row) => Math.log(high / (minutes.low[row] as number)))
    expect(inHalfHour(range, 0)).toBeGreaterThan(1.5 * inHalfHour(range, 6))
    expect(inHalfHour(range, 12)).toBeGreaterThan(1.5 * inHalfHour(range, 6))
  })

  test('has more volume where the price moves more', () => {
    const sizes = minutes.close.map((close, row) => Math.abs(Math.log(close / (minutes.open[row] as number))))
    expect(pearson(sizes, minutes.volume)).toBeGreaterThan(0.3)
  })

  test('reaches as far as a price does between two prices that are known', () => {
    const plain = bars(market({ timeframe: '1m', from: '2019-01-02', to: '2019-12-31', regimes: 1, jumpsPerYear: 0, startPrice: 10_000 }))
    const square = (change: number) => change ** 2
    const parkinson = mean(plain.high.map((high, row) => square(Math.log(high / (plain.low[row] as number))))) / (4 * Math.log(2))
    const closeToClose = mean(plain.close.map((close, row) => square(Math.log(close / (plain.open[row] as number)))))
    expect(Math.abs(parkinson / closeToClose - 1)).toBeLessThan(0.1)
  })
})

describe('a generated dataset', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'generate-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('says that it is synthetic, and of what it was made', async () => {
    const model = market({ timeframe: '1h', calendar: '24/7', from: '2024-01-01', to: '2024-01-31', seed: 5 })
    const written = await generateDataset(folder, 'coins', model, { label: 'two coins' })
    const { provenance, series, dataHash } = await openCatalog([folder]).loadDataset('coins')
    expect(provenance).toMatchObject({
      synthetic: true,
      label: 'SYNTHETIC: two coins',
      notes: [expect.stringMatching(/^synthetic: /)],
      timeframe: '1h',
    })
    expect(provenance.options).toMatchObject({ symbols: 'SYN01,SYN02', seed: 5, volatility: 0.2, from: '2024-01-01', to: '2024-01-31' })
    expect(series.map(({ columns }) => columns.length)).toEqual([(31 * DAY_MS) / HOUR_MS, (31 * DAY_MS) / HOUR_MS])
    expect(dataHash).toBe(written.dataHash)
    expect((await generateDataset(folder, 'again', model)).dataHash).toBe(written.dataHash)
  })

  test.each([
    [{ symbols: [] }],
    [{ symbols: ['A', 'A'] }],
    [{ timeframe: '1w' }],
    [{ from: '2024-02-01', to: '2024-01-01' }],
    [{ count: 0 }],
    [{ volatility: 0 }],
    [{ volatility: Number.NaN }],
    [{ drift: 3 }],
    [{ correlation: 1 }],
    [{ correlation: -0.1 }],
    [{ jumpsPerYear: 300 }],
    [{ startPrice: 0 }],
  ] as Partial<MarketModel>[][])('is not made of %o', async (changes) => {
    await expect(generateDataset(folder, 'never', market(changes))).rejects.toMatchObject({ code: 'USAGE' })
    await expect(openCatalog([folder]).findDataset('never')).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
  })
})

function logReturns(prices: Float64Array): Float64Array {
  return prices.slice(1).map((price, row) => Math.log(price / (prices[row] as number)))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function moment(values: Float64Array, order: number): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** order))
}

function deviation(values: Float64Array): number {
  return Math.sqrt(moment(values, 2))
}

function kurtosis(values: Float64Array): number {
  return moment(values, 4) / moment(values, 2) ** 2
}

function pearson(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const covariance = mean(a.map((value, row) => (value - meanA) * ((b[row] as number) - meanB)))
  return covariance / (deviation(a) * deviation(b))
}
