import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest, toUnits } from './exact.testing.js'
import { ExactSum } from './exact-sum.js'

const term = fc.double({ min: 1e-3, max: 1e6, noNaN: true })

describe('ExactSum', () => {
  it('is the exact sum of what was added and replaced, rounded once', () => {
    fc.assert(
      fc.property(
        fc.array(term, { maxLength: 100, size: 'max' }),
        fc.array(fc.tuple(term, term), { maxLength: 100, size: 'max' }),
        (added, replaced) => {
          const sum = new ExactSum()
          for (const value of added) sum.add(value)
          for (const [oldest, newest] of replaced) sum.replace(oldest, newest)
          const units = added.reduce((total, value) => total + toUnits(value), 0n)
          expect(sum.value).toBe(nearest(replaced.reduce((total, [oldest, newest]) => total + toUnits(newest) - toUnits(oldest), units)))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('keeps the part of a product that the product rounds off', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(term, fc.integer({ min: 1, max: 5_000 })), { maxLength: 100, size: 'max' }), (products) => {
        const sum = new ExactSum()
        for (const [value, count] of products) sum.addProduct(value, count)
        expect(sum.value).toBe(nearest(products.reduce((total, [value, count]) => total + toUnits(value) * BigInt(count), 0n)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes another sum away without rounding it first', () => {
    const [one, other] = [new ExactSum(), new ExactSum()]
    for (const value of [0.1, 1e15, 0.2]) one.add(value)
    for (const value of [1e15, 0.2]) other.add(value)
    one.subtract(other)
    expect(one.value).toBe(0.1)
    one.reset()
    expect(one.value).toBe(0)
  })
})
