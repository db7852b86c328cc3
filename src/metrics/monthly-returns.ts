// The monthly returns table: one row a year, months compounded from session closes.

import type { IsoDate } from '../model/time.js'

export interface YearOfReturns {
  readonly year: number
  /** Twelve fractions from January on; null for a month without a session, or after equity fell to zero. */
  readonly months: readonly (number | null)[]
  /** The year from its start to its last session; null where it started at or below zero. */
  readonly total: number | null
}

/** The first month runs from the initial equity, so a partial one shows what was made in it. */
export function monthlyReturns(date: readonly IsoDate[], equity: Float64Array, initial: number): YearOfReturns[] {
  const rows: YearOfReturns[] = []
  let start = initial
  for (const { year, sessions } of years(date)) {
    const months = new Array<number | null>(12).fill(null)
    const yearStart = start
    for (const i of sessions) {
      if (sameMonth(date[i], date[i + 1])) continue
      months[Number(date[i]?.slice(5, 7)) - 1] = change(start, equity[i] as number)
      start = equity[i] as number
    }
    rows.push({ year, months, total: change(yearStart, start) })
  }
  return rows
}

/** Indexes of the sessions of each year, in order of time. */
function years(date: readonly IsoDate[]): { year: number; sessions: number[] }[] {
  const groups: { year: number; sessions: number[] }[] = []
  date.forEach((day, i) => {
    const year = Number(day.slice(0, 4))
    if (groups.at(-1)?.year !== year) groups.push({ year, sessions: [] })
    groups.at(-1)?.sessions.push(i)
  })
  return groups
}

function sameMonth(day: IsoDate | undefined, next: IsoDate | undefined): boolean {
  return day?.slice(0, 7) === next?.slice(0, 7)
}

function change(start: number, end: number): number | null {
  const value = end / start - 1
  return start > 0 && Number.isFinite(value) ? value : null
}
