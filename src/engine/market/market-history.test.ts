import { describe, expect, test } from 'vitest'
import { day, type HandBar, type HandSeries, handSeries, START, steps } from '../../../tests/fixtures/series.js'
import type { BarSeries } from '../../model/bar.js'
import { DAY_MS, MINUTE_MS } from '../../model/time.js'
import { BarFeed, type FeedSeries } from '../time/bar-feed.js'
import { MarketHistory } from './market-history.js'

/** The history of a series that stands at a bar. */
function standing(series: BarSeries, bar = series.columns.length - 1, isHalted = false): MarketHistory {
  const [one] = new BarFeed([series]).series as [FeedSeries]
  one.cursor.index = bar
  const halts = { isHalted: () => isHalted, bandAt: () => null, heldAtBand: () => undefined, split: () => undefined }
  return new MarketHistory(one, halts)
}

const history = (bars: readonly HandBar[], options: HandSeries = {}) => standing(handSeries('X', bars, options))
/** Moves of a hundredth, up and down. */
const noise = (bars: number): number[] => Array.from({ length: bars }, (_, index) => 100 + (index % 2))

describe('age', () => {
  test('is the time since the close of the last bar', () => {
    expect(history(steps(100, 101)).at(day(2))).toMatchObject({ close: 101, ageMs: 0, barMs: DAY_MS })
    expect(history(steps(100, 101)).at(day(3) + 1).ageMs).toBe(DAY_MS + 1)
  })

  test('is none of the hours in which the market is shut, from the first minute on', () => {
    const close = Date.UTC(2024, 0, 2, 21)
    const late = history(steps(100, 101), { timeframe: '5m', start: close - 10 * MINUTE_MS, instrument: { calendar: 'XNYS' } })
    expect([0, 1, 4, 5, 6, 60].map((minutes) => late.at(close + minutes * MINUTE_MS).ageMs)).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('goes on where the price repeats without volume, and stops where it moves or trades', () => {
    const frozen: HandBar[] = [...steps(100, 101), [101, 101, 101, 101, 0], [101, 101, 101, 101, 0]]
    expect(history(frozen).at(day(4)).ageMs).toBe(2 * DAY_MS)
    expect(history([...frozen, [101, 101, 101, 101, 5]]).at(day(5)).ageMs).toBe(0)
    expect(history([...frozen, [102, 102, 102, 102, 0]]).at(day(5)).ageMs).toBe(0)
  })

  test('is that of the bars where volume is never told, unless one is the last price and nothing else', () => {
    const quoted = (...more: readonly HandBar[]) => history([[100, 101, 99, 100, 0], ...more]).at(day(1 + more.length)).ageMs
    expect(quoted([100, 100.01, 100, 100, 0])).toBe(0)
    expect(quoted([99, 100, 99, 100, 0], [100, 101, 100, 101, 0])).toBe(0)
    expect(quoted([100, 100, 100, 100, 0])).toBe(DAY_MS)
    expect(quoted([100, 100, 100, 100, 0], [100, 100, 100, 100, 0])).toBe(2 * DAY_MS)
    expect(quoted([100, 100, 100, 100, 0], [100, 100, 99.99, 100, 0])).toBe(0)
  })

  test('does not grow while the market is shut', () => {
    // 2024-01-05 was a Friday: an hour of New York, 15:00 to 16:00, and the Monday after.
    const start = Date.parse('2024-01-05T20:00:00Z')
    const stock = history([[100, 100, 100, 100]], { timeframe: '1h', start, instrument: { calendar: 'XNYS' } })
    expect(stock.at(Date.parse('2024-01-08T14:30:00Z')).ageMs).toBe(0)
    expect(stock.at(Date.parse('2024-01-08T15:30:00Z')).ageMs).toBe(60 * MINUTE_MS)
    expect(stock.at(Date.parse('2024-01-09T15:30:00Z')).ageMs).toBe((6.5 + 1) * 60 * MINUTE_MS)
  })
})

describe('a jump', () => {
  test('is not known before there are twenty moves, the move is', () => {
    const facts = history(steps(...noise(20), 110)).at(day(21))
    expect(facts.jump).toBeNaN()
    expect(facts.move).toBeCloseTo(9 / 101, 12)
    expect(history(steps(...noise(21), 110)).at(day(22)).jump).not.toBeNaN()
    expect(history(steps(100)).at(day(1)).move).toBeNaN()
  })

  test('is in standard deviations of the moves before', () => {
    expect(history(steps(...noise(40), 101)).at(day(41)).jump).toBeCloseTo(0, 12)
    const { jump } = history(steps(...noise(41), 105)).at(day(42))
    expect(jump).toBeCloseTo(0.05 / 0.009_95, 1)
  })

  test('over a night is held against the root of the time', () => {
    const start = Date.parse('2024-01-04T20:30:00Z')
    const minutes = handSeries('X', steps(...noise(30), 130), { timeframe: '1m', start, instrument: { calendar: 'XNYS' } })
    const { openTime, closeTime } = minutes.columns
    for (const times of [openTime, closeTime]) times[30] = (times[30] as number) + 17.5 * 60 * MINUTE_MS
    const { jump } = standing(minutes).at(closeTime[30] as number)
    expect(jump).toBeCloseTo(0.3 / 0.009_95 / Math.sqrt(1 + 17.5 * 60), 1)
  })

  test('of a price that stood still is held against a basis point', () => {
    expect(history(steps(...Array.from({ length: 30 }, () => 100), 100.05)).at(day(31)).jump).toBeCloseTo(5, 6)
  })

  test('to a bad tick does not hide the way back, nor make the next one small', () => {
    const ticks = [...noise(40), 1, 100, 101]
    const jumps = [40, 41, 42].map((bar) => standing(handSeries('X', steps(...ticks)), bar).at(day(bar + 1)).jump)
    expect(jumps[0]).toBeGreaterThan(50)
    expect(jumps[1]).toBeGreaterThan(50)
    expect(jumps[2]).toBeLessThan(2)
  })

  test('leaves prices out that cannot be', () => {
    const facts = history([...steps(...noise(40)), [101, 101, 0, 0], [100, 101, 100, 101]]).at(day(42))
    expect(facts.jump).toBeCloseTo(0, 12)
  })

  test('from nothing, which a future may cost, is without end, and the next is measured from where it came to', () => {
    const future = { instrument: { mayBeNegative: true } }
    for (const before of [noise(40), noise(5)]) {
      const seen = (...prices: number[]) => history(steps(...before, 0, ...prices), future).at(day(before.length + 1 + prices.length))
      expect(seen(60).move).toBe(Number.POSITIVE_INFINITY)
      expect(seen(0).move).toBe(0)
      expect(seen(60, 63).move).toBeCloseTo(0.05, 12)
    }
    expect(history(steps(...noise(40), 0, 60), future).at(day(42)).jump).toBe(Number.POSITIVE_INFINITY)
  })

  test('is none where shares were split', () => {
    const series: BarSeries = {
      ...handSeries('X', steps(...noise(40), 50, 51)),
      actions: [{ kind: 'split', exDate: '2024-02-10', ratio: 2 }],
    }
    expect(standing(series, 40).at(day(41)).jump).toBeLessThan(3)
    expect(standing({ ...series, actions: [] }, 40).at(day(41)).jump).toBeGreaterThan(30)
  })
})

describe('average daily volume', () => {
  const volumes = (...each: readonly number[]): HandBar[] => each.map((volume) => [100, 100, 100, 100, volume])

  test('is the mean of the last twenty days, in lots', () => {
    expect(history(volumes(100, 300)).averageDailyLots).toBe(200)
    expect(history(volumes(9_999, ...Array.from({ length: 20 }, () => 50))).averageDailyLots).toBe(50)
    expect(history(volumes(100, 300), { instrument: { lot: 10 } }).averageDailyLots).toBe(20)
  })

  test('of shorter bars counts sessions that are over, and the first one as far as it went', () => {
    const minutes = handSeries('X', volumes(...Array.from({ length: 1_500 }, () => 2)), { timeframe: '1m' })
    expect(standing(minutes, 9).averageDailyLots).toBe(20)
    expect(standing(minutes, 1_440).averageDailyLots).toBe(2_880)
  })

  test('of weekly bars is a day’s part of them', () => {
    const weeks = handSeries('X', volumes(5_000), { timeframe: '1w', instrument: { calendar: 'XNYS' } })
    expect(standing(weeks).averageDailyLots).toBe(1_000)
  })

  test('is nothing where there is none, and in the new shares after a split', () => {
    expect(history(volumes(0, 0)).averageDailyLots).toBe(0)
    const series: BarSeries = { ...handSeries('X', volumes(100, 100, 200)), actions: [{ kind: 'split', exDate: '2024-01-03', ratio: 2 }] }
    expect(standing(series).averageDailyLots).toBe(200)
  })
})

test('between a split and the first bar after it everything counts in the new shares', () => {
  const series = handSeries('X', [[100, 100, 100, 100, 400]])
  const side = (price: number) => Float64Array.of(price)
  const [b, a] = [side(99), side(101)]
  const quotes = { length: 1, bidOpen: b, bidHigh: b, bidLow: b, bidClose: b, askOpen: a, askHigh: a, askLow: a, askClose: a }
  const [one] = new BarFeed([{ ...series, quotes }]).series as [FeedSeries]
  one.cursor.index = 0
  const facts = new MarketHistory(one, null)
  expect([facts.at(day(1)).close, facts.averageDailyLots]).toEqual([100, 400])
  one.cursor.split(0.1)
  expect(facts.at(day(1))).toMatchObject({ close: 1000, bid: 990, ask: 1010 })
  expect(facts.averageDailyLots).toBe(40)
})

test('a halt and the quotes of the last bar are told, and before the first bar nothing is known', () => {
  const series = handSeries('X', steps(100))
  const side = (price: number) => Float64Array.of(price)
  const [b, a] = [side(99), side(101)]
  const quotes = { length: 1, bidOpen: b, bidHigh: b, bidLow: b, bidClose: b, askOpen: a, askHigh: a, askLow: a, askClose: a }
  expect(standing({ ...series, quotes }, 0, true).at(day(1))).toMatchObject({ isHalted: true, bid: 99, ask: 101 })
  const before = standing(series, -1).at(START)
  expect(before.close).toBeNaN()
  expect(before.ageMs).toBe(Number.POSITIVE_INFINITY)
})
