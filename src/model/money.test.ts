import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromMicros, toMicros } from './money.js'

describe('money', () => {
  test('is rounded once, half away from zero, to a millionth', () => {
    expect([1.0000005, -1.0000005, 0.1 + 0.2, -0.0000001].map(toMicros)).toEqual([1_000_001, -1_000_001, 300_000, 0])
  })

  test('is the same for a gain and a loss of one amount', () => {
    fc.assert(fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => toMicros(-amount) === 0 - toMicros(amount)))
  })

  test('comes back as it went in, to a millionth', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (amount) => Math.abs(fromMicros(toMicros(amount)) - amount) <= 0.5000001e-6,
      ),
    )
  })

  test('beyond 9 billion, or not finite, is refused', () => {
    expect(() => toMicros(9.1e9)).toThrow('below 9.0 billion')
    expect(() => toMicros(Number.NaN)).toThrow('finite')
  })
})
