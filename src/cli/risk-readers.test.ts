import { expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config/config.js'
import { limits } from './risk-readers.js'

test.each([
  ['profile', {}],
  ['orderValue=10_000', { orderValue: 10_000 }],
  ['positionEquity=10%, grossEquity=1.2', { positionEquity: 0.1, grossEquity: 1.2 }],
  [
    'messages=5/20/40,repeatedExecutions=10/60',
    { messages: { reject: 5, terminate: 20, account: 40 }, repeatedExecutions: { count: 10, seconds: 60 } },
  ],
  ['orderValue=null,selfMatch=null,messages=null', { orderValue: null, selfMatch: null, messages: null }],
  ['selfMatch=unlimited,dataAge=unlimited', { selfMatch: 'unlimited', dataAge: 'unlimited' }],
])('%s', (text, expected) => {
  expect(limits(text)).toEqual(expected)
  expect(backtestConfigSchema.parse({ limits: limits(text) }).limits).toEqual(expected)
})

test('messages of the account are fifty where two numbers are given', () => {
  expect(limits('messages=5/20')).toEqual({ messages: { reject: 5, terminate: 20 } })
  expect(backtestConfigSchema.parse({ limits: limits('messages=5/20') }).limits.messages).toMatchObject({ account: 50 })
})

test.each(['orderValue', 'orderValue=much', 'messages=5', 'messages=5/20/50/3', 'repeatedExecutions=10/60/5', 'orderValue=1,orderValue=2'])(
  '%s is refused',
  (text) => {
    expect(() => limits(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  },
)

test.each(['orderValue', 'unlimited', 'orderValue='])('%s is told how a limit is written', (text) => {
  expect(() => limits(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('orderValue=10000') }))
})

test('a name that is no limit is refused by the config', () => {
  expect(() => backtestConfigSchema.parse({ limits: limits('orderWorth=5') })).toThrow('orderWorth')
})
