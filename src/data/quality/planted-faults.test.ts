// One fault of each kind, planted in twenty years of minutes, is found at its row, and nothing else is.

import { beforeAll, describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { firstAtOrAfter } from '../columns.js'
import { checkSeries, type SeriesQuality } from './check-series.js'
import { barChecks } from './checks.js'
import { sessionMinutes } from './minutes.testing.js'
import { set } from './series.testing.js'
import { gatherRows } from './sound-rows.js'

const stock = instrument('PLANTED', 'equity')

/** What was planted: check, row in the faulty series, and part of what is said of it. */
interface Planted {
  readonly check: string
  readonly row: number
  readonly says: string
}

/** Bars as a list of rows of the clean series, with the changed numbers of some; rows are dropped, repeated and moved at the end. */
function plant(clean: BarColumns): { bars: BarColumns; planted: Planted[] } {
  const bars = copyOf(clean)
  const at = (time: string) => firstAtOrAfter(clean.openTime, Date.parse(time))
  const faults: { check: string; clean: number; says: string }[] = []
  const fault = (check: string, row: number, says: string) => faults.push({ check, clean: row, says })

  const impossible = at('2005-06-14T15:00Z')
  set(bars, impossible, { high: bars.low[impossible]! - 0.5 })
  fault('impossible-bar', impossible, 'high')

  const spike = at('2006-03-08T16:11Z')
  const high = bars.close[spike]! * 1.1
  set(bars, spike, { close: high, high })
  fault('spike', spike, 'and back')

  const wick = at('2008-10-10T17:22Z')
  set(bars, wick, { low: bars.low[wick]! * 0.7 })
  fault('wick', wick, 'low')

  const open = at('2012-05-02T16:40Z')
  set(bars, open, { open: bars.open[open]! * 1.2, high: bars.open[open]! * 1.2 })
  fault('open-print', open, 'open')

  const stale = at('2013-07-09T15:30Z')
  for (let row = stale + 1; row < stale + 30; row++) {
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = bars[name][stale]!
  }
  fault('stale', stale, '30 bars in a row')

  const silent = at('2014-02-05T18:00Z')
  bars.volume.fill(0, silent, silent + 12)
  fault('zero-volume', silent, '12 bars without volume')

  const grid = at('2015-11-11T17:00Z')
  set(bars, grid, { openTime: bars.openTime[grid]! + 17_000 })
  fault('off-grid', grid, '17 seconds off the grid')

  const shift = at('2016-03-14T00:00Z')
  for (let row = shift; row < at('2016-03-26T00:00Z'); row++) {
    set(bars, row, { openTime: bars.openTime[row]! + HOUR_MS, closeTime: bars.closeTime[row]! + HOUR_MS })
  }
  fault('shifted-clock', shift, 'bars of 9 sessions, 2016-03-14 to 2016-03-24, are stamped 1 hour late')

  const split = at('2020-08-31T00:00Z')
  for (let row = split; row < bars.length; row++) {
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = bars[name][row]! / 4
    bars.volume[row] = bars.volume[row]! * 4
  }
  fault('unadjusted-split', split, 'a split of 4:1 on 2020-08-31')

  const late = at('2023-05-04T00:00Z') - 1
  set(bars, late, { openTime: bars.openTime[late]! + 10 * MINUTE_MS, closeTime: bars.closeTime[late]! + 10 * MINUTE_MS })
  fault('outside-hours', late, '1 bar')

  const hole = at('2010-04-21T17:00Z')
  const session = at('2011-09-07T00:00Z')
  const gone = (row: number) => (row >= hole && row < hole + 25) || (row >= session && row < session + 390)
  fault('missing-bars', hole + 25, 'a hole of 25 bars')
  fault('missing-session', session + 390, 'no bar of 2011-09-07')

  const copied = at('2018-06-05T15:00Z')
  const moved = at('2019-06-05T15:00Z')
  const order = new Int32Array(bars.length + 1)
  const newRow = new Int32Array(bars.length)
  let count = 0
  const keep = (row: number) => {
    newRow[row] = count
    order[count++] = row
  }
  for (let row = 0; row < bars.length; row++) {
    if (gone(row) || row === moved) continue
    keep(row)
    if (row === copied) keep(row)
    if (row === moved + 3) keep(moved)
  }
  fault('duplicate', copied, 'a copy of row')
  fault('unsorted', moved, 'stands after that of 2019-06-05T15:03:00Z')
  const planted = faults.map(({ check, clean: row, says }) => ({ check, row: newRow[row]!, says }))
  return { bars: gatherRows(bars, order.subarray(0, count)), planted }
}

function copyOf(columns: BarColumns): BarColumns {
  return gatherRows(
    columns,
    Int32Array.from({ length: columns.length }, (_, row) => row),
  )
}

describe('twenty years of minutes with one fault of each kind', () => {
  let planted: readonly Planted[]
  let quality: SeriesQuality
  let rows: number

  beforeAll(() => {
    const made = plant(sessionMinutes({ from: '2005-01-01', to: '2024-12-31', seed: 20 }))
    planted = made.planted
    rows = made.bars.length
    quality = checkSeries({ instrument: stock, timeframe: '1m', columns: made.bars })
  })

  test('every check of bars has a fault to find', () => {
    expect(rows).toBeGreaterThan(1_900_000)
    expect(planted.map(({ check }) => check).sort()).toEqual(barChecks.map(({ id }) => id).sort())
  })

  test('each is found at its row and told with its numbers', () => {
    const found = quality.groups.flatMap(({ findings }) => findings)
    for (const { check, row, says } of planted) {
      expect(found.filter((one) => one.check === check && one.row === row)).toMatchObject([{ message: expect.stringContaining(says) }])
    }
  })

  test('nothing else is found, but notes of what the faults left out', () => {
    const isPlanted = (check: string, row: number | null) => planted.some((one) => one.check === check && one.row === row)
    const others = quality.groups.flatMap(({ findings }) => findings.filter(({ check, row }) => !isPlanted(check, row)))
    // The impossible minute and the one that was moved past the close are not where bars should be.
    expect(others).toMatchObject([{ check: 'missing-bars', severity: 'info', message: expect.stringContaining('2 bars of') }])
  })
})

test('the same market without faults is clean', () => {
  const columns = sessionMinutes({ from: '2005-01-01', to: '2009-12-31', seed: 20 })
  expect(checkSeries({ instrument: stock, timeframe: '1m', columns }).groups).toEqual([])
})
