// The calendar against recorded trading days and against another engine's holiday list, where those files are at hand.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from 'vitest'
import { shared, whenPresent } from '../../../tests/fixtures/shared.js'
import { dayNumber, isWeekend } from '../day-number.js'
import { calendar } from './calendar.js'

const xnys = calendar('XNYS')

const recorded = ['derived/spy_daily_lean_raw.csv', 'Stock.Indicators/quotes/spx.csv', 'Stock.Indicators/quotes/longest.csv'].map((file) =>
  join(shared, 'data', file),
)

for (const path of recorded) {
  whenPresent(path)(`every row of ${basename(path)} is a session and every session a row`, () => {
    const dates = firstColumn(path)
      .map(isoOf)
      .filter((date) => date >= '1990-01-01')
      .sort()
    expect(dates.length).toBeGreaterThan(5_000)
    expect(dates).toEqual(xnys.sessionsBetween(dates[0]!, dates.at(-1)!).map((session) => session.date))
  })
}

interface MarketHours {
  readonly entry: { readonly holidays: readonly string[]; readonly earlyCloses: Readonly<Record<string, string>> }
}

const marketHours = join(shared, 'data/LEAN/market-hours/equity-usa.json')

whenPresent(marketHours)('weekdays shut and half days from 1998 to 2028 are those of LEAN', () => {
  const { entry } = JSON.parse(readFileSync(marketHours, 'utf8')) as MarketHours
  const shut = new Set(entry.holidays.map(isoOf))
  const half = new Set(Object.keys(entry.earlyCloses).map(isoOf))
  for (const date of weekdays('1998-01-01', '2028-12-31')) {
    const session = xnys.session(date)
    expect([date, session === null]).toEqual([date, shut.has(date)])
    if (date >= '1999-01-01' && !leanOmits.has(date)) expect([date, session?.early === true]).toEqual([date, half.has(date)])
  }
})

/** Early closes that LEAN's list, which starts in 1999, does not have. */
const leanOmits = new Set(['1999-12-31', '2005-06-01'])

function firstColumn(path: string): string[] {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)
  return lines.map((line) => line.slice(0, line.indexOf(',')))
}

/** `2005-01-31` or `1/31/2005`. */
function isoOf(text: string): string {
  const [month, day, year] = text.split('/')
  return year === undefined ? text.slice(0, 10) : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
}

function weekdays(from: string, to: string): string[] {
  const dates = calendar('24/7')
    .sessionsBetween(from, to)
    .map((session) => session.date)
  return dates.filter((date) => !isWeekend(dayNumber(date)))
}
