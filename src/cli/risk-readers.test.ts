import { expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config.js'
import { limits } from './risk-readers.js'

test.each([
  ['profile', {}],
  ['orderValue=10_000', { orderValue: 10_000 }],
  ['positionEquity=10%, grossEquity=1.2', { positionEquity: 0.1, grossEquity: 1.2 }],
  ['messages=5/20,repeatedExecutions=10/60', { messages: { reject: 5, terminate: 20 }, repeatedExecutions: { count: 10, seconds: 60 } }],
  ['selfMatch=unlimited,dataAge=unlimited', { selfMatch: 'unlimited', dataAge: 'unlimited' }],
])('%s', (text, expected) => {
  expect(limits(text)).toEqual(expected)
  expect(backtestConfigSchema.parse({ limits: limits(text) }).limits).toEqual(expected)
})

test.each(['orderValue', 'orderValue=much', 'messages=5', 'messages=5/20/3', 'orderValue=1,orderValue=2'])('%s is refused', (text) => {
  expect(() => limits(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
})

test('a name that is no limit is refused by the config', () => {
  expect(() => backtestConfigSchema.parse({ limits: limits('orderWorth=5') })).toThrow('orderWorth')
})
