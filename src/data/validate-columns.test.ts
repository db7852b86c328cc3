import { describe, expect, test } from 'vitest'
import { type BarRow, columnsFromRows } from './columns.js'
import { findFault, validateColumns, validateOnce } from './validate-columns.js'

const sound: BarRow = [100, 200, 10, 12, 9, 11, 5]
const stock = { mayBeNegative: false }
const future = { mayBeNegative: true }

/** The sound bar with some of its numbers replaced, after a sound bar. */
function second(change: { [index: number]: number }) {
  const row = sound.map((value, index) => change[index] ?? value + (index < 2 ? 100 : 0)) as unknown as BarRow
  return columnsFromRows([sound, row])
}

test('sound bars have no fault, with a gap between them or none', () => {
  expect(findFault(second({}), stock)).toBeNull()
  expect(findFault(second({ 0: 1000, 1: 2000 }), stock)).toBeNull()
})

describe('each rule names the row, the column and the numbers', () => {
  test.each([
    ['openTime', { 0: 100, 1: 150 }, 'two bars open at 1970-01-01T00:00:00.100Z'],
    ['openTime', { 0: 50, 1: 150 }, 'comes after the bar of'],
    ['openTime', { 0: 150 }, 'before the bar ahead of it closes at'],
    ['openTime', { 0: 200.5 }, 'openTime 200.5 is not a whole number'],
    ['openTime', { 0: Number.NaN }, 'openTime NaN is not a whole number'],
    ['closeTime', { 1: 200 }, 'not after its open'],
    ['closeTime', { 1: Number.POSITIVE_INFINITY }, 'closeTime Infinity is not a whole number'],
    ['open', { 2: Number.NaN }, 'open NaN is not a finite number'],
    ['high', { 3: Number.POSITIVE_INFINITY }, 'high Infinity is not a finite number'],
    ['low', { 4: Number.NEGATIVE_INFINITY }, 'low -Infinity is not a finite number'],
    ['close', { 5: Number.NaN }, 'close NaN is not a finite number'],
    ['volume', { 6: Number.NaN }, 'volume NaN is not a finite number'],
    ['volume', { 6: Number.POSITIVE_INFINITY }, 'volume Infinity is not a finite number'],
    ['volume', { 6: -1 }, 'volume -1 is below zero'],
    ['high', { 3: 9.5 }, 'high 9.5 is below open 10'],
    ['high', { 2: 10, 3: 10.5, 5: 11 }, 'high 10.5 is below close 11'],
    ['low', { 4: 10.5 }, 'low 10.5 is above open 10'],
    ['low', { 2: 12, 4: 11.5 }, 'low 11.5 is above close 11'],
    ['low', { 4: -1 }, 'low -1 is not above zero'],
    ['low', { 4: 0 }, 'low 0 is not above zero'],
  ] as const)('%s %j: %s', (column, change, message) => {
    const fault = findFault(second(change), stock)
    expect(fault).toMatchObject({ row: 1, column })
    expect(fault?.message).toContain(message)
  })
})

test('a price at or below zero is data where the instrument may have one', () => {
  expect(findFault(second({ 4: -37.63 }), future)).toBeNull()
  expect(findFault(second({ 4: Number.NaN }), future)).toMatchObject({ column: 'low' })
})

test('the error says where, which row and what to do', () => {
  expect(() => validateColumns(second({ 3: 9.5 }), stock, 'SPY')).toThrow(
    expect.objectContaining({
      code: 'BAD_DATA',
      message: 'SPY, row 1: high 9.5 is below open 10',
      hint: expect.stringContaining('highest'),
    }),
  )
})

test('columns are looked at once, those with prices below zero again where these are a fault', () => {
  const oil = second({ 4: -37.63 })
  validateOnce(oil, future, 'CL')
  expect(() => validateOnce(oil, stock, 'CL')).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  const seen = second({})
  validateOnce(seen, stock, 'SPY')
  seen.close[1] = Number.NaN
  for (const rules of [stock, future]) expect(() => validateOnce(seen, rules, 'SPY')).not.toThrow()
})

test('columns with a fault are refused each time', () => {
  const bad = second({ 3: 9.5 })
  for (let time = 0; time < 2; time++) expect(() => validateOnce(bad, stock, 'SPY')).toThrow('high 9.5 is below open 10')
})
