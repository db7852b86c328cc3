// The monthly returns table: a row a year, coloured by size, so that seasons and single months show at a glance; the benchmark's beside it.

import { monthlyReturns, type YearOfReturns } from '../../../metrics/monthly-returns.js'
import type { RunResult } from '../../../model/run.js'
import type { BenchmarkCurve } from '../../verdict.js'
import { decimal, percent } from '../../wording.js'
import { valueAt } from '../data/equity-table.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { segments } from './segments.js'
import { tone } from './table.js'

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A tenth in a month, or three tenths in a year, has the full colour. */
const FULL_COLOUR = { month: 0.1, year: 0.3 }
const STRONGEST_PERCENT = 62

export function monthly({ sessions, initialCash }: RunResult, benchmark: BenchmarkCurve | null): Markup {
  const own = monthlyReturns(sessions.date, sessions.equity, initialCash)
  const blocks = [{ id: 'months-strategy', label: 'strategy', content: months('Return of each month in percent', own) }]
  if (benchmark !== null) {
    const equity = valueAt(sessions.time, benchmark).map((value) => (Number.isFinite(value) ? value : initialCash))
    const other = monthlyReturns(sessions.date, equity, initialCash)
    blocks.push(
      { id: 'months-benchmark', label: benchmark.name, content: months(`Return of ${benchmark.name} in each month, in percent`, other) },
      {
        id: 'months-difference',
        label: 'difference',
        content: months(`Strategy less ${benchmark.name} in each month, in percentage points`, difference(own, other)),
      },
    )
  }
  return section('monthly', 'Monthly returns', segments('Whose months', blocks))
}

function difference(own: readonly YearOfReturns[], other: readonly YearOfReturns[]): YearOfReturns[] {
  const less = (a: number | null, b: number | null | undefined): number | null => (a === null || b == null ? null : a - b)
  return own.map((year, i) => ({
    year: year.year,
    months: year.months.map((value, month) => less(value, other[i]?.months[month])),
    total: less(year.total, other[i]?.total),
  }))
}

function months(caption: string, years: readonly YearOfReturns[]): Markup {
  const means = (what: string): string =>
    meaning(
      what,
      'end / start − 1, compounded',
      'from the last close of each session; the first from the starting cash',
      'source: empyrical aggregate_returns',
    )
  return html`<div class="scroll months" tabindex="0" role="region" aria-label="${caption}"><table>
<caption><span>${caption}; blue gained, orange lost</span></caption>
<thead><tr><th scope="col">Year</th>${names.map((name) => html`<th scope="col" class="number" title="${means(`Return of ${name}`)}">${name}</th>`)}<th scope="col" class="number" title="${means('Return of the year')}">Total</th></tr></thead>
<tbody>${years.map(row)}</tbody>
</table></div>`
}

function row({ year, months, total }: YearOfReturns): Markup {
  return html`<tr><th scope="row">${year}</th>${months.map((value) => cell(value, FULL_COLOUR.month, ''))}${cell(total, FULL_COLOUR.year, 'year')}</tr>\n`
}

function cell(value: number | null, full: number, kind: string): Markup {
  if (value === null) return html`<td></td>`
  const heat = Math.round(STRONGEST_PERCENT * Math.min(1, Math.abs(value) / full))
  const classes = `${tone(value)} ${kind}`.trim()
  return html`<td class="${classes}" style="--heat:${heat}%" data-exact="${percent(value, 2)}">${decimal(value * 100, 1)}</td>`
}
