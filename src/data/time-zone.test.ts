import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../model/time.js'
import { timeZone } from './time-zone.js'

const newYork = timeZone('America/New_York')
const utc = (text: string) => Date.parse(`${text}Z`)

test('New York is five hours behind UTC in winter and four in summer', () => {
  expect(newYork.offset(utc('2005-01-31T14:30:00'))).toBe(-5 * HOUR_MS)
  expect(newYork.offset(utc('2005-07-29T13:30:00'))).toBe(-4 * HOUR_MS)
  expect(newYork.toEpoch(utc('2005-01-31T09:30:00'))).toBe(utc('2005-01-31T14:30:00'))
  expect(newYork.toEpoch(utc('2005-07-29T09:30:00'))).toBe(utc('2005-07-29T13:30:00'))
  expect(newYork.toWall(utc('2005-07-29T13:30:00'))).toBe(utc('2005-07-29T09:30:00'))
})

test('the offset changes at the second at which the clocks change', () => {
  const change = utc('2005-04-03T07:00:00')
  expect(newYork.offset(change - 1)).toBe(-5 * HOUR_MS)
  expect(newYork.offset(change)).toBe(-4 * HOUR_MS)
})

test('the law of 2007 moved the change from April to March', () => {
  expect(newYork.offset(utc('2006-03-20T12:00:00'))).toBe(-5 * HOUR_MS)
  expect(newYork.offset(utc('2007-03-20T12:00:00'))).toBe(-4 * HOUR_MS)
})

test('a wall time that the clocks skip is a fault, or the first instant after the gap', () => {
  const skipped = utc('2005-04-03T02:30:00')
  expect(() => newYork.toEpoch(skipped)).toThrow('2005-04-03 02:30:00 never happened in America/New_York')
  expect(newYork.toEpoch(skipped, { gap: 'next', overlap: 'error' })).toBe(utc('2005-04-03T07:00:00'))
  expect(newYork.toEpoch(utc('2005-04-03T01:59:59'))).toBe(utc('2005-04-03T06:59:59'))
  expect(newYork.toEpoch(utc('2005-04-03T03:00:00'))).toBe(utc('2005-04-03T07:00:00'))
})

test('a wall time that the clocks repeat is its first occurrence, its second, or a fault', () => {
  const repeated = utc('2005-10-30T01:30:00')
  expect(newYork.toEpoch(repeated)).toBe(utc('2005-10-30T05:30:00'))
  expect(newYork.toEpoch(repeated, { gap: 'error', overlap: 'earlier' })).toBe(utc('2005-10-30T05:30:00'))
  expect(newYork.toEpoch(repeated, { gap: 'error', overlap: 'later' })).toBe(utc('2005-10-30T06:30:00'))
  expect(() => newYork.toEpoch(repeated, { gap: 'error', overlap: 'error' })).toThrow('happened twice')
  expect(newYork.toEpoch(utc('2005-10-30T00:59:59'))).toBe(utc('2005-10-30T04:59:59'))
  expect(newYork.toEpoch(utc('2005-10-30T02:00:00'))).toBe(utc('2005-10-30T07:00:00'))
})

test('a zone can skip a whole day: Samoa had no 2011-12-30', () => {
  const apia = timeZone('Pacific/Apia')
  expect(() => apia.toEpoch(utc('2011-12-30T12:00:00'))).toThrow('never happened')
  expect(apia.toEpoch(utc('2011-12-31T00:00:00')) - apia.toEpoch(utc('2011-12-29T23:00:00'))).toBe(HOUR_MS)
})

test('clocks that change by half an hour are followed: Lord Howe', () => {
  const lordHowe = timeZone('Australia/Lord_Howe')
  expect(lordHowe.offset(utc('2020-07-01T00:00:00'))).toBe(10.5 * HOUR_MS)
  expect(lordHowe.offset(utc('2020-12-01T00:00:00'))).toBe(11 * HOUR_MS)
  expect(() => lordHowe.toEpoch(utc('2020-10-04T02:15:00'))).toThrow('never happened')
})

test('two changes a week apart are both seen: Recife, October 2000', () => {
  const recife = timeZone('America/Recife')
  const hours = ['2000-10-07', '2000-10-12', '2000-10-16'].map((date) => recife.offset(utc(`${date}T12:00:00`)) / HOUR_MS)
  expect(hours).toEqual([-3, -2, -3])
})

const zones = ['America/New_York', 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/St_Johns', 'UTC']

test('offsets are those of Intl, in whatever order times are asked for', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(fc.integer({ min: 0, max: 1.9e9 }), { minLength: 1, maxLength: 300, size: 'max' }),
      (name, seconds) => {
        const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
        for (const second of seconds) {
          const shown = utc(clock.format(second * 1_000).replace(' ', 'T'))
          expect(timeZone(name).toWall(second * 1_000)).toBe(shown)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('the wall time of a time is that time again, up to the occurrence of a repeated hour', () => {
  const year = fc.integer({ min: utc('1990-01-01T00:00:00') / MINUTE_MS, max: utc('2031-01-01T00:00:00') / MINUTE_MS })
  const aroundChange = fc.integer({ min: -180, max: 180 }).map((minutes) => utc('2005-10-30T06:00:00') / MINUTE_MS + minutes)
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.oneof(year, aroundChange), (name, minute) => {
      const zone = timeZone(name)
      const time = minute * MINUTE_MS
      const wall = zone.toWall(time)
      const candidates = [zone.toEpoch(wall), zone.toEpoch(wall, { gap: 'error', overlap: 'later' })]
      expect(candidates).toContain(time)
      expect(candidates[0]).toBeLessThanOrEqual(candidates[1]!)
      for (const candidate of candidates) expect(zone.toWall(candidate)).toBe(wall)
    }),
    { numRuns: 2_000 },
  )
})

test('the date is the local one', () => {
  expect(newYork.date(utc('2005-02-01T04:59:59'))).toBe('2005-01-31')
  expect(newYork.date(utc('2005-02-01T05:00:00'))).toBe('2005-02-01')
  expect(newYork.day(utc('2005-02-01T05:00:00')) * DAY_MS).toBe(utc('2005-02-01T00:00:00'))
  expect(timeZone('Asia/Tokyo').date(utc('2005-01-31T15:00:00'))).toBe('2005-02-01')
})

test('a time in nanoseconds is a fault, not a crash', () => {
  expect(() => newYork.date(1.1e18)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  expect(() => newYork.offset(Number.NaN)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
})

test('one name is one zone', () => {
  expect(timeZone('Europe/London')).toBe(timeZone('Europe/London'))
})

test.each([
  ['America/New_Yrok', 'did you mean `America/New_York`?'],
  ['New York', 'did you mean `America/New_York`?'],
  ['europe/lodnon', 'did you mean `Europe/London`?'],
  ['EDT', 'abbreviations are ambiguous: did you mean `America/New_York`?'],
  ['UTC-5', 'a fixed offset is written with its sign reversed: Etc/GMT+5 is five hours behind UTC'],
  ['somewhere else', 'write an IANA name such as America/New_York, Europe/London or UTC'],
])('a zone that does not exist is an error with a hint: %s', (name, hint) => {
  expect(() => timeZone(name)).toThrow(expect.objectContaining({ code: 'USAGE', message: `'${name}' is not a time zone`, hint }))
})

test.each([
  ['BST', 'Europe/London'],
  ['est', 'America/New_York`, or `Etc/GMT+5'],
  ['IST', 'Asia/Kolkata`, or `Europe/Dublin'],
  ['MST', 'America/Phoenix'],
  ['CST', 'Asia/Shanghai'],
  ['AST', 'America/Halifax'],
  ['ECT', 'America/Guayaquil'],
  ['NST', 'America/St_Johns'],
  ['EST5EDT', 'America/New_York'],
])('the abbreviation %s is refused even where the system knows a zone by it', (name, hint) => {
  expect(() => timeZone(name)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining(hint) }))
})

test.each(['UTC', 'GMT', 'Etc/GMT+5', 'utc', 'Europe/London'])('%s is a zone', (name) => expect(timeZone(name).name).toBe(name))
