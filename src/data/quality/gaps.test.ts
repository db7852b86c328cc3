import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { MINUTE_MS } from '../../model/time.js'
import { calendar } from '../calendar/calendar.js'
import { columnsFromRows } from '../columns.js'
import { sessionMinutes } from './minutes.testing.js'
import { missingBars } from './missing-bars.js'
import { LONG_HOLE_SESSIONS, missingSessions } from './missing-sessions.js'
import { ask, dailyBars, places, without } from './series.testing.js'

const minutes = { timeframe: '1m' } as const

describe('missing sessions', () => {
  test('a year with holidays, early closes and closings is whole', () => {
    expect(ask(missingSessions, dailyBars('2001-01-01', '2001-12-31'))).toEqual([])
    expect(ask(missingSessions, dailyBars('2012-01-01', '2012-12-31'))).toEqual([])
  })

  test('one session that is missing is a warning at the bar after it, with its date', () => {
    const found = ask(
      missingSessions,
      without(dailyBars(), (row) => row === 30),
    )
    expect(places(found)).toEqual([[30, 'warning']])
    expect(found[0]?.message).toBe('no bar of 2010-02-17')
  })

  test('sessions in a row are one finding, and an error from twenty on', () => {
    expect(LONG_HOLE_SESSIONS).toBe(20)
    const hole = (length: number) =>
      ask(
        missingSessions,
        without(dailyBars(), (row) => row >= 50 && row < 50 + length),
      )
    expect(places(hole(LONG_HOLE_SESSIONS - 1))).toEqual([[50, 'warning']])
    expect(places(hole(LONG_HOLE_SESSIONS))).toEqual([[50, 'error']])
  })

  test('minutes lack a session too', () => {
    const bars = sessionMinutes({ from: '2010-03-01', to: '2010-03-12', seed: 1 })
    const found = ask(
      missingSessions,
      without(bars, (row) => row >= 390 && row < 780),
      minutes,
    )
    expect(found.map(({ message }) => message)).toEqual(['no bar of 2010-03-02'])
    expect(
      ask(
        missingBars,
        without(bars, (row) => row >= 390 && row < 780),
        minutes,
      ),
    ).toEqual([])
  })

  test('Christmas of a forex dealer is a note, another day a warning', () => {
    const sessions = calendar('24/5').sessionsBetween('2017-12-18', '2017-12-29')
    const bars = columnsFromRows(sessions.map(({ open, close }) => [open, close, 1.1, 1.2, 1, 1.1, 0] as const))
    const without2 = (date: string) => without(bars, (row) => sessions[row]!.date === date)
    const forex = { instrument: instrument('EURUSD', 'forex') }
    expect(places(ask(missingSessions, without2('2017-12-25'), forex))).toEqual([[5, 'info']])
    expect(places(ask(missingSessions, without2('2017-12-20'), forex))).toEqual([[2, 'warning']])
  })
})

describe('missing bars', () => {
  const bars = sessionMinutes({ from: '2010-01-04', to: '2010-06-30', seed: 2 })

  test('sessions that are whole have nothing, early closes too', () => {
    expect(ask(missingBars, bars, minutes)).toEqual([])
    expect(ask(missingBars, sessionMinutes({ from: '2010-11-22', to: '2010-12-31', seed: 2 }), minutes)).toEqual([])
  })

  test('five minutes in a row are a hole, four are sparse', () => {
    const hole = ask(
      missingBars,
      without(bars, (row) => row >= 1000 && row < 1005),
      minutes,
    )
    expect(places(hole)).toEqual([[1000, 'warning']])
    expect(hole[0]?.message).toContain('a hole of 5 bars')
    const few = ask(
      missingBars,
      without(bars, (row) => row >= 1000 && row < 1004),
      minutes,
    )
    expect(places(few)).toEqual([[null, 'info']])
    expect(few[0]?.message).toContain('at most 4 in a row')
  })

  test('the first and the last minutes of a session can be missing', () => {
    const found = ask(
      missingBars,
      without(bars, (row) => row < 390 + 6 && row >= 390 - 7),
      minutes,
    )
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('2010-01-04T20:53:00Z to 2010-01-04T21:00:00Z'),
      expect.stringContaining('2010-01-05T14:30:00Z to 2010-01-05T14:36:00Z'),
    ])
  })

  test('a market in which two minutes of five have no trade is sparse, and half an hour in it is still a hole', () => {
    const thin = sessionMinutes({ from: '2010-01-04', to: '2010-06-30', seed: 2, skip: 0.4 })
    const sparse = ask(missingBars, thin, minutes)
    expect(places(sparse)).toEqual([[null, 'info']])
    expect(sparse[0]?.message).toMatch(/\((39|40)\.\d %\)/)
    const from = thin.openTime[5000]!
    const hole = ask(
      missingBars,
      without(thin, (row) => thin.openTime[row]! > from && thin.openTime[row]! < from + 30 * 60_000),
      minutes,
    )
    expect(hole.map(({ severity }) => severity)).toEqual(['warning', 'info'])
  })

  test('a series may begin and end within a session', () => {
    expect(
      ask(
        missingBars,
        without(bars, (row) => row < 100 || row >= bars.length - 100),
        minutes,
      ),
    ).toEqual([])
  })

  test('hours in which a market is closed every day are no holes, and one hour more is', () => {
    const sessions = calendar('24/5').sessionsBetween('2017-02-06', '2017-03-31')
    const opens = sessions.flatMap(({ open }) => Array.from({ length: 96 }, (_, quarter) => open + quarter * 15 * MINUTE_MS))
    const all = columnsFromRows(opens.map((time) => [time, time + 15 * MINUTE_MS, 1.1, 1.2, 1, 1.1, 0] as const))
    const closed = without(all, (row) => row % 96 >= 20 && row % 96 < 60)
    const future = { timeframe: '15m', instrument: instrument('FESX', 'future') } as const
    expect(places(ask(missingBars, closed, future))).toEqual([[null, 'info']])
    const day = 10 * 56
    const found = ask(
      missingBars,
      without(closed, (row) => row >= day + 30 && row < day + 34),
      future,
    )
    expect(found.map(({ severity, message }) => [severity, message.split(' inside')[0]])).toEqual([
      ['warning', 'a hole of 4 bars'],
      ['info', expect.any(String)],
    ])
  })

  test('two-hour bars are counted from each open, early closes too', () => {
    const sessions = calendar('XNYS').sessionsBetween('2010-10-04', '2010-12-31')
    const rows = sessions.flatMap(({ open, close }) =>
      Array.from({ length: Math.ceil((close - open) / (120 * MINUTE_MS)) }, (_, bar) => open + bar * 120 * MINUTE_MS),
    )
    const long = columnsFromRows(rows.map((time) => [time, time + 120 * MINUTE_MS, 1, 2, 1, 2, 5] as const))
    expect(ask(missingBars, long, { timeframe: '2h' })).toEqual([])
    const found = ask(
      missingBars,
      without(long, (row) => row === 41 || row === 42),
      { timeframe: '2h' },
    )
    expect(found.map(({ severity }) => severity)).toEqual(['warning'])
  })
})
