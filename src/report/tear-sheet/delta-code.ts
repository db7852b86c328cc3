// Columns as text: quantised to integers, delta-coded, zigzag, variable-length bytes, base64. About three characters a value; the page decodes the same.

/** A column as it stands in the page. A value is `(running sum of deltas) × unit`; NaN is kept as missing. */
export interface CodedColumn {
  readonly unit: number
  readonly length: number
  /** Base64 of the variable-length codes, 7 bits a byte, low bits first: 0 is missing, else zigzag(delta) + 1. */
  readonly bytes: string
}

/** Codes a column to the nearest multiple of `unit`. |value / unit| stays below 2^51. */
export function encodeColumn(values: ArrayLike<number>, unit: number): CodedColumn {
  const bytes = new Uint8Array(values.length * 8)
  let used = 0
  let previous = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    let code = 0
    if (Number.isFinite(value)) {
      const quantum = Math.round(value / unit)
      const delta = quantum - previous
      code = (delta < 0 ? -2 * delta - 1 : 2 * delta) + 1
      previous = quantum
    }
    for (; code >= 128; code = Math.floor(code / 128)) bytes[used++] = (code % 128) + 128
    bytes[used++] = code
  }
  return { unit, length: values.length, bytes: Buffer.from(bytes.buffer, 0, used).toString('base64') }
}

/** The column again, each value within half a unit of what went in, NaN where it was missing. Runs in the browser too. */
export function decodeColumn({ unit, length, bytes }: CodedColumn): Float64Array {
  const packed = atob(bytes)
  const values = new Float64Array(length)
  const divisor = Math.round(1 / unit)
  let position = 0
  let quantum = 0
  for (let i = 0; i < length; i++) {
    let code = 0
    let weight = 1
    let byte = packed.charCodeAt(position++)
    for (; byte >= 128; byte = packed.charCodeAt(position++)) {
      code += (byte - 128) * weight
      weight *= 128
    }
    code += byte * weight
    if (code === 0) {
      values[i] = Number.NaN
      continue
    }
    const zigzag = code - 1
    quantum += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
    values[i] = unit < 1 ? quantum / divisor : quantum * unit
  }
  return values
}

/** The largest unit of time (ms) that every value is a whole multiple of: daily bars then need one byte each. */
export function timeUnit(times: ArrayLike<number>): number {
  let unit = 0
  for (let i = 0; i < times.length && unit !== 1; i++) unit = greatestCommonDivisor(unit, Math.round(times[i] as number))
  return Math.abs(unit) || 1
}

/**
 * The power of ten that keeps six significant digits of the smallest value that is not zero: a chart is zoomed, and what grew a thousandfold began small.
 * No finer than a millionth where the largest value needs nothing finer, and at most twelve digits of it: that bounds the size.
 */
export function decimalUnit(values: ArrayLike<number>): number {
  const { smallest, largest } = magnitudes(values)
  if (largest === 0) return 1
  const [low, high] = [Math.floor(Math.log10(smallest)), Math.floor(Math.log10(largest))]
  return 10 ** Math.max(low - 5, Math.min(high - 5, -6), high - 11, -MOST_DIGITS)
}

/**
 * The largest power of ten that every value is a multiple of: what is read out is then what was put in. Digits end at a millionth, or at the seventh of
 * a smallest value below one.
 */
export function exactUnit(values: ArrayLike<number>): number {
  const { smallest, largest } = magnitudes(values)
  if (largest === 0) return 1
  const wanted = 6 + Math.max(0, -Math.floor(Math.log10(smallest)))
  const most = Math.max(0, Math.min(wanted, MOST_DIGITS, Math.floor(Math.log10(LARGEST_QUANTUM / largest))))
  let digits = 0
  for (let i = 0; i < values.length && digits < most; i++) {
    const value = Math.abs(values[i] as number) || 0
    while (digits < most && offGrid(value * 10 ** digits)) digits++
  }
  return 1 / 10 ** digits
}

/** So many that one over the unit is still a whole number to the bit. */
const MOST_DIGITS = 15
const LARGEST_QUANTUM = 2 ** 51

/** The smallest that is not zero, and the largest; zeros where every value is. */
function magnitudes(values: ArrayLike<number>): { readonly smallest: number; readonly largest: number } {
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number)
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size
    if (size > 0 && size < smallest) smallest = size
  }
  return { smallest, largest }
}

/** More than the rounding of a product away from a whole number. */
function offGrid(value: number): boolean {
  return Math.abs(value - Math.round(value)) > 1e-9 * value
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b]
  return a
}
