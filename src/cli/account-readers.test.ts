import { expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config.js'
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

test('what is read is what the config takes', () => {
  const config = { marginRates: marginRates('ES=8%/6%'), shortAvailability: shortAvailability('GME=1000'), borrowFee: borrowFee('GME=80%') }
  expect(backtestConfigSchema.parse(config)).toMatchObject(config)
})
