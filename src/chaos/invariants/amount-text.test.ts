import { expect, test } from 'vitest'
import { amountText, amountTexts, moneyText, moneyTexts, priceText } from './amount-text.js'

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

test('sums of doubles are told as money, and what is no number as unknown', () => {
  expect(moneyText(99_196.59999999999)).toBe('99196.60')
  expect(moneyTexts(99_196.59999999999, 99_200)).toEqual(['99196.60', '99200.00'])
  expect(moneyTexts(99_196.59999999999, 99_196.5995)).toEqual(['99196.600000', '99196.599500'])
  expect(moneyTexts(100, 100)).toEqual(['100.00', '100.00'])
  expect(moneyTexts(Number.NaN, 100)).toEqual(['unknown', '100.00'])
  expect(moneyText(4e12)).toBe('4000000000000.00')
})

test.each([
  [10.100000000000001, '10.1'],
  [100 / 3, '33.3333333333'],
  [0.00000123, '0.00000123'],
  [-37.63, '-37.63'],
])('a price of %d is told as %s', (price, text) => {
  expect(priceText(price)).toBe(text)
})
