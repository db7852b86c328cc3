import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BarColumns, BarSeries } from '../model/bar.js'
import { type CalendarId, type Instrument, instrument } from '../model/instrument.js'
import { formatTime, MINUTE_MS, parseTimeframe, type Timeframe, timeframeMs } from '../model/time.js'
import type { Hours } from './bucket.js'
import { calendar } from './calendar/calendar.js'
import { allocateColumns, type BarRow, columnNames, columnsFromRows, concatColumns, sliceColumns } from './columns.js'
import { type ResampleOptions, Resampler } from './resample.js'
import { findFault } from './validate-columns.js'

const stock = instrument('SPY', 'etf')
const coin = instrument('BTC', 'crypto')
const pair = instrument('EURUSD', 'forex')

describe('an hour of New York stocks', () => {
  test('begins at the open; the last one of a day is half as long', () => {
    const hours = resample(minutes(stock, '2024-03-05T14:30:00Z', 390), '1h')
    expect(times(hours.columns)).toEqual([
      ['14:30', '15:30'],
      ['15:30', '16:30'],
      ['16:30', '17:30'],
      ['17:30', '18:30'],
      ['18:30', '19:30'],
      ['19:30', '20:30'],
      ['20:30', '21:00'],
    ])
  })

  test('ends where the session closes early', () => {
    const hours = resample(minutes(stock, '2024-07-03T16:30:00Z', 30), '1h')
    expect(times(hours.columns)).toEqual([['16:30', '17:00']])
  })

  test('out of hours is counted back from the open and forward from the close', () => {
    const early = minutes(stock, '2024-03-05T13:00:00Z', 90).columns
    const late = minutes(stock, '2024-03-05T21:00:00Z', 90).columns
    const hours = resample(series(stock, '1m', concatColumns([early, late])), '1h')
    expect(times(hours.columns)).toEqual([
      ['12:30', '13:30'],
      ['13:30', '14:30'],
      ['21:00', '22:00'],
      ['22:00', '23:00'],
    ])
    expect(resample(series(stock, '1m', early), '1h', { hours: 'regular' }).columns.length).toBe(0)
  })

  test('out of hours does not reach into another date', () => {
    const night = minutes(stock, '2024-03-06T04:50:00Z', 20)
    expect(times(resample(night, '7h').columns)).toEqual([
      ['04:00', '05:00'],
      ['05:00', '07:30'],
    ])
    expect(times(resample(minutes(stock, '2024-03-06T05:10:00Z', 20), '7h').columns)).toEqual([['05:00', '07:30']])
  })
})

describe('a bar that reaches over the edge of a bucket', () => {
  const bar = (from: string, length: number): BarRow => [at(from), at(from) + length * MINUTE_MS, 10, 11, 9, 10, 1]

  test('holds the bucket open until it is known itself', () => {
    const bars = columnsFromRows([bar('2024-03-05T20:30:00Z', 60), bar('2024-03-05T21:30:00Z', 60)])
    expect(times(resample(series(stock, '1h', bars), '2h').columns)).toEqual([
      ['20:30', '21:30'],
      ['21:30', '23:00'],
    ])
  })

  test('belongs to the session that it touches, and does not open before the bucket ahead is over', () => {
    const bars = columnsFromRows([bar('2024-03-05T14:23:00Z', 5), bar('2024-03-05T14:28:00Z', 5)])
    expect(times(resample(series(stock, '5m', bars), '1h').columns)).toEqual([
      ['13:30', '14:30'],
      ['14:30', '15:30'],
    ])
  })
})

describe('markets that do not close at night', () => {
  test('have hours of UTC and days from midnight where they never close', () => {
    const bars = minutes(coin, '2024-03-05T22:30:00Z', 120)
    expect(times(resample(bars, '1h').columns)).toEqual([
      ['22:00', '23:00'],
      ['23:00', '00:00'],
      ['00:00', '01:00'],
    ])
    expect(times(resample(bars, '1d').columns)).toEqual([
      ['00:00', '00:00'],
      ['00:00', '00:00'],
    ])
  })

  test('have forex days from 17:00 to 17:00 in New York', () => {
    const days = resample(minutes(pair, '2024-03-05T21:30:00Z', 60), '1d')
    expect([...days.columns.openTime].map(formatTime)).toEqual(['2024-03-04T22:00:00Z', '2024-03-05T22:00:00Z'])
    expect([...days.columns.volume]).toEqual([30, 30].map((count, half) => sum(half * 30, count)))
  })
})

describe('a day', () => {
  const dawn = minutes(stock, '2024-03-05T13:00:00Z', 180).columns
  const dusk = minutes(stock, '2024-03-05T20:00:00Z', 180).columns
  const both = series(stock, '1m', concatColumns([dawn, dusk]))

  test('is its session, without what was traded before the open and after the close', () => {
    const { columns } = resample(both, '1d')
    expect(times(columns)).toEqual([['14:30', '21:00']])
    expect(columns.open[0]).toBe(dawn.open[90])
    expect(columns.close[0]).toBe(dusk.close[59])
  })

  test('is the whole date in New York where all hours are asked for', () => {
    const { columns } = resample(both, '1d', { hours: 'all' })
    expect([columns.openTime[0], columns.closeTime[0]].map((time) => formatTime(time as number))).toEqual([
      '2024-03-05T05:00:00Z',
      '2024-03-06T05:00:00Z',
    ])
    expect([columns.open[0], columns.close[0]]).toEqual([dawn.open[0], dusk.close[179]])
  })

  test('counts the bars that it leaves out', () => {
    const resampler = new Resampler(stock, '1m', '1d')
    resampler.append(both.columns)
    expect(resampler.leftOut).toBe(90 + 120)
  })

  test('of all hours begins with its own date, whatever nights without a session come before it', () => {
    const daysOf = (of: Instrument, from: string, count: number) =>
      [...resample(minutes(of, from, count), '1d', { hours: 'all' }).columns.openTime].map(formatTime)
    // A Monday, and those after the clocks changed on Sunday.
    expect(daysOf(stock, '2024-03-04T14:00:00Z', 60)).toEqual(['2024-03-04T05:00:00Z'])
    expect(daysOf(stock, '2024-03-11T14:00:00Z', 60)).toEqual(['2024-03-11T04:00:00Z'])
    expect(daysOf(stock, '2024-11-04T14:00:00Z', 60)).toEqual(['2024-11-04T05:00:00Z'])
    expect(daysOf(pair, '2024-03-04T14:00:00Z', 60)).toEqual(['2024-03-03T22:00:00Z'])
    expect(daysOf(pair, '2024-03-11T14:00:00Z', 60)).toEqual(['2024-03-10T21:00:00Z'])
    expect(daysOf(pair, '2024-11-04T14:00:00Z', 60)).toEqual(['2024-11-03T22:00:00Z'])
    expect(daysOf(coin, '2024-03-11T14:00:00Z', 60)).toEqual(['2024-03-11T00:00:00Z'])
  })

  test('of all hours takes in what a weekend holds before it, from when that was traded', () => {
    const weekend = minutes(pair, '2024-03-09T12:00:00Z', 1).columns
    const monday = minutes(pair, '2024-03-10T21:00:00Z', 1).columns
    const both = series(pair, '1m', concatColumns([weekend, monday]))
    expect([...resample(both, '1d', { hours: 'all' }).columns.openTime].map(formatTime)).toEqual(['2024-03-09T12:00:00Z'])
    expect(times(resample(both, '1h').columns)).toEqual([
      ['12:00', '13:00'],
      ['21:00', '22:00'],
    ])
  })

  test('is not known before the last bar that touches it, even where that bar runs over the close', () => {
    const hour = (from: string): BarRow => [at(from), at(from) + 60 * MINUTE_MS, 10, 11, 9, 10, 1]
    const bars = columnsFromRows([hour('2024-03-05T14:00:00Z'), hour('2024-03-05T20:30:00Z')])
    expect(times(resample(series(stock, '1h', bars), '1d').columns)).toEqual([['14:00', '21:30']])
  })
})

describe('a week', () => {
  test('goes from the open of its first session to the close of its last, whichever days those are', () => {
    const days = dailyBars(stock, '2024-03-25', '2024-04-05')
    const weeks = resample(series(stock, '1d', days), '1w').columns
    expect([...weeks.openTime].map(formatTime)).toEqual(['2024-03-25T13:30:00Z', '2024-04-01T13:30:00Z'])
    // Good Friday: the week ends on Thursday.
    expect([...weeks.closeTime].map(formatTime)).toEqual(['2024-03-28T20:00:00Z', '2024-04-05T20:00:00Z'])
  })

  test('closes when its last session does, even if the bars end before', () => {
    const weeks = resample(series(stock, '1d', dailyBars(stock, '2024-04-01', '2024-04-02')), '1w').columns
    expect([...weeks.closeTime].map(formatTime)).toEqual(['2024-04-05T20:00:00Z'])
  })

  test('made of minutes has none of the nights between its sessions', () => {
    const evening = minutes(stock, '2024-04-01T19:59:00Z', 2).columns
    const morning = minutes(stock, '2024-04-02T13:30:00Z', 1).columns
    const weeks = resample(series(stock, '1m', concatColumns([evening, morning])), '1w').columns
    expect([...weeks.volume]).toEqual([(evening.volume[0] as number) + (morning.volume[0] as number)])
  })
})

describe('what cannot be made', () => {
  test.each([
    ['1h', '5m', /not longer/],
    ['5m', '5m', /not longer/],
    ['1d', '1h', /not longer/],
    ['1m', '90s', /no multiple/],
    ['1m', '2d', /several days/],
  ] as const)('%s to %s is refused', (from, to, message) => {
    expect(() => new Resampler(stock, from, to)).toThrow(message)
    expect(() => new Resampler(stock, from, to)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(/ask for/) }))
  })
})

describe('for any bars', () => {
  const targets = ['5m', '15m', '1h', '7h', '1d', '1w'] as const satisfies readonly Timeframe[]

  test('batches make no difference', () => {
    fc.assert(
      fc.property(
        anyMinutes(),
        fc.constantFrom(...targets),
        fc.array(fc.nat(200), { maxLength: 30, size: 'max' }),
        ({ instrument, columns }, to, cuts) => {
          const whole = resample(series(instrument, '1m', columns), to).columns
          const resampler = new Resampler(instrument, '1m', to)
          const parts: BarColumns[] = []
          let row = 0
          for (const cut of cuts) {
            const next = Math.min(columns.length, row + cut)
            parts.push(resampler.append(sliceColumns(columns, row, next)))
            row = next
          }
          parts.push(resampler.append(sliceColumns(columns, row)), resampler.finish())
          expect(concatColumns(parts)).toEqual(whole)
        },
      ),
    )
  })

  test('a step in between makes no difference', () => {
    fc.assert(
      fc.property(
        anyMinutes(),
        fc.constantFrom(['5m', '1h'], ['15m', '1h'], ['1h', '1d'], ['1d', '1w'], ['7m', '1d']),
        (bars, [middle, to]) => {
          const stepwise = resample(resample(bars, parseTimeframe(middle as string)), parseTimeframe(to as string))
          expect(stepwise.columns).toEqual(resample(bars, parseTimeframe(to as string)).columns)
        },
      ),
    )
  })

  test('the bars are sound, and keep volume and extremes', () => {
    fc.assert(
      fc.property(anyMinutes(), fc.constantFrom(...targets), (bars, to) => {
        const { columns } = resample(bars, to, { hours: 'all' })
        expect(findFault(columns, bars.instrument)).toBeNull()
        expect(total(columns.volume)).toBe(total(bars.columns.volume))
        expect(Math.max(...columns.high)).toBe(Math.max(...bars.columns.high))
        expect(Math.min(...columns.low)).toBe(Math.min(...bars.columns.low))
        expect([columns.open[0], columns.close.at(-1)]).toEqual([bars.columns.open[0], bars.columns.close.at(-1)])
      }),
    )
  })

  test('no bar is longer than its timeframe, nor known before the last bar in it', () => {
    fc.assert(
      fc.property(anyMinutes(), fc.constantFrom(...targets), (bars, to) => {
        const { columns } = resample(bars, to, { hours: 'all' })
        for (let row = 0; row < columns.length; row++) {
          const [opens, closes] = [columns.openTime[row] as number, columns.closeTime[row] as number]
          const inside = [...bars.columns.closeTime].filter((_, minute) => {
            const time = bars.columns.openTime[minute] as number
            return opens <= time && time < closes
          })
          expect(inside.length).toBeGreaterThan(0)
          expect(Math.max(...inside)).toBeLessThanOrEqual(closes)
          if (timeframeMs(to) < timeframeMs('1d')) expect(closes - opens).toBeLessThanOrEqual(timeframeMs(to))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('at any moment', () => {
  const targets = ['5m', '1h', '1d', '1w'] as const satisfies readonly Timeframe[]

  test('the bars known by then make the very bars that the whole series has closed by then', () => {
    fc.assert(
      fc.property(
        anyMinutes(),
        fc.constantFrom(...targets),
        fc.constantFrom<Hours>('regular', 'all'),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        // At the close of a bar and beside it a look-ahead would show first.
        fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -timeframeMs('1w'), max: timeframeMs('1w') })),
        (bars, to, hours, share, nudge) => {
          const whole = resample(bars, to, { hours }).columns
          const close = whole.closeTime[Math.floor(share * whole.length)] ?? (bars.columns.closeTime[0] as number)
          const now = close + nudge
          const known = series(bars.instrument, '1m', knownAt(bars.columns, now))
          expect(knownAt(resample(known, to, { hours }).columns, now)).toEqual(knownAt(whole, now))
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** The bars that have closed by a moment. */
function knownAt(columns: BarColumns, now: number): BarColumns {
  return sliceColumns(columns, 0, columns.closeTime.filter((time) => time <= now).length)
}

/** Minutes with holes of any length over a few weeks, early closes and clock changes among them; on days with a session only, as an import has them. */
function anyMinutes(): fc.Arbitrary<BarSeries> {
  const instruments: Record<CalendarId, Instrument> = { XNYS: stock, '24/7': coin, '24/5': pair }
  const gap = fc.oneof(
    { arbitrary: fc.constant(1), weight: 20 },
    { arbitrary: fc.integer({ min: 1, max: 90 }), weight: 4 },
    fc.integer({ min: 1, max: 4000 }),
  )
  return fc
    .record({
      id: fc.constantFrom<CalendarId>('XNYS', '24/7', '24/5'),
      from: fc.constantFrom('2024-03-07T12:00:00Z', '2024-06-28T19:00:00Z', '2024-11-01T20:30:00Z', '2005-05-31T19:00:00Z'),
      gaps: fc.array(gap, { minLength: 1, maxLength: 400, size: 'max' }),
    })
    .map(({ id, from, gaps }) => {
      const days = calendar(id)
      const opens: number[] = []
      let time = at(from)
      for (const minutes of gaps) {
        time += minutes * MINUTE_MS
        if (days.isSession(days.sessionDate(time))) opens.push(time)
      }
      return series(instruments[id], '1m', barsAt(opens.length > 0 ? opens : [at('2024-03-05T15:00:00Z')]))
    })
}

/** The whole series at a longer timeframe. */
function resample({ instrument, timeframe, columns }: BarSeries, to: Timeframe, options: ResampleOptions = {}): BarSeries {
  const resampler = new Resampler(instrument, timeframe, to, options)
  return series(instrument, to, concatColumns([resampler.append(columns), resampler.finish()]))
}

function minutes(of: Instrument, from: string, count: number): BarSeries {
  return series(of, '1m', barsAt(Array.from({ length: count }, (_, minute) => at(from) + minute * MINUTE_MS)))
}

/** Whole prices and volumes, so that sums are exact. */
function barsAt(opens: readonly number[]): BarColumns {
  const bars = allocateColumns(opens.length)
  for (const [row, time] of opens.entries()) {
    const price = 1000 + ((row * 37) % 101)
    const values = [time, time + MINUTE_MS, price, price + (row % 7), price - 2 - (row % 5), price - (row % 3), row + 1]
    for (const [index, name] of columnNames.entries()) bars[name][row] = values[index] as number
  }
  return bars
}

function dailyBars(of: Instrument, from: string, to: string): BarColumns {
  return columnsFromRows(
    calendar(of.calendar)
      .sessionsBetween(from, to)
      .map(({ open, close }): BarRow => [open, close, 10, 11, 9, 10, 1]),
  )
}

function series(of: Instrument, timeframe: Timeframe, columns: BarColumns): BarSeries {
  return { instrument: of, timeframe, columns }
}

function at(text: string): number {
  return Date.parse(text)
}

/** Open and close of each bar as `HH:MM` of UTC. */
function times({ openTime, closeTime }: BarColumns): string[][] {
  const clock = (time: number | undefined) => formatTime(time as number).slice(11, 16)
  return [...openTime].map((time, row) => [clock(time), clock(closeTime[row])])
}

function total(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0)
}

/** The volume of `count` bars of `barsAt` from one on. */
function sum(first: number, count: number): number {
  return Array.from({ length: count }, (_, row) => first + row + 1).reduce((all, value) => all + value, 0)
}
