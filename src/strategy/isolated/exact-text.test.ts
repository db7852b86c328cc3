import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../std/property.testing.js'
import { exactText, fromExactText } from './exact-text.js'

test('numbers that JSON has no form for survive, wherever they stand', () => {
  const value = {
    size: { lots: Number.NaN },
    list: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 0.1 + 0.2],
    text: '#number',
  }
  expect(fromExactText(exactText(value))).toEqual(value)
  expect(Object.is((fromExactText(exactText([-0])) as number[])[0], -0)).toBe(true)
})

test('any plain value comes back as it was, to the bit', () => {
  const value = fc.anything({ withBigInt: false, values: [fc.double(), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null)] })
  fc.assert(
    fc.property(value, (one) => {
      expect(fromExactText(exactText({ one }))).toEqual({ one })
    }),
    { numRuns: runs(10_000) },
  )
})
