// What a series is said to hold, on bars written out by hand.

import { describe, expect, test } from 'vitest'
import { type CalendarId, instrument } from '../model/instrument.js'
import { DAY_MS, type Timeframe } from '../model/time.js'
import { columnsFromRows } from './columns.js'
import { seriesFacts } from './series-facts.js'

/** Bars of an hour that open at these times, with these closes; the volume is the row's number. */
function hours(times: readonly string[], closes: readonly number[], timeframe: Timeframe = '1h', calendar: CalendarId = 'XNYS') {
  const rows = times.map((time, row) => {
    const openTime = Date.parse(time)
    const close = closes[row] ?? 100
    return [openTime, openTime + 3_600_000, close, close + 1, close - 1, close, row] as const
  })
  return { instrument: instrument('SPY', 'etf', { calendar }), timeframe, columns: columnsFromRows(rows) }
}

describe('facts of a series', () => {
  test('are its range, its closes and its volume', () => {
    const facts = seriesFacts(hours(['2024-03-04T14:30Z', '2024-03-04T15:30Z', '2024-03-05T14:30Z'], [100, 90, 95]))
    expect(facts).toMatchObject({ rows: 3, firstClose: 100, lastClose: 95, lowestClose: 90, highestClose: 100 })
    expect(facts).toMatchObject({ lowestVolume: 0, highestVolume: 2, from: Date.parse('2024-03-04T14:30Z') })
    expect(facts.to).toBe(Date.parse('2024-03-05T15:30Z'))
  })

  test('name each session without a bar, holidays and weekends left out', () => {
    // Good Friday 2024-03-29 and the weekend are no sessions; Thursday the 28th is one.
    const { missing } = seriesFacts(hours(['2024-03-27T14:30Z', '2024-04-01T14:30Z', '2024-04-02T14:30Z'], []))
    expect(missing).toEqual({ known: true, sessions: 4, dates: ['2024-03-28'] })
  })

  test('say nothing of sessions where a bar holds several', () => {
    const { missing } = seriesFacts(hours(['2024-03-04T14:30Z', '2024-03-11T14:30Z'], [], '1w'))
    expect(missing).toEqual({ known: false, reason: 'bars of 1w hold several sessions' })
  })

  test('say why where the calendar does not reach', () => {
    const { missing } = seriesFacts(hours(['1980-03-04T14:30Z', '1980-03-05T14:30Z'], []))
    expect(missing).toMatchObject({ known: false, reason: expect.stringContaining('1990') })
  })

  test('count every day of a market that never closes', () => {
    const times = [0, 1, 4].map((day) => new Date(Date.UTC(2024, 0, 6) + day * DAY_MS).toISOString())
    expect(seriesFacts(hours(times, [], '1d', '24/7')).missing).toEqual({
      known: true,
      sessions: 5,
      dates: ['2024-01-08', '2024-01-09'],
    })
  })
})
