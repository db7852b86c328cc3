import { describe, expect, test } from 'vitest'
import { entriesOfText } from './entry-text.js'

describe('an entry in short', () => {
  test.each([
    ['runaway@2008-10-10T10:00/5m', { fault: 'runaway', when: { at: '2008-10-10T10:00' }, minutes: 5, params: {} }],
    ['runaway@2008-10-10T10:00:30Z/30s', { fault: 'runaway', when: { at: '2008-10-10T10:00:30Z' }, minutes: 0.5, params: {} }],
    ['gap@2008-10-10/2d', { fault: 'gap', when: { at: '2008-10-10T00:00' }, minutes: 2880, params: {} }],
    ['reject@2008-10-10T10:00+02:00', { fault: 'reject', when: { at: '2008-10-10T10:00+02:00' }, minutes: 5, params: {} }],
    ['reject:share=50%@p=0.1/h/1h', { fault: 'reject', when: { perHour: 0.1 }, minutes: 60, params: { share: 0.5 } }],
    ['reject@drawdown=5%', { fault: 'reject', when: { drawdown: 0.05 }, minutes: 5, params: {} }],
    ['reject@breaches=3/10m', { fault: 'reject', when: { breaches: 3 }, minutes: 10, params: {} }],
    ['reject@calm=0.001', { fault: 'reject', when: { calm: 0.001 }, minutes: 5, params: {} }],
    [
      'runaway:orders=5,side=short,target=sma-cross,escalate=2@calm=0.1',
      { fault: 'runaway', when: { calm: 0.1 }, minutes: 5, target: 'sma-cross', escalate: 2, params: { orders: 5, side: 'short' } },
    ],
  ])('%s', (text, entry) => {
    expect(entriesOfText(text)).toEqual([entry])
  })

  test('stands beside others, whose parameters have commas too', () => {
    const entries = entriesOfText('runaway:orders=5,lots=1@2008-10-10T10:00/5m, reject@drawdown=5%')
    expect(entries.map(({ fault, params }) => ({ fault, params }))).toEqual([
      { fault: 'runaway', params: { orders: 5, lots: 1 } },
      { fault: 'reject', params: {} },
    ])
  })

  test.each([
    ['runaway', 'says not when'],
    ['@2008-10-10', 'names no fault'],
    ['runaway@tomorrow', "does not come on at 'tomorrow'"],
    ['runaway@2008-10-10T10:00/5', "cannot last '5'"],
    ['runaway@2008-10-10T10:00/0m', "cannot last '0m'"],
    ['runaway@drawdown=deep', "has 'deep' where a number stands"],
    ['runaway:orders@2008-10-10', "has 'orders', which is no parameter"],
    ['reject@drawdown=5%,runaway', 'says not when'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => entriesOfText(text)).toThrow(expect.objectContaining({ code: 'BAD_SCHEDULE', message: expect.stringContaining(message) }))
  })
})
