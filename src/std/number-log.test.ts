import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_IN_ROW, NumberLog } from './number-log.js'
import { TextCodes } from './text-codes.js'

function digest(write: (log: NumberLog) => void, fields: readonly TextCodes[] = []): string {
  const log = new NumberLog()
  write(log)
  return log.digest(fields)
}

const ofRow = (row: readonly number[]): string => digest((log) => log.row(Float64Array.from(row), 0, row.length))

describe('a log of numbers', () => {
  test('is a sha256 over their doubles, then over the texts', () => {
    const field = new TextCodes()
    field.code('a')
    field.code('b')
    const expected = createHash('sha256')
      .update(Float64Array.from([1.5, -2, 5, 7, 9]))
      .update('["a""b"]')
      .digest('hex')
    const rows = Float64Array.from([0, 7, 0, 9])
    const written = digest(
      (log) => {
        log.number(1.5)
        log.number(-2)
        log.row(rows, 1, 4)
      },
      [field],
    )
    expect(written).toBe(expected)
  })

  test('knows one zero and one NaN, and tells both from what is not there', () => {
    const negativeNaN = new Float64Array(new BigUint64Array([0xfff8_0000_0000_0001n]).buffer)[0] as number
    const of = (value: number | null) => digest((log) => log.optional(value))
    expect(of(-0)).toBe(of(0))
    expect(of(negativeNaN)).toBe(of(Number.NaN))
    expect(ofRow([negativeNaN, -0])).toBe(ofRow([Number.NaN, 0]))
    expect(new Set([of(0), of(Number.NaN), of(null), of(1)]).size).toBe(4)
    expect(of(null)).toBe(digest((log) => log.absent()))
  })

  test('has no two rows of one length for one hash', () => {
    const row = fc.array(fc.constantFrom(0, 1, 2, Number.NaN), { minLength: MOST_IN_ROW, maxLength: MOST_IN_ROW })
    const numbers = fc.tuple(row, fc.nat(MOST_IN_ROW - 1), fc.constantFrom(0, 1, 2, Number.NaN))
    fc.assert(
      fc.property(numbers, ([one, place, value]) => {
        const other = one.with(place, value)
        expect(ofRow(one) === ofRow(other)).toBe(Object.is(one[place], value))
      }),
    )
  })

  test('longer than its buffer is the same log, read on the way or not', () => {
    const [once, often] = [new NumberLog(), new NumberLog()]
    const row = Float64Array.from({ length: 30 }, (_, index) => index % 3)
    for (let index = 0; index < 3_000; index++) {
      for (const log of [once, often]) {
        log.number(index)
        if (index % 5 === 0) log.row(row, index % 7, 30)
      }
      if (index % 611 === 0) often.digest([])
    }
    expect(once.digest([])).toBe(often.digest([]))
  })

  test('ends with the texts of each field by itself', () => {
    const field = (...texts: string[]): TextCodes => {
      const codes = new TextCodes()
      for (const text of texts) codes.code(text)
      return codes
    }
    const digests = [[field('a', 'b')], [field('a'), field('b')], [field('b', 'a')], [field('ab')], [field('a","b')]].map((fields) =>
      digest((log) => log.number(1), fields),
    )
    expect(new Set(digests).size).toBe(digests.length)
  })
})
