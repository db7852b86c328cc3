import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsFromRows, concatColumns, firstAtOrAfter, sliceByTime, sliceColumns } from './columns.js'
import { ColumnHash, hashColumns, hashSeries } from './content-hash.js'

const bars = columnsFromRows([
  [0, 10, 1, 2, 0.5, 1.5, 100],
  [10, 20, 1.5, 3, 1.25, 2, 0],
  [25, 30, 2, 2, 2, 2, 7],
])

describe('slices', () => {
  test('a slice is a view of the same memory', () => {
    const middle = sliceColumns(bars, 1, 2)
    expect(middle.length).toBe(1)
    expect(middle.high[0]).toBe(3)
    expect(middle.high.buffer).toBe(bars.high.buffer)
  })

  test.each([
    [0, 31, [0, 10, 25]],
    [1, 25, [10]],
    [10, 10, []],
    [11, 5, []],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, [0, 10, 25]],
    [26, 100, []],
  ])('from %d to %d the bars open at %j', (from, to, opens) => {
    expect([...sliceByTime(bars, from, to).openTime]).toEqual(opens)
  })

  test('the binary search finds what a scan finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -1, max: 51 }), (times, time) => {
        const sorted = Float64Array.from(times).sort()
        const scanned = sorted.findIndex((one) => one >= time)
        expect(firstAtOrAfter(sorted, time)).toBe(scanned < 0 ? sorted.length : scanned)
      }),
    )
  })

  test('parts joined again are the whole', () => {
    expect(concatColumns([sliceColumns(bars, 0, 1), sliceColumns(bars, 1, 1), sliceColumns(bars, 1, 3)])).toEqual(bars)
  })
})

describe('the content hash', () => {
  test('is the same on every machine: this one was written down', () => {
    expect(hashColumns(bars)).toBe('d662019845ca3a4d749bbc3bdce10e0d7c0533c8ecf253aebae349d92eec7b31')
  })

  test('does not hang on how the bars were cut into batches', () => {
    const hash = new ColumnHash()
    for (const [start, end] of [
      [0, 0],
      [0, 2],
      [2, 3],
    ] as const) {
      hash.append(sliceColumns(bars, start, end))
    }
    expect(hash.digest()).toBe(hashColumns(bars))
  })

  test('takes −0 for 0 and tells every other number apart', () => {
    const zero = columnsFromRows([[0, 10, 0, 0, 0, 0, 0]])
    expect(hashColumns(columnsFromRows([[0, 10, -0, -0, -0, -0, -0]]))).toBe(hashColumns(zero))
    expect(hashColumns(columnsFromRows([[0, 10, 0, 5e-324, 0, 0, 0]]))).not.toBe(hashColumns(zero))
  })

  test('tells a value in one column from the same value in another', () => {
    expect(hashColumns(columnsFromRows([[0, 10, 1, 2, 1, 1, 1]]))).not.toBe(hashColumns(columnsFromRows([[0, 10, 1, 1, 2, 1, 1]])))
  })

  test('of several series does not hang on their order, but on instrument and timeframe', () => {
    const one = { instrument: 'A', timeframe: '1d', columns: 'x' } as const
    const two = { instrument: 'B', timeframe: '1d', columns: 'y' } as const
    expect(hashSeries([one, two])).toBe('95a9f822dc256a0fc54856dc18658d19b0cfd58f7b8bdec9f99f682851d479f6')
    expect(hashSeries([two, one])).toBe(hashSeries([one, two]))
    expect(hashSeries([{ ...one, timeframe: '1h' }, two])).not.toBe(hashSeries([one, two]))
    expect(
      hashSeries([
        { ...one, columns: 'y' },
        { ...two, columns: 'x' },
      ]),
    ).not.toBe(hashSeries([one, two]))
  })
})
