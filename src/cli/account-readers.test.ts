import { expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config/config.js'
import { borrowFee, marginRates, shortAvailability } from './account-readers.js'

test.each([
  [marginRates, 'none', {}],
  [marginRates, 'crypto=50%/40%', { crypto: { initial: 0.5, maintenance: 0.4 } }],
  [marginRates, 'crypto=1, ES=8%/6%', { crypto: { initial: 1, maintenance: 1 }, ES: { initial: 0.08, maintenance: 0.06 } }],
  [shortAvailability, 'unlimited', 'unlimited'],
  [shortAvailability, 'none', 'none'],
  [shortAvailability, '500lots', { lots: 500 }],
  [shortAvailability, 'GME=1000,AMC=none,default=unlimited', { GME: 1_000, AMC: 'none', default: 'unlimited' }],
  [borrowFee, '2%', 0.02],
  [borrowFee, '0.02', 0.02],
  [borrowFee, 'GME=80%,default=1%', { GME: 0.8, default: 0.01 }],
] as const)('%o reads %s', (read, text, value) => {
  expect(read(text)).toEqual(value)
})

test.each([
  [marginRates, 'crypto'],
  [marginRates, 'crypto=50%/40%/30%'],
  [marginRates, 'crypto=much'],
  [shortAvailability, '500'],
  [shortAvailability, 'GME=-1'],
  [borrowFee, 'cheap'],
  [borrowFee, 'GME'],
] as const)('%o refuses %s', (read, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
})

test.each([
  [marginRates, 'crypto=50', '50 means 5000%: write 50%'],
  [marginRates, 'crypto=50%/40', '40 means 4000%: write 40%'],
  [borrowFee, 'GME=150', '150 means 15000%: write 150%'],
] as const)('%o takes %s for a percent that was forgotten', (read, text, hint) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining(hint) }))
})

test.each([
  [marginRates, 'ES=8%/6%,crypto=50%,ES=10%', "'ES' is given twice"],
  [shortAvailability, 'GME=1000, GME=none', "'GME' is given twice"],
  [borrowFee, 'default=1%,default=2%', "'default' is given twice"],
] as const)('%o refuses a name that comes twice: %s', (read, text, message) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'USAGE', message, hint: expect.stringContaining('give each name once: ') }),
  )
})

test('what is read is what the config takes', () => {
  const config = { marginRates: marginRates('ES=8%/6%'), shortAvailability: shortAvailability('GME=1000'), borrowFee: borrowFee('GME=80%') }
  expect(backtestConfigSchema.parse(config)).toMatchObject(config)
})
