import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecorated, parseNumber } from './parse-number.js'

function parse(text: string, decimal = '.'): number {
  const bytes = Buffer.from(`;${text};`)
  return parseNumber(bytes, 1, bytes.length - 1, decimal.charCodeAt(0))
}

const digits = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength, size: 'max' }).map((list) => list.join(''))

describe('a plain number', () => {
  test('of digits, a point and an exponent is what JavaScript reads, to the bit', () => {
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        digits(0, 25),
        fc.constantFrom('', '.'),
        digits(0, 30),
        fc.constantFrom('', 'e5', 'E-17', 'e+300', 'e-330'),
      )
      .filter(([, whole, point, fraction]) => whole !== '' || (point !== '' && fraction !== ''))
      .map(([sign, whole, point, fraction, exponent]) => `${sign}${whole}${point}${point === '' ? '' : fraction}${exponent}`)
    fc.assert(
      fc.property(decimal, (text) => {
        expect(Object.is(parse(text), Number(text))).toBe(true)
        expect(Object.is(parse(text.replace('.', ','), ','), Number(text))).toBe(true)
      }),
      { numRuns: 20_000 },
    )
  })

  test('any double comes back as it was printed, with all decimals or few', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 20 }), (value, decimals) => {
        expect(Object.is(parse(String(value)), Number(String(value)))).toBe(true)
        if (Math.abs(value) < 1e20) expect(Object.is(parse(value.toFixed(decimals)), Number(value.toFixed(decimals)))).toBe(true)
      }),
      { numRuns: 20_000 },
    )
  })

  test.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    '1e',
    'e5',
    '0x10',
    '1_0',
    '1,000',
    '1.2.3',
    '--1',
    '1-',
    'NaN',
    'Infinity',
    '$1',
    '1 2',
    '1e5.5',
    '١',
  ])('%j is none', (text) => {
    expect(parse(text)).toBeNaN()
  })

  test('far behind the point is read to the bit', () => {
    for (let zeros = 0; zeros < 40; zeros++) {
      const text = `0.${'0'.repeat(zeros)}1234567`
      expect(parse(text)).toBe(Number(text))
    }
  })

  test('beyond the doubles is infinite, and blanks around it do not count', () => {
    expect(parse('1e999')).toBe(Number.POSITIVE_INFINITY)
    expect(parse('  1.5 ')).toBe(1.5)
  })
})

describe('a decorated number', () => {
  test.each([
    ['$1,234.50', '.', 1234.5],
    ['-$3.25', '.', -3.25],
    ['1.23M', '.', 1_230_000],
    ['45.6K', '.', 45_600],
    ['1.1B', '.', 1_100_000_000],
    ['-0.52%', '.', -0.0052],
    ['1.234,5', ',', 1234.5],
    ['1,23M', ',', 1_230_000],
    ['12,345,678', '.', 12_345_678],
    ['€7', '.', 7],
    ['.5', '.', 0.5],
  ] as const)('%s', (text, decimal, value) => {
    expect(parseDecorated(text, decimal)).toBe(value)
  })

  test.each(['1,23', '1,2345', '12,34,567', '1.2.3', 'M', '$', '-', '--1', '-$-1', '1X', ''])('%j is none', (text) => {
    expect(parseDecorated(text, '.')).toBeNaN()
  })
})
