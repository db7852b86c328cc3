import { describe, expect, test } from 'vitest'
import { counted, date, decimal, duration, minute, ordinal, percent, price, roundPercent, whole } from './wording.js'

describe('wording', () => {
  test('numbers are grouped and have a real minus sign', () => {
    expect(decimal(1_077_394)).toBe('1,077,394.00')
    expect(decimal(-1_234.5, 1)).toBe('−1,234.5')
    expect(whole(999)).toBe('999')
  })

  test('what rounds to zero has no sign', () => {
    expect(decimal(-0.001)).toBe('0.00')
    expect(percent(-0.0001)).toBe('0.0\u202f%')
  })

  test('percents lose their decimals in text from 100 % on', () => {
    expect(roundPercent(1.826)).toBe('183\u202f%')
    expect(roundPercent(-0.3204)).toBe('−32.0\u202f%')
  })

  test('small prices keep the digits they have', () => {
    expect([price(1_455.22), price(1.08345), price(0.5), price(0)]).toEqual(['1,455.22', '1.08345', '0.50', '0.00'])
    expect([price(8.43e-6), price(-1.2345e-9)]).toEqual(['0.00000843', '−0.000000001235'])
  })

  test('ordinals end as they are spoken', () => {
    expect([1, 2, 3, 5, 10, 11, 12, 13, 21, 23, 102, 111, 1_002].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 5th 10th 11th 12th 13th 21st 23rd 102nd 111th 1,002nd',
    )
  })

  test('times are UTC', () => {
    expect(date(Date.UTC(2008, 9, 9, 23, 59))).toBe('2008-10-09')
    expect(minute(Date.UTC(2008, 9, 9, 23, 59))).toBe('2008-10-09 23:59')
  })

  test('a length of time is in the unit that suits it', () => {
    const minutes = [0, 0.75, 1.5, 119, 3.5 * 60, 74 * 60]
    expect(minutes.map((one) => duration(one * 60_000))).toEqual(['0 s', '45 s', '1.5 min', '119 min', '3.5 h', '3.1 days'])
  })

  test('one is singular', () => {
    expect([counted(1, 'fill'), counted(1_204, 'fill'), counted(0, 'fill')]).toEqual(['1 fill', '1,204 fills', '0 fills'])
  })
})
