import { describe, expect, test } from 'vitest'
import { borrowCollateral, borrowFee } from './borrow-fee.js'

describe('the collateral of a share', () => {
  test.each<[price: number, currency: string, collateral: number]>([
    [0.25, 'USD', 1],
    [1.5, 'USD', 2],
    [100, 'USD', 102],
    [50, 'USD', 51],
    [101, 'USD', 104],
    [25.5, 'CAD', 27],
    [100, 'EUR', 105],
    [10.01, 'GBP', 10.52],
    [20, 'HKD', 21],
  ])('%f %s is %f', (price, currency, collateral) => {
    expect(borrowCollateral(price, currency)).toBeCloseTo(collateral, 9)
  })
})

test('a day of the broker’s example: 100,000 shares at 0.25 and 50 % a year are 138.89', () => {
  expect(borrowFee(100_000, 0.25, 'USD', 0.5, 1)).toBeCloseTo(138.89, 2)
})

test('a week-end counts three days', () => {
  expect(borrowFee(100, 100, 'USD', 0.036, 3)).toBeCloseTo((100 * 102 * 0.036 * 3) / 360, 9)
})
