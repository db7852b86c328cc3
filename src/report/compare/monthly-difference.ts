// The months of one run less those of another, as a table of a comparison's page.

import { monthlyReturns } from '../../metrics/monthly-returns.js'
import type { StoredRun } from '../run-store/read-run.js'
import type { Markup } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { decimal } from '../wording.js'
import { letter } from './text.js'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthlyDifference(first: StoredRun, other: StoredRun, index: number): Markup | null {
  const years = ({ result: { sessions, initialCash } }: StoredRun) => monthlyReturns(sessions.date, sessions.equity, initialCash)
  const base = new Map(years(first).map((row) => [row.year, row]))
  const rows = years(other).flatMap((row) => {
    const against = base.get(row.year)
    if (against === undefined) return []
    const less = (value: number | null, from: number | null | undefined) =>
      value === null || from === null || from === undefined ? null : value - from
    return [
      {
        year: row.year,
        months: row.months.map((value, month) => less(value, against.months[month])),
        total: less(row.total, against.total),
      },
    ]
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
