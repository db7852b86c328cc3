import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { Settlement, settlementTime } from './settlement.js'

const stock = instrument('X', 'equity')

describe('a trade in US stocks', () => {
  test.each([
    ['five sessions before there was a rule', '1995-06-06T15:00Z', '1995-06-13T13:30Z'],
    ['three from its first day', '1995-06-07T15:00Z', '1995-06-12T13:30Z'],
    ['three on the last day of them, over a Labor Day', '2017-09-01T15:00Z', '2017-09-07T13:30Z'],
    ['two from 2017-09-05 on', '2017-09-05T15:00Z', '2017-09-07T13:30Z'],
    ['two on the last day of them, over a Memorial Day', '2024-05-24T15:00Z', '2024-05-29T13:30Z'],
    ['one from 2024-05-28 on', '2024-05-28T15:00Z', '2024-05-29T13:30Z'],
    ['from a Friday to the Monday', '2024-06-07T15:00Z', '2024-06-10T13:30Z'],
    ['after hours still of its date', '2024-06-06T23:30Z', '2024-06-07T13:30Z'],
  ])('settles %s', (_, traded, settled) => {
    expect(new Date(settlementTime(stock, Date.parse(traded))).toISOString()).toBe(new Date(settled).toISOString())
  })
})

test('coins and futures settle at once, spot forex two sessions later', () => {
  const time = Date.parse('2024-06-05T15:00Z')
  expect(settlementTime(instrument('B', 'crypto'), time)).toBe(time)
  expect(settlementTime(instrument('ES', 'future'), time)).toBe(time)
  // The session of Friday, 7 June begins at 17:00 in New York on the evening before.
  expect(new Date(settlementTime(instrument('EURUSD', 'forex'), time)).toISOString()).toBe('2024-06-06T21:00:00.000Z')
})

test('proceeds stand out until their time, in whatever order they came', () => {
  const settlement = new Settlement()
  const [monday, tuesday] = [Date.parse('2024-06-03T15:00Z'), Date.parse('2024-06-04T15:00Z')]
  settlement.add(stock, tuesday, 70)
  settlement.add(stock, monday, 100)
  settlement.add(stock, monday + 1, 30)
  settlement.add(instrument('B', 'crypto'), monday, 500)
  expect(settlement.unsettled(monday)).toBe(200)
  expect(settlement.unsettled(Date.parse('2024-06-04T13:29Z'))).toBe(200)
  expect(settlement.unsettled(Date.parse('2024-06-04T13:30Z'))).toBe(70)
  settlement.add(stock, tuesday, -70)
  expect(settlement.unsettled(tuesday)).toBe(0)
  expect(settlement.unsettled(Date.parse('2024-06-05T13:30Z'))).toBe(0)
})

test('proceeds of later sessions leave those of earlier ones their time', () => {
  const settlement = new Settlement()
  settlement.add(stock, Date.parse('2024-06-03T15:00Z'), 100)
  settlement.add(stock, Date.parse('2024-06-04T12:00Z'), 70)
  settlement.add(stock, Date.parse('2024-06-05T12:00Z'), 5)
  const days = ['2024-06-04T13:30Z', '2024-06-05T13:30Z', '2024-06-06T13:30Z']
  expect(days.map((day) => settlement.unsettled(Date.parse(day)))).toEqual([75, 5, 0])
})
