import { expect, test } from 'vitest'
import { timeZone } from '../time-zone.js'
import { calendar } from './calendar.js'
import { xnysExceptions } from './xnys-exceptions.js'

const xnys = calendar('XNYS')

/** `09:30-16:00` in New York, or `closed`. */
function hours(date: string): string {
  const session = xnys.session(date)
  if (!session) return 'closed'
  const clock = (time: number) => new Date(timeZone('America/New_York').toWall(time)).toISOString().slice(11, 16)
  return `${clock(session.open)}-${clock(session.close)}`
}

test('an ordinary day is 9:30 to 16:00 in New York, winter and summer', () => {
  expect(xnys.session('2005-01-31')).toEqual({
    date: '2005-01-31',
    open: Date.parse('2005-01-31T14:30:00Z'),
    close: Date.parse('2005-01-31T21:00:00Z'),
    early: false,
  })
  expect(xnys.session('2005-07-29')?.open).toBe(Date.parse('2005-07-29T13:30:00Z'))
})

test('every year from 1990 to 2030 has the sessions that it had', () => {
  const counts: Record<number, number> = {}
  for (const { date } of xnys.sessionsBetween('1990-01-01', '2030-12-31')) {
    const year = Number(date.slice(0, 4))
    counts[year] = (counts[year] ?? 0) + 1
  }
  expect(counts).toEqual({
    ...{ 1990: 253, 1991: 253, 1992: 254, 1993: 253, 1994: 252, 1995: 252, 1996: 254, 1997: 253, 1998: 252, 1999: 252 },
    ...{ 2000: 252, 2001: 248, 2002: 252, 2003: 252, 2004: 252, 2005: 252, 2006: 251, 2007: 251, 2008: 253, 2009: 252 },
    ...{ 2010: 252, 2011: 252, 2012: 250, 2013: 252, 2014: 252, 2015: 252, 2016: 252, 2017: 251, 2018: 251, 2019: 252 },
    ...{ 2020: 253, 2021: 252, 2022: 251, 2023: 250, 2024: 252, 2025: 250, 2026: 251, 2027: 251, 2028: 251, 2029: 251, 2030: 251 },
  })
})

test.each(['1994-04-27', '2001-09-11', '2001-09-14', '2004-06-11', '2007-01-02', '2012-10-29', '2012-10-30', '2018-12-05', '2025-01-09'])(
  'it was shut on %s',
  (date) => {
    expect(hours(date)).toBe('closed')
    expect(xnys.isSession(date)).toBe(false)
  },
)

test('every exception of the table changes what the rules alone would give, is in order and names its source', () => {
  const dates = xnysExceptions.map((row) => row.date)
  expect(dates).toEqual([...new Set(dates)].sort())
  for (const row of xnysExceptions) {
    expect([row.date, hours(row.date)]).not.toEqual([row.date, '09:30-16:00'])
    expect(row.reason.length * row.source.length).toBeGreaterThan(0)
    const expected = row.kind === 'closed' ? 'closed' : `${row.open ?? '09:30'}-${row.close ?? '16:00'}`
    expect([row.date, hours(row.date)]).toEqual([row.date, expected])
  }
})

test.each([
  ['1990-11-23', '09:30-16:00', 'no early close after Thanksgiving yet'],
  ['1992-11-27', '09:30-14:00', 'the first one'],
  ['1993-11-26', '09:30-13:00', 'the first at one'],
  ['2020-11-27', '09:30-13:00', 'day after Thanksgiving'],
  ['1990-12-24', '09:30-14:00', 'Christmas Eve until 1992'],
  ['1996-12-24', '09:30-13:00', 'Christmas Eve since'],
  ['1999-12-24', 'closed', 'Christmas on a Saturday is kept on Friday'],
  ['2021-12-24', 'closed', 'and again'],
  ['2023-12-22', '09:30-16:00', 'the eve on a Sunday moves nothing'],
  ['1994-07-01', '09:30-16:00', 'no early close before Independence Day yet'],
  ['1995-07-03', '09:30-13:00', 'the first one'],
  ['2002-07-05', '09:30-13:00', 'Independence Day on a Thursday: the Friday after, until 2012'],
  ['2002-07-03', '09:30-16:00', 'and not the eve'],
  ['2013-07-03', '09:30-13:00', 'since 2013 the eve'],
  ['2013-07-05', '09:30-16:00', 'and not the Friday after'],
  ['2020-07-03', 'closed', 'Independence Day on a Saturday'],
  ['2020-07-02', '09:30-16:00', 'has no early close'],
  ['1999-12-31', '09:30-13:00', 'the millennium'],
  ['2010-12-31', '09:30-16:00', "New Year's Day on a Saturday is not kept"],
  ['2021-12-31', '09:30-16:00', 'and again'],
  ['2023-01-02', 'closed', "New Year's Day on a Sunday"],
  ['1996-01-08', '11:00-14:00', 'blizzard'],
  ['1997-01-20', '09:30-16:00', 'no Martin Luther King, Jr. Day yet'],
  ['1998-01-19', 'closed', 'the first one'],
  ['2021-06-18', '09:30-16:00', 'no Juneteenth yet'],
  ['2022-06-20', 'closed', 'the first one'],
  ['2024-03-29', 'closed', 'Good Friday'],
  ['1998-10-12', '09:30-16:00', 'Columbus Day is a session'],
])('%s: %s (%s)', (date, expected) => {
  expect(hours(date)).toBe(expected)
  expect(xnys.session(date)?.early ?? null).toBe(expected === 'closed' ? null : !expected.endsWith('16:00'))
})

test('a late open is not an early close', () => {
  expect(xnys.session('2002-09-11')).toMatchObject({ early: false })
  expect(xnys.session('2005-06-01')).toMatchObject({ early: true })
})

test('a time before the open or after the close belongs to its New York date', () => {
  expect(xnys.sessionDate(Date.parse('2005-01-31T09:00:00Z'))).toBe('2005-01-31')
  expect(xnys.sessionDate(Date.parse('2005-02-01T00:59:00Z'))).toBe('2005-01-31')
  expect(xnys.sessionDate(Date.parse('2001-09-11T14:00:00Z'))).toBe('2001-09-11')
  expect(xnys.sessionAt(Date.parse('2001-09-11T14:00:00Z'))).toBeNull()
})

test('the session after 2001-09-10 is a week later', () => {
  expect(xnys.next('2001-09-10').date).toBe('2001-09-17')
  expect(xnys.previous('2001-09-17').date).toBe('2001-09-10')
})

test('outside 1990 to 2030 every question is an error that names the range', () => {
  const outside = expect.objectContaining({
    code: 'OUTSIDE_CALENDAR',
    message: expect.stringMatching(/^calendar XNYS knows 1990-01-01 to 2030-12-31, not (1989-12-29|2031-01-02)$/),
  })
  expect(() => xnys.session('1989-12-29')).toThrow(outside)
  expect(() => xnys.isSession('2031-01-02')).toThrow(outside)
  expect(() => xnys.sessionAt(Date.parse('1989-12-29T15:00:00Z'))).toThrow(outside)
  expect(() => xnys.sessionDate(Date.parse('2031-01-02T15:00:00Z'))).toThrow(outside)
  expect(() => xnys.sessionsBetween('1989-12-29', '1990-02-01')).toThrow(outside)
  expect(() => xnys.next('2030-12-31')).toThrow(expect.objectContaining({ code: 'OUTSIDE_CALENDAR' }))
  expect(() => xnys.previous('1990-01-02')).toThrow(expect.objectContaining({ code: 'OUTSIDE_CALENDAR' }))
})
