import { expect, test } from 'vitest'
import { exchangeTime } from './exchange-time.js'

test.each([
  ['2008-10-10T10:00', 'XNYS', '2008-10-10T14:00:00.000Z'],
  ['2008-12-10T10:00:30', '24/5', '2008-12-10T15:00:30.000Z'],
  ['2008-10-10', 'XNYS', '2008-10-10T04:00:00.000Z'],
  ['2008-10-10T10:00', '24/7', '2008-10-10T10:00:00.000Z'],
  // An hour that the clocks skip is the moment after it, one that they repeat its first.
  ['2024-03-10T02:30', 'XNYS', '2024-03-10T07:00:00.000Z'],
  ['2024-11-03T01:30', 'XNYS', '2024-11-03T05:30:00.000Z'],
  ['2008-10-10T10:00+02:00', 'XNYS', '2008-10-10T08:00:00.000Z'],
  ['2008-10-10T10:00Z', 'XNYS', '2008-10-10T10:00:00.000Z'],
  ['noon', 'XNYS', null],
  ['2008-02-30T10:00', 'XNYS', null],
  ['2008-10-10T24:30', 'XNYS', null],
] as const)('%s on %s is %s', (text, calendar, expected) => {
  expect(exchangeTime(text, calendar)).toBe(expected)
})
