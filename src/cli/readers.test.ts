import { describe, expect, test } from 'vitest'
import { BenchError } from '../std/errors.js'
import { date, fees, halts, integer, limitRule, number, oneOf, pair, share, shareOr, shareUpTo, slippage, spread } from './readers.js'

const table: readonly (readonly [(text: string) => unknown, string, unknown])[] = [
  [number, '50000', 50_000],
  [number, '1_000.5', 1_000.5],
  [number, '1e5', 100_000],
  [integer, '-3', -3],
  [integer, '1_000', 1_000],
  [share, '10%', 0.1],
  [share, '0.1', 0.1],
  [shareUpTo(10), '1000%', 10],
  [shareOr('none'), 'none', 'none'],
  [shareOr('none'), '2.5%', 0.025],
  [date, '2004-02-29', '2004-02-29'],
  [pair, 'a=b=c', ['a', 'b=c']],
  [pair, 'a=', ['a', '']],
  [fees, 'ibkr-tiered', 'ibkr-tiered'],
  [fees, '0.005/share', { perShare: 0.005 }],
  [fees, '.005/share', { perShare: 0.005 }],
  [fees, '0.5%', { fraction: 0.005 }],
  [slippage, '1tick', { ticks: 1 }],
  [slippage, '2 ticks', { ticks: 2 }],
  [slippage, '1bp', { bps: 1 }],
  [slippage, '2.5bps', { bps: 2.5 }],
  [slippage, '0.1volume-share', { volumeShare: 0.1 }],
  [spread, 'recorded', 'recorded'],
  [spread, '1tick', { ticks: 1 }],
  [spread, '2.5 bps', { bps: 2.5 }],
  [spread, '0.1volatility', { volatility: 0.1 }],
  [limitRule, 'touch', 'touch'],
  [limitRule, '0.3queue', { queue: 0.3 }],
  [halts, 'none', 'none'],
  [halts, 'luld', { luld: true }],
  [halts, 'SPX', { luld: false, marketWide: 'SPX' }],
  [halts, 'luld, SPX', { luld: true, marketWide: 'SPX' }],
]

test.each(['9007199254740992', '-9007199254740993', '9'.repeat(400)])('a whole number that is too large is told as such: %s', (text) => {
  const hint = 'the largest is 9007199254740991'
  expect(() => integer(text)).toThrow(expect.objectContaining({ code: 'USAGE', message: `'${text}' is too large a number`, hint }))
})

const refused: readonly (readonly [(text: string) => unknown, string])[] = [
  [number, ''],
  [number, 'Infinity'],
  [number, '5 apples'],
  [integer, '1.5'],
  [integer, '1e3'],
  [integer, '3.0'],
  [integer, '0x10'],
  [integer, '+5'],
  [integer, '_5'],
  [integer, ' 5'],
  [integer, '9007199254740993'],
  [share, '-5%'],
  [date, '2005-02-29'],
  [date, '2005-1-1'],
  [date, 'yesterday'],
  [pair, 'fast'],
  [pair, '=20'],
  [fees, '-0.1%'],
  [fees, '5/lot'],
  [slippage, 'ticks'],
  [slippage, '5'],
  [spread, 'wide'],
  [limitRule, '1.5queue'],
  [halts, 'SPX,DJI'],
  [halts, 'luld,luld'],
  [halts, ''],
  [oneOf('a', 'b'), 'c'],
]

describe('a text', () => {
  test.each(table)('%o reads %s', (read, text, value) => {
    expect(read(text)).toEqual(value)
  })

  test.each([
    ['50', '50 means 5000%: write 50%, or the fraction 0.5'],
    ['-1', 'write a percent such as 5%'],
    ['1001%', 'write a percent such as 5%'],
  ])('a share of at most 10 refuses %s, tells the range, and what it probably meant', (text, hint) => {
    expect(() => shareUpTo(10)(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: `'${text}' is not a share from 0% to 1000%`, hint }),
    )
  })

  test.each(refused)('%o refuses %j, and says what it takes', (read, text) => {
    expect(() => read(text)).toThrow(BenchError)
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(/\w/) }))
  })
})
