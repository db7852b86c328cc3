import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnNames } from '../../data/columns.js'
import { quoteNames } from '../../data/quote-columns.js'
import { findFault, validateOnce } from '../../data/validate-columns.js'
import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { randomStream } from '../../std/random.js'
import { seriesOf } from '../worlds/worlds.js'
import { dataFaults } from './data-faults.js'
import type { DataFault, Window } from './fault.js'

const [series] = seriesOf('quotes', 1) as readonly [BarSeries]
const { openTime, closeTime, length } = series.columns
const faults = dataFaults as readonly DataFault<unknown>[]
const everyFault = faults.map((fault) => [fault.name, fault] as const)

function faulted(name: string, window: Window, params: object = {}, of = series): BarSeries {
  const fault = faults.find((one) => one.name === name) as DataFault<unknown>
  return fault.apply(of, window, fault.params.parse(params), randomStream(1, name))
}

/** The rows from one up to, not including, another. */
function rows(first: number, end: number): Window {
  return { from: openTime[first] as number, to: openTime[end] as number }
}

/** Everything that a series holds of rows, as bytes. */
function bytes({ columns, quotes }: BarSeries, first: number, end: number): string {
  const all = [...columnNames.map((name) => columns[name]), ...quoteNames.map((name) => quotes?.[name] ?? new Float64Array())]
  return all.map((column) => Buffer.from(column.slice(first, end).buffer).toString('base64')).join(' ')
}

const stretch = fc.tuple(fc.nat(length - 1), fc.nat(60)).map(([first, many]) => {
  const end = Math.min(length, first + many)
  return {
    first,
    end,
    window: { from: openTime[first] as number, to: end === length ? Number.POSITIVE_INFINITY : (openTime[end] as number) },
  }
})

describe.each(everyFault)('%s', (name, fault) => {
  test('leaves the bars outside of its window, and those that it was given, as they were; the same seed does the same', () => {
    const before = bytes(series, 0, length)
    fc.assert(
      fc.property(stretch, fc.nat(), ({ first, end, window }, seed) => {
        const stream = () => randomStream(seed, name)
        const params = fault.params.parse(fault.draw?.(stream()) ?? {})
        const one = fault.apply(series, window, params, stream())
        const other = fault.apply(series, window, params, stream())
        const after = length - end
        expect(bytes(one, 0, first)).toBe(bytes(series, 0, first))
        expect(bytes(one, one.columns.length - after, one.columns.length)).toBe(bytes(series, end, length))
        expect(bytes(one, 0, one.columns.length)).toBe(bytes(other, 0, other.columns.length))
        expect(one.quotes?.length).toBe(one.columns.length)
        expect(bytes(series, 0, length)).toBe(before)
      }),
      { numRuns: runs(100) },
    )
  })

  test('in bars without quotes makes none', () => {
    expect(
      fault.apply({ ...series, quotes: undefined }, rows(30, 60), fault.params.parse({}), randomStream(1, name)).quotes,
    ).toBeUndefined()
  })
})

describe('bars in a window', () => {
  const fault = (name: string, window: Window, params: object = {}) => findFault(faulted(name, window, params).columns, series.instrument)

  test.each([
    'missing-bars',
    'frozen-prices',
    'bad-tick',
    'unadjusted-split',
    'half-adjusted-split',
    'halt',
    'delayed-open',
    'crossed-quote',
    'zero-volume',
    'early-data',
    'volatility-burst',
  ])('are sound under %s: nobody can refuse them', (name) => {
    expect(fault(name, rows(100, 200))).toBeNull()
    expect(fault(name, rows(0, 30))).toBeNull()
  })

  test.each([
    ['duplicate-bars', 'two bars open at'],
    ['out-of-order', 'comes after the bar of'],
    ['zero-price', 'is not above zero'],
    ['negative-price', 'is not above zero'],
    ['nan-price', 'is not a finite number'],
    ['time-zone-slip', 'comes after the bar of'],
    ['dst-slip', 'comes after the bar of'],
  ])('are not under %s: %s', (name, message) => {
    expect(fault(name, rows(100, 110))?.message).toContain(message)
  })
})

describe('what each does', () => {
  const close = (one: BarSeries, row: number): number => one.columns.close[row] as number

  test('missing bars are all gone, or a share of them', () => {
    expect(faulted('missing-bars', rows(100, 130)).columns.length).toBe(length - 30)
    const some = faulted('missing-bars', rows(50, 250), { share: 0.5 }).columns.length
    expect(some).toBeGreaterThan(length - 130)
    expect(some).toBeLessThan(length - 70)
  })

  test('frozen prices are the last close, without volume, the quotes with them', () => {
    const { columns, quotes } = faulted('frozen-prices', rows(100, 102))
    const last = close(series, 99)
    expect([columns.open[100], columns.high[101], columns.low[101], columns.close[101], columns.volume[101]]).toEqual([
      last,
      last,
      last,
      last,
      0,
    ])
    expect([quotes?.bidLow[101], quotes?.askHigh[101]]).toEqual([series.quotes?.bidClose[99], series.quotes?.askClose[99]])
    expect(faulted('frozen-prices', rows(0, 2)).columns.close[1]).toBe(series.columns.open[0])
  })

  test('duplicate bars follow the first of them', () => {
    const { columns } = faulted('duplicate-bars', rows(100, 101))
    expect([columns.length, columns.openTime[100], columns.openTime[101]]).toEqual([length + 1, openTime[100], openTime[100]])
  })

  test('bars out of order are the same bars', () => {
    const { columns } = faulted('out-of-order', rows(100, 105))
    expect([...columns.openTime.slice(100, 105)]).not.toEqual([...openTime.slice(100, 105)])
    expect([...columns.openTime.slice(100, 105)].sort()).toEqual([...openTime.slice(100, 105)])
  })

  test('a bad tick is one price of one bar, on the tick, and the bar holds it', () => {
    const { columns } = faulted('bad-tick', rows(100, 120), { factor: 0.0003 })
    const changed = Array.from(columns.close, (_, row) => row).filter((row) => columns.close[row] !== series.columns.close[row])
    expect(changed).toHaveLength(1)
    const [row] = changed as [number]
    expect(columns.close[row]).toBe(Math.max(0.01, Math.round(close(series, row) * 0.03) / 100))
    expect(columns.low[row]).toBe(columns.close[row])
    expect(columns.open[row]).toBe(series.columns.open[row])
  })

  test('an unadjusted split divides prices and multiplies volume; half adjusted only closes', () => {
    const split = faulted('unadjusted-split', rows(100, 120), { ratio: 4 }).columns
    expect(split.open[110]).toBeCloseTo((series.columns.open[110] as number) / 4, 1)
    expect(split.volume[110]).toBe((series.columns.volume[110] as number) * 4)
    const half = faulted('half-adjusted-split', rows(100, 120), { ratio: 4 }).columns
    expect(half.close[110]).toBeCloseTo(close(series, 110) / 4, 1)
    expect([half.open[110], half.volume[110]]).toEqual([series.columns.open[110], series.columns.volume[110]])
  })

  test('a negative price is where it is told to be, and the bars keep their shape: of a future they are sound', () => {
    const oil = { ...series, instrument: instrument('CL', 'future') }
    const { columns } = faulted('negative-price', rows(100, 120), {}, oil)
    expect(columns.open[100]).toBe(-37.63)
    expect((columns.high[110] as number) - (columns.low[110] as number)).toBeCloseTo(
      (series.columns.high[110] as number) - (series.columns.low[110] as number),
      6,
    )
    expect(findFault(columns, oil.instrument)).toBeNull()
  })

  test('a halt has no bars, and opens again at the gap', () => {
    const { columns } = faulted('halt', rows(100, 150), { gap: -0.1 })
    expect([columns.length, columns.openTime[99], columns.openTime[100]]).toEqual([length - 40, openTime[99], openTime[140]])
    expect(columns.open[100]).toBeCloseTo((series.columns.open[140] as number) * 0.9, 1)
    expect(columns.open[110]).toBe(series.columns.open[150])
  })

  test('a delayed open leaves out the first minutes of sessions that open in the window, and of no other', () => {
    const { columns } = faulted('delayed-open', rows(0, 60), { minutes: 16, gap: 0.1 })
    expect(columns.openTime[0]).toBe((openTime[0] as number) + 16 * MINUTE_MS)
    expect(columns.open[0]).toBeCloseTo((series.columns.open[8] as number) * 1.1, 1)
    expect(columns.length).toBe(length - 8)
    const later = faulted('delayed-open', rows(5, 60))
    expect(bytes(later, 0, length)).toBe(bytes(series, 0, length))
  })

  test('a crossed quote has its bid above its ask', () => {
    const { quotes } = faulted('crossed-quote', rows(100, 102), { by: 0.01 })
    expect(quotes?.bidClose[100]).toBeGreaterThan(quotes?.askClose[100] as number)
    expect(quotes?.bidClose[99]).toBeLessThan(quotes?.askClose[99] as number)
  })

  test('a wide spread has its bid below and its ask above their middle', () => {
    const { quotes } = faulted('wide-spread', rows(100, 102), { by: 0.03 })
    expect((quotes?.askClose[100] as number) / (quotes?.bidClose[100] as number)).toBeCloseTo(1.015 / 0.985, 6)
    expect(quotes?.bidClose[99]).toBe(series.quotes?.bidClose[99])
  })

  test.each([
    ['nan', Number.NaN],
    ['zero', 0],
  ])('a close that is spoilt to %s is not refused with the bars', (as, read) => {
    const { columns } = faulted('spoilt-price', rows(100, 102), { as })
    expect([columns.close[99], columns.close[100]]).toEqual([close(series, 99), read])
    expect(() => validateOnce(columns, series.instrument, 'it')).not.toThrow()
  })

  test('zero volume leaves prices alone', () => {
    const { columns } = faulted('zero-volume', rows(100, 102))
    expect([columns.volume[99], columns.volume[100], columns.close[100]]).toEqual([series.columns.volume[99], 0, close(series, 100)])
  })

  test('early data tells at each close what happens only later, and nothing at the end', () => {
    const { columns } = faulted('early-data', rows(100, 120), { bars: 3 })
    expect([columns.openTime[100], columns.closeTime[100], columns.close[100]]).toEqual([openTime[100], closeTime[100], close(series, 103)])
    expect([columns.length, columns.openTime[117]]).toEqual([length - 3, openTime[120]])
    expect(faulted('early-data', rows(100, 102), { bars: 5 }).columns.length).toBe(length - 2)
  })

  test('a slip moves both times of a bar, by hours or by one', () => {
    const zone = faulted('time-zone-slip', rows(100, 102), { hours: -4 }).columns
    expect([zone.openTime[100], zone.closeTime[101]]).toEqual([
      (openTime[100] as number) - 240 * MINUTE_MS,
      (closeTime[101] as number) - 240 * MINUTE_MS,
    ])
    const clocks = faulted('dst-slip', rows(100, 102), { change: 'back' }).columns
    expect(clocks.openTime[100]).toBe((openTime[100] as number) - 60 * MINUTE_MS)
  })

  test('a burst multiplies returns from the last close before it', () => {
    const { columns } = faulted('volatility-burst', rows(100, 120), { times: 3 })
    const move = (price: number) => Math.log(price / close(series, 99))
    expect(move(columns.close[110] as number)).toBeCloseTo(3 * move(close(series, 110)), 3)
  })
})
