// The months of one run less those of another, as a table of a comparison's page.

import { monthlyReturns, type YearOfReturns } from '../../metrics/monthly-returns.js'
import type { StoredRun } from '../run-store/read-run.js'
import type { Markup } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { decimal, monthNames } from '../wording.js'
import { letter } from './text.js'

/** Every year that either run has; a month that only one of them has is blank. */
export function monthlyDifference(first: StoredRun, other: StoredRun, index: number): Markup | null {
  const [base, own] = [yearsOf(first), yearsOf(other)]
  const rows = [...new Set([...base.keys(), ...own.keys()])]
    .sort((a, b) => a - b)
    .map((year) => {
      const [against, row] = [base.get(year), own.get(year)]
      return {
        year,
        months: monthNames.map((_, month) => less(row?.months[month], against?.months[month])),
        total: less(row?.total, against?.total),
      }
    })
  if (rows.length === 0) return null
  const cell = (value: number | null): string => (value === null ? '' : decimal(value * 100, 1))
  const tone = (value: number | null): string => (value === null || value === 0 ? '' : value > 0 ? 'gain' : 'loss')
  type Row = (typeof rows)[number]
  return section(
    `monthly-${index}`,
    `Months: ${letter(index)} less A`,
    table<Row>(
      `Return of ${letter(index)} less that of A, in percentage points`,
      [
        { head: 'Year', cell: ({ year }) => String(year) },
        ...monthNames.map((head, month) => ({
          head,
          numeric: true,
          cell: ({ months }: Row) => cell(months[month] ?? null),
          tone: ({ months }: Row) => tone(months[month] ?? null),
        })),
        { head: 'Year', numeric: true, cell: ({ total }) => cell(total), tone: ({ total }) => tone(total) },
      ],
      rows,
    ),
  )
}

function yearsOf({ result: { sessions, initialCash } }: StoredRun): Map<number, YearOfReturns> {
  return new Map(monthlyReturns(sessions.date, sessions.equity, initialCash).map((row) => [row.year, row]))
}

function less(value: number | null | undefined, from: number | null | undefined): number | null {
  return value == null || from == null ? null : value - from
}
