import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratioText, sharesOf, splitLots, splitPrice } from './corporate-action.js'

describe('a split', () => {
  test('is new shares for old ones, whole on both sides where it can be', () => {
    expect(sharesOf(7)).toEqual({ newShares: 7, oldShares: 1 })
    expect(sharesOf(1.5)).toEqual({ newShares: 1.5, oldShares: 1 })
    expect(sharesOf(0.1)).toEqual({ newShares: 1, oldShares: 10 })
    expect(sharesOf(1 / 3)).toEqual({ newShares: 1, oldShares: 3 })
    expect(sharesOf(2 / 3)).toEqual({ newShares: 2 / 3, oldShares: 1 })
  })

  test('is written as people say it', () => {
    expect([7, 1.5, 0.1, 1 / 8, 1.002746].map(ratioText)).toEqual(['7:1', '1.5:1', '1:10', '1:8', '1.0027:1'])
  })

  test('divides prices and multiplies lots, whole numbers exactly', () => {
    expect([splitPrice(645.57, 7), splitPrice(2.5, 0.1)]).toEqual([645.57 / 7, 25])
    expect([splitLots(30, 0.1), splitLots(70, 0.1), splitLots(-9, 1 / 3), splitLots(5, 7)]).toEqual([3, 7, -3, 35])
  })

  test('cuts fractions of a lot off toward zero', () => {
    expect([splitLots(37, 0.1), splitLots(-37, 0.1), splitLots(5, 1.5), splitLots(3, 0.1)]).toEqual([3, -3, 7, 0])
  })

  test('never makes more than the exact lots, and loses less than one', () => {
    const ratio = fc.oneof(
      fc.integer({ min: 2, max: 50 }),
      fc.integer({ min: 2, max: 50 }).map((old) => 1 / old),
      fc.constant(1.5),
    )
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), ratio, (lots, by) => {
        const [whole, exact] = [splitLots(lots, by), lots * by]
        expect(Number.isInteger(whole)).toBe(true)
        expect(Math.abs(whole)).toBeLessThanOrEqual(Math.abs(exact) + 1e-6)
        expect(Math.abs(exact - whole)).toBeLessThan(1)
      }),
    )
  })
})
