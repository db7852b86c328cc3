import { describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { DAY_MS, HOUR_MS } from '../../model/time.js'
import { calendar } from '../calendar/calendar.js'
import { columnsFromRows } from '../columns.js'
import { sessionMinutes } from './minutes.testing.js'
import { missingBars } from './missing-bars.js'
import { offGrid } from './off-grid.js'
import { outsideHours } from './outside-hours.js'
import { ask, dailyBars, places, set } from './series.testing.js'
import { shiftedClock } from './shifted-clock.js'
import { gatherRows } from './sound-rows.js'

const minutes = { timeframe: '1m' } as const
const market = { from: '2010-02-01', to: '2010-04-30', seed: 5 }

function shifted(bars: BarColumns, from: string, to: string, hours: number): BarColumns {
  const moved = gatherRows(
    bars,
    Array.from({ length: bars.length }, (_, row) => row),
  )
  for (let row = 0; row < bars.length; row++) {
    const time = bars.openTime[row]!
    if (time < Date.parse(from) || time >= Date.parse(to)) continue
    set(moved, row, { openTime: time + hours * HOUR_MS, closeTime: bars.closeTime[row]! + hours * HOUR_MS })
  }
  return moved
}

describe('a shifted clock', () => {
  const bars = sessionMinutes(market)

  test('is found for the two weeks between the changes of the clocks in America and Europe', () => {
    const found = ask(shiftedClock, shifted(bars, '2010-03-15', '2010-03-28', 1), minutes)
    expect(found).toMatchObject([{ severity: 'error', message: 'bars of 10 sessions, 2010-03-15 to 2010-03-26, are stamped 1 hour late' }])
  })

  test('and by hours the other way, and not where the market only has a quiet week', () => {
    const found = ask(shiftedClock, shifted(bars, '2010-03-01', '2010-03-06', -5), minutes)
    expect(found).toMatchObject([{ message: 'bars of 5 sessions, 2010-03-01 to 2010-03-05, are stamped 5 hours early' }])
    expect(ask(shiftedClock, bars, minutes)).toEqual([])
  })

  test('bars without volume are judged by their range', () => {
    const quiet = shifted(bars, '2010-03-15', '2010-03-28', 1)
    quiet.volume.fill(0)
    expect(ask(shiftedClock, quiet, minutes)).toHaveLength(1)
  })

  test('two days are not a week, and are told by the bars out of hours', () => {
    const few = shifted(bars, '2010-03-15', '2010-03-17', 1)
    expect(ask(shiftedClock, few, minutes)).toEqual([])
    expect(ask(missingBars, few, minutes)).toHaveLength(2)
  })

  test('its sessions are not said to lack their first hour too', () => {
    expect(ask(missingBars, shifted(bars, '2010-03-15', '2010-03-28', 1), minutes)).toEqual([])
  })

  test('forex weeks that begin and end an hour late are found', () => {
    const sessions = calendar('24/5').sessionsBetween('2010-02-01', '2010-05-28')
    const rows = sessions.flatMap(({ open }) => Array.from({ length: 24 }, (_, hour) => open + hour * HOUR_MS))
    const hours = columnsFromRows(rows.map((time, index) => [time, time + HOUR_MS, 1.1, 1.2 + index / 1e6, 1, 1.1, 0] as const))
    const forex = { timeframe: '1h', instrument: instrument('EURUSD', 'forex') } as const
    expect(ask(shiftedClock, hours, forex)).toEqual([])
    const found = ask(shiftedClock, shifted(hours, '2010-03-14', '2010-03-27', 1), forex)
    expect(found).toMatchObject([{ message: expect.stringContaining('2010-03-15 to 2010-03-26, are stamped 1 hour late') }])
  })
})

describe('bars out of hours', () => {
  test('extended trading is a note', () => {
    const bars = sessionMinutes(market)
    set(bars, bars.length - 1, { openTime: bars.openTime.at(-1)! + HOUR_MS, closeTime: bars.closeTime.at(-1)! + HOUR_MS })
    expect(places(ask(outsideHours, bars, minutes))).toEqual([[bars.length - 1, 'info']])
  })

  test('most bars outside is an error that names the move that would help', () => {
    const bars = sessionMinutes({ from: '2010-02-01', to: '2010-02-02', seed: 5 })
    const moved = shifted(bars, '2010-01-01', '2010-12-31', 5)
    const found = ask(outsideHours, moved, minutes)
    expect(found).toMatchObject([{ severity: 'error', hint: expect.stringContaining('moved by −5 hours, 100.0 % would be inside') }])
  })

  test('a daily bar of a Saturday is an error, one of a Friday is none', () => {
    const bars = dailyBars('2010-01-04', '2010-01-15')
    expect(ask(outsideHours, bars)).toEqual([])
    set(bars, 4, { openTime: bars.openTime[4]! + DAY_MS, closeTime: bars.closeTime[4]! + DAY_MS })
    const found = ask(outsideHours, bars)
    expect(places(found)).toEqual([[4, 'error']])
    expect(found[0]?.message).toContain('2010-01-09')
  })
})

describe('bars off the grid', () => {
  test('a bar that opens 17 seconds late is a warning, the grid of the rest is not', () => {
    const bars = sessionMinutes({ from: '2010-02-01', to: '2010-02-05', seed: 5 })
    expect(ask(offGrid, bars, minutes)).toEqual([])
    set(bars, 100, { openTime: bars.openTime[100]! + 17_000 })
    const found = ask(offGrid, bars, minutes)
    expect(places(found)).toEqual([[100, 'warning']])
    expect(found[0]?.message).toContain('17 seconds off the grid of 1m')
  })

  test('hours that stand on the half hour of the open are on their grid', () => {
    const rows = calendar('XNYS')
      .sessionsBetween('2010-02-01', '2010-04-30')
      .flatMap(({ open, close }) => {
        return Array.from(
          { length: 7 },
          (_, hour) => [open + hour * HOUR_MS, Math.min(close, open + (hour + 1) * HOUR_MS), 1, 2, 1, 2, 5] as const,
        )
      })
    expect(ask(offGrid, columnsFromRows(rows), { timeframe: '1h' })).toEqual([])
  })
})
