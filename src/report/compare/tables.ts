// The tables of a comparison's page: metrics and counts side by side, and the settings that differ.

import { html, type Markup } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { whole } from '../wording.js'
import type { Comparison, MetricRow } from './comparison.js'
import { differenceText, letter, words } from './text.js'

export function metrics({ metrics: rows, runs, counts }: Comparison): Markup {
  const columns = runs.flatMap((_, index) => [
    {
      head: letter(index),
      numeric: true,
      cell: (row: MetricRow) => html`<span title="${row.meaning}">${row.texts[index] ?? ''}</span>`,
      tone: (row: MetricRow) => (row.best === index ? 'best' : ''),
    },
    ...(index === 0 ? [] : [{ head: `${letter(index)} − A`, numeric: true, cell: (row: MetricRow) => differenceCell(row, index) }]),
  ])
  const known = rows.filter(({ values }) => values.some((value) => value !== null))
  return section(
    'metrics',
    'Metrics',
    table(
      'Side by side, the better figure in bold; point at a figure for its definition',
      [{ head: 'Metric', cell: (row: MetricRow) => html`<span title="${row.meaning}">${row.label}</span>` }, ...columns],
      known,
    ),
    table(
      'Counts',
      [
        { head: 'Count', cell: ({ name }: (typeof counts)[number]) => words(name) },
        ...runs.map((_, index) => ({
          head: letter(index),
          numeric: true,
          cell: ({ values }: (typeof counts)[number]) => whole(values[index] ?? 0),
        })),
      ],
      counts,
    ),
  )
}

function differenceCell({ differences, unit }: MetricRow, index: number): string {
  const difference = differences[index]
  return difference === null || difference === undefined ? '' : differenceText(difference, unit)
}

export function settings({ settings: rows, runs }: Comparison): Markup {
  if (rows.length === 0) return section('settings', 'What differs', html`<p class="empty">No setting differs.</p>`)
  type Row = (typeof rows)[number]
  return section(
    'settings',
    'What differs',
    table<Row>(
      'Settings that are not the same in all runs',
      [
        { head: 'Of', cell: ({ group }) => group },
        { head: 'Setting', cell: ({ name }) => name },
        ...runs.map((_, index) => ({ head: letter(index), cell: ({ values }: Row) => html`<code>${values[index] ?? '–'}</code>` })),
      ],
      rows,
    ),
  )
}
