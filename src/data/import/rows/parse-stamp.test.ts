import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimeForm } from '../layout/layout.js'
import { DateReader, parseClock } from './parse-clock.js'
import { stampReader } from './parse-stamp.js'

function read(form: TimeForm, text: string, zone: string | null = null): string | null {
  const bytes = Buffer.from(text)
  const reader = stampReader(form, zone)
  const time = reader.read(bytes, 0, bytes.length)
  return Number.isNaN(time) ? null : `${reader.kind} ${new Date(time).toISOString().replace('.000Z', '')}`
}

const iso = { kind: 'iso' } as const
const compact = { kind: 'compact' } as const
const parts = (order: 'ymd' | 'mdy' | 'dmy') => ({ kind: 'parts', order }) as const
const epoch = (unit: 's' | 'ms' | 'us' | 'ns') => ({ kind: 'epoch', unit }) as const

describe('a stamp', () => {
  test.each<[TimeForm, string, string | null]>([
    [iso, '2005-01-31', 'date 2005-01-31T00:00:00'],
    [iso, '2005-01-31 14:30', 'wall 2005-01-31T14:30:00'],
    [iso, '2005-01-31T14:30:05.123', 'wall 2005-01-31T14:30:05.123Z'],
    [iso, '2005-01-31  14:30:05', 'wall 2005-01-31T14:30:05'],
    [iso, '2005-01-31T14:30:05Z', 'instant 2005-01-31T14:30:05'],
    [iso, '2005-01-31 14:30:05+00:00', 'instant 2005-01-31T14:30:05'],
    [iso, '2005-01-31 14:30:05-0500', 'instant 2005-01-31T19:30:05'],
    [iso, '2005-01-31 14:30:05 -05', 'instant 2005-01-31T19:30:05'],
    [iso, '2005-01-31T14:30:05.000000000Z', 'instant 2005-01-31T14:30:05'],
    [iso, '2005-01-31 14:30:05 UTC', 'instant 2005-01-31T14:30:05'],
    [iso, '2005-01-31T14:30:05.0000001Z', null],
    [iso, '2005-02-29', null],
    [iso, '2005-13-01', null],
    [iso, '2005-1-31', null],
    [iso, '2005-01-31 24:00', null],
    [iso, '2005-01-31 14:60', null],
    [iso, '2005-01-31 14:30 US/Eastern', null],
    [iso, '2005-01-31 14:30+99:00', null],
    [iso, '20050131', null],
    [iso, '', null],
    [compact, '20050131', 'date 2005-01-31T00:00:00'],
    [compact, '20050131 143000', 'wall 2005-01-31T14:30:00'],
    [compact, '20050131 14:30', 'wall 2005-01-31T14:30:00'],
    [compact, '20050131  14:30:05', 'wall 2005-01-31T14:30:05'],
    [compact, '20050131 143000123', 'wall 2005-01-31T14:30:00.123Z'],
    [compact, '20050131143000', 'wall 2005-01-31T14:30:00'],
    [compact, '200501311430', 'wall 2005-01-31T14:30:00'],
    [compact, '2005013114300', null],
    [compact, '20050231', null],
    [compact, '20050131x', null],
    [parts('mdy'), '1/31/2005', 'date 2005-01-31T00:00:00'],
    [parts('dmy'), '31.01.2005 14:30', 'wall 2005-01-31T14:30:00'],
    [parts('ymd'), '2005.01.31', 'date 2005-01-31T00:00:00'],
    [parts('ymd'), '2005/1/31', 'date 2005-01-31T00:00:00'],
    [parts('mdy'), '1/31/69', 'date 2069-01-31T00:00:00'],
    [parts('mdy'), '1/31/70', 'date 1970-01-31T00:00:00'],
    [parts('mdy'), '1/31/2005 2:30:00 PM', 'wall 2005-01-31T14:30:00'],
    [parts('mdy'), '1/31/2005 12:05 am', 'wall 2005-01-31T00:05:00'],
    [parts('mdy'), '31/1/2005', null],
    [parts('mdy'), '1/31', null],
    [epoch('s'), '1577923200', 'instant 2020-01-02T00:00:00'],
    [epoch('s'), '1577923200.0', 'instant 2020-01-02T00:00:00'],
    [epoch('s'), '1577923200.25', 'instant 2020-01-02T00:00:00.250Z'],
    [epoch('s'), '-86400', 'instant 1969-12-31T00:00:00'],
    [epoch('s'), '20050131', null],
    [epoch('ms'), '1577923200123', 'instant 2020-01-02T00:00:00.123Z'],
    [epoch('us'), '1577923200123000', 'instant 2020-01-02T00:00:00.123Z'],
    [epoch('us'), '1577923200123001', null],
    [epoch('ns'), '1577923200123000000', 'instant 2020-01-02T00:00:00.123Z'],
    [epoch('ns'), '1577923200123000001', null],
    [epoch('ms'), 'NaN', null],
    ...(['s', 'ms', 'us', 'ns'] as const).flatMap((unit) =>
      ['', '.', '.0', '-', '1.7e9', '1.5E9'].map((text) => [epoch(unit), text, null] as [TimeForm, string, null]),
    ),
    [epoch('s'), '1577923200.2500', 'instant 2020-01-02T00:00:00.250Z'],
    [epoch('s'), '1577923200.2501', null],
    [epoch('s'), '-0.5', 'instant 1969-12-31T23:59:59.500Z'],
    [parts('mdy'), '1/1131/2005', null],
    [parts('dmy'), '2005/1/31', null],
    [{ kind: 'milliseconds-of-day', date: '2013-10-07' }, '34200000', 'wall 2013-10-07T09:30:00'],
    [{ kind: 'milliseconds-of-day', date: '2013-10-07' }, '86400000', null],
  ])('%j %s', (form, text, expected) => {
    expect(read(form, text)).toBe(expected)
  })

  test('of no date is not taken for the date before', () => {
    const reader = stampReader(parts('mdy'), null)
    const times = ['12/31/2005', '1/1131/2005', '12/31/2005', '13/-69/2005'].map((text) => reader.read(Buffer.from(text), 0, text.length))
    expect(times).toEqual([Date.UTC(2005, 11, 31), Number.NaN, Date.UTC(2005, 11, 31), Number.NaN])
    const dates = new DateReader()
    expect(dates.read(2005, 12, 31)).toBe(Date.UTC(2005, 11, 31))
    expect(dates.read(2005, 1, 1131)).toBeNaN()
  })

  test('may end with the zone that is known, and with no other', () => {
    expect(read(compact, '20050131 14:30:05 US/Eastern', 'US/Eastern')).toBe('wall 2005-01-31T14:30:05')
    expect(read(compact, '20050131 14:30:05 US/Central', 'US/Eastern')).toBeNull()
    expect(read(compact, '20050131 14:30:05 US/Eastern')).toBeNull()
  })

  test('in ISO form is read as JavaScript reads it', () => {
    const time = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) })
    fc.assert(
      fc.property(time, (ms) => {
        const text = new Date(ms).toISOString()
        expect(stampReader(iso, null).read(Buffer.from(text), 0, text.length)).toBe(ms)
        expect(stampReader(epoch('ns'), null).read(Buffer.from(`${ms}000000`), 0, `${ms}000000`.length)).toBe(ms)
      }),
      { numRuns: 5_000 },
    )
  })
})

test.each([
  ['14:30', 52_200_000],
  ['9:30', 34_200_000],
  ['143000', 52_200_000],
  ['1430', 52_200_000],
  ['0', 0],
  ['93000', 34_200_000],
  ['930', Number.NaN],
  ['12:00 PM', 43_200_000],
  ['13:00 PM', Number.NaN],
  ['14:30:60', Number.NaN],
  ['', Number.NaN],
])('the clock %s', (text, expected) => {
  expect(parseClock(Buffer.from(text), 0, text.length)).toBe(expected)
})
