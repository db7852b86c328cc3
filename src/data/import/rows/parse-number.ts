// Reads a number from the bytes of a cell, to the last bit as JavaScript reads its text.
//
// A decimal with at most 53 bits of digits and a power of ten up to 22 is one exact integer times or through another, so a single rounding gives the
// nearest double (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990). That is nearly every price; the rest takes the long way.

/** The number in a cell, or NaN where it is not written as plain digits with one decimal sign and perhaps an exponent. Blanks around it are passed over. */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimalSign: number): number {
  let at = start
  while (at < end && bytes[at] === blank) at++
  while (end > at && bytes[end - 1] === blank) end--
  const first = at
  const isNegative = bytes[at] === minus
  if (isNegative || bytes[at] === plus) at++
  let mantissa = 0
  let digits = 0
  let point = -1
  for (; at < end; at++) {
    const sign = bytes[at] as number
    if (sign === decimalSign && point < 0) {
      point = at
      continue
    }
    const digit = sign - zero
    if (digit < 0 || digit > 9) break
    mantissa = mantissa * 10 + digit
    digits++
  }
  const decimals = point < 0 ? 0 : at - point - 1
  if (digits === 0) return Number.NaN
  if (at !== end || mantissa >= exactIntegers || decimals > 22) return parseLong(bytes, first, at, end, decimalSign)
  const value = decimals === 0 ? mantissa : mantissa / (powersOfTen[decimals] as number)
  return isNegative ? -value : value
}

const blank = 32
const plus = 43
const minus = 45
const zero = 48
const exactIntegers = 2 ** 53
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** Many digits, or something behind them: an exponent is all that may be there. */
function parseLong(bytes: Uint8Array, start: number, digitsEnd: number, end: number, decimalSign: number): number {
  const text = latin1(bytes, start, end)
  if (!/^([eE][+-]?\d+)?$/.test(text.slice(digitsEnd - start))) return Number.NaN
  return Number(text.replace(String.fromCharCode(decimalSign), '.'))
}

/** The bytes as text, one sign each. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number)
  return text
}

/** Signs of money, thousands in groups of three, a percent sign, and K, M, B or T for thousands to trillions; NaN for anything else. */
export function parseDecorated(text: string, decimal: '.' | ','): number {
  const plain = decimal === '.' ? text : text.replaceAll(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))
  const match = /^([+-]?)[$€£]?([+-]?)(\d{1,3}(?:,\d{3})+|\d+|)(\.\d*)?([KMBT%])?$/i.exec(plain.trim())
  if (match === null) return Number.NaN
  const [, outer = '', inner = '', whole = '', fraction = '', unit = ''] = match
  if (!/\d/.test(whole + fraction) || (outer !== '' && inner !== '')) return Number.NaN
  return Number(`${outer}${inner}${whole.replaceAll(',', '')}${fraction}e${exponents[unit.toUpperCase()] ?? 0}`)
}

const exponents: Readonly<Record<string, number>> = { K: 3, M: 6, B: 9, T: 12, '%': -2 }
