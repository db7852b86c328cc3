import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RollingMaximum } from './rolling-maximum.js'

it('a rolling maximum is the largest of each full window', () => {
  const anyValues = fc.array(fc.integer({ min: -8, max: 8 }), { maxLength: 300, size: 'max' })
  fc.assert(
    fc.property(anyValues, fc.integer({ min: 1, max: 40 }), (values, length) => {
      const window = new RollingMaximum(length)
      const ours = values.map((value) => window.push(value))
      const expected = values.map((_, i) => (i < length - 1 ? Number.NaN : Math.max(...values.slice(i - length + 1, i + 1))))
      expect(ours).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})
