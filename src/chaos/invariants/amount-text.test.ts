import { expect, test } from 'vitest'
import { amountText, amountTexts } from './amount-text.js'

test.each([
  [12_345_678, '12.35'],
  [-1_000_000, '-1.00'],
  [0, '0.00'],
  [5, '0.000005'],
])('%d micro-units are told as %s', (amount, text) => {
  expect(amountText(amount)).toBe(text)
})

test('two amounts that differ by less than a cent do not read alike', () => {
  expect(amountTexts(15_000_000, 10_000_000)).toEqual(['15.00', '10.00'])
  expect(amountTexts(15_000_000, 15_000_001)).toEqual(['15.000000', '15.000001'])
})
