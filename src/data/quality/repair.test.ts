import { describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { formatTime, MINUTE_MS, type Timeframe } from '../../model/time.js'
import { columnNames } from '../columns.js'
import { findFault } from '../validate-columns.js'
import { checkSeries } from './check-series.js'
import { sessionMinutes } from './minutes.testing.js'
import { repairSeries } from './repair.js'
import { defaultRepair, type RepairPolicy } from './repair-policy.js'
import { dailyBars, set, without } from './series.testing.js'
import { gatherRows } from './sound-rows.js'

const stock = instrument('TEST', 'equity')

function repair(columns: BarColumns, policy: Partial<RepairPolicy> = {}, timeframe: Timeframe = '1d') {
  return repairSeries({ instrument: stock, timeframe, columns }, { ...defaultRepair, ...policy })
}

const rows = (count: number) => Array.from({ length: count }, (_, row) => row)

describe('repair', () => {
  test('leaves sound bars as they are, and says that nothing was changed', () => {
    const bars = dailyBars()
    const { series, changes, refusals } = repair(bars)
    expect({ changes, refusals }).toEqual({ changes: [], refusals: [] })
    for (const name of columnNames) expect(series.columns[name]).toEqual(bars[name])
  })

  test('removes exact copies and sorts, without being asked, and leaves the source alone', () => {
    const clean = dailyBars()
    const faulty = gatherRows(clean, [...rows(10), 9, 12, 11, 10, ...rows(clean.length).slice(13)])
    const before = faulty.openTime.slice()
    const { series, changes } = repair(faulty)
    expect(series.columns).toEqual(clean)
    expect(changes.map(({ action, row }) => [action, row])).toEqual([
      ['removed-copy', 10],
      ['sorted', null],
    ])
    expect(faulty.openTime).toEqual(before)
  })

  test('refuses two different bars of one time until told which one to keep', () => {
    const faulty = gatherRows(dailyBars(), [...rows(10), 9, ...rows(30).slice(10)])
    set(faulty, 10, { close: faulty.close[9]! + 0.01, high: faulty.high[9]! + 1 })
    expect(repair(faulty).refusals).toMatchObject([{ row: 10, message: expect.stringContaining('other numbers than row 9') }])
    expect(repair(faulty, { duplicates: 'first' }).series.columns.close[9]).toBe(faulty.close[9])
    const last = repair(faulty, { duplicates: 'last' })
    expect(last.series.columns.close[9]).toBe(faulty.close[10])
    expect(last.changes).toMatchObject([{ action: 'kept-one', row: 9 }])
    expect(last.series.columns.length).toBe(30)
  })

  test('refuses impossible bars, drops them or clamps them as told', () => {
    const faulty = dailyBars()
    set(faulty, 5, { high: faulty.close[5]! - 2 })
    expect(repair(faulty).refusals).toMatchObject([{ row: 5, hint: expect.stringContaining('--ohlc drop') }])
    expect(repair(faulty, { impossible: 'drop' }).series.columns.length).toBe(faulty.length - 1)
    const clamped = repair(faulty, { impossible: 'clamp' })
    expect(clamped.series.columns.high[5]).toBe(Math.max(faulty.open[5]!, faulty.close[5]!))
    expect(clamped.changes).toMatchObject([{ action: 'clamped', row: 5 }])
    expect(findFault(clamped.series.columns, stock)).toBeNull()
  })

  test('clamps a high and a low that were swapped by swapping them back', () => {
    const faulty = dailyBars()
    set(faulty, 5, { high: faulty.low[5]!, low: faulty.high[5]! })
    expect(repair(faulty, { impossible: 'clamp' }).series.columns).toEqual(dailyBars())
  })

  test('cannot clamp a price that is no number, and says so', () => {
    const faulty = dailyBars()
    set(faulty, 5, { close: Number.NaN })
    expect(repair(faulty, { impossible: 'clamp' }).refusals).toMatchObject([{ row: 5, message: 'close NaN is not a finite number' }])
  })

  test('keeps spikes unless told to drop or to interpolate them', () => {
    const faulty = dailyBars()
    const close = faulty.close[40]! * 1.3
    set(faulty, 40, { close, high: close })
    expect(repair(faulty).changes).toEqual([])
    expect(repair(faulty, { badTicks: 'drop' }).series.columns.length).toBe(faulty.length - 1)
    const { series, changes } = repair(faulty, { badTicks: 'interpolate' })
    expect(changes).toMatchObject([{ action: 'interpolated', row: 40 }])
    expect(series.columns.close[40]).toBeCloseTo(faulty.open[41]! / 2 + faulty.close[39]! / 2, -1)
    expect(findFault(series.columns, stock)).toBeNull()
    expect(checkSeries(series).groups).toEqual([])
  })

  test('fills a hole and a session with flat bars, and only when told', () => {
    const clean = sessionMinutes({ from: '2010-03-01', to: '2010-03-05', seed: 6 })
    const faulty = without(clean, (row) => (row >= 100 && row < 110) || (row >= 780 && row < 1170))
    expect(repair(faulty, {}, '1m').changes).toEqual([])
    const { series, changes } = repair(faulty, { fill: 'previous' }, '1m')
    expect(changes.map(({ action, message }) => [action, message.split(' from')[0]])).toEqual([
      ['filled', '10 bars'],
      ['filled', '390 bars'],
    ])
    expect(series.columns.openTime).toEqual(clean.openTime)
    expect(series.columns.close[105]).toBe(clean.close[99])
    expect(series.columns.volume[105]).toBe(0)
    expect(findFault(series.columns, stock)).toBeNull()
  })

  test('refuses to invent a month', () => {
    const faulty = without(dailyBars(), (row) => row >= 50 && row < 71)
    const { refusals } = repair(faulty, { fill: 'previous' })
    expect(refusals).toMatchObject([{ message: '21 sessions are missing, 2010-03-17 to 2010-04-15: too many to be invented' }])
  })

  describe('of bars that overlap', () => {
    const overlapping = (stamp: 'start' | 'end', opens: readonly string[]) => {
      const columns = gatherRows(dailyBars(), rows(opens.length))
      for (const [row, clock] of opens.entries()) {
        const openTime = Date.parse(`2010-03-01T${clock}Z`)
        set(columns, row, { openTime, closeTime: openTime + 5 * MINUTE_MS })
      }
      const { series, refusals } = repairSeries({ instrument: stock, timeframe: '5m', columns, stamp }, defaultRepair)
      const clock = (time: number) => formatTime(time).slice(11, 16)
      const { openTime, closeTime } = series.columns
      return { times: [...openTime].map((time, row) => `${clock(time)}–${clock(closeTime[row]!)}`), refusals }
    }

    test('stamped at their start cuts the earlier one at the open of the session', () => {
      expect(overlapping('start', ['14:27', '14:30'])).toEqual({ times: ['14:27–14:30', '14:30–14:35'], refusals: [] })
    })

    test('stamped at their end leaves the earlier one, which nobody knew sooner', () => {
      expect(overlapping('end', ['20:53', '20:55'])).toEqual({ times: ['20:53–20:58', '20:58–21:00'], refusals: [] })
    })

    test('anywhere else refuses the later one', () => {
      for (const stamp of ['start', 'end'] as const) {
        const { times, refusals } = overlapping(stamp, ['15:00', '15:03', '15:10'])
        expect(times).toEqual(['15:00–15:05', '15:03–15:08', '15:10–15:15'])
        expect(refusals).toMatchObject([{ row: 1, message: expect.stringContaining('inside the bar of row 0') }])
      }
    })
  })

  test('knows which row of the source each bar is, and which one is none', () => {
    const clean = sessionMinutes({ from: '2010-03-01', to: '2010-03-01', seed: 6 })
    const faulty = gatherRows(clean, [1, 0, ...rows(60).slice(2, 10), ...rows(60).slice(20)])
    set(faulty, 4, { high: faulty.close[4]! - 2 })
    const { sourceRows } = repair(faulty, { impossible: 'clamp', fill: 'previous' }, '1m')
    expect(sourceRows.slice(0, 22)).toEqual([1, 0, 2, 3, null, 5, 6, 7, 8, 9, ...Array(10).fill(null), 10, 11])
  })

  test('tells lines of a file', () => {
    const faulty = gatherRows(dailyBars(), [0, 1, 1, 2])
    const lines = Float64Array.of(2, 3, 4, 5)
    const { changes } = repairSeries({ instrument: stock, timeframe: '1d', columns: faulty, lines }, defaultRepair)
    expect(changes).toMatchObject([{ line: 4, message: 'a copy of line 3' }])
  })
})
