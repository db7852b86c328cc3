// The monthly returns table: a row a year, coloured by size, so that seasons and single months show at a glance.

import { monthlyReturns, type YearOfReturns } from '../../../metrics/monthly-returns.js'
import type { RunResult } from '../../../model/run.js'
import { decimal, percent } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { section } from './section.js'
import { tone } from './table.js'

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A tenth in a month, or three tenths in a year, has the full colour. */
const FULL_COLOUR = { month: 0.1, year: 0.3 }
const STRONGEST_PERCENT = 62

export function monthly({ sessions, initialCash }: RunResult): Markup {
  const years = monthlyReturns(sessions.date, sessions.equity, initialCash)
  const caption = 'Return of each month in percent, from session closes; blue gained, orange lost'
  return section(
    'monthly',
    'Monthly returns',
    html`<div class="scroll months" tabindex="0" role="region" aria-label="Monthly returns"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Year</th>${names.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">Year</th></tr></thead>
<tbody>${years.map(row)}</tbody>
</table></div>`,
  )
}

function row({ year, months, total }: YearOfReturns): Markup {
  return html`<tr><th scope="row">${year}</th>${months.map((value) => cell(value, FULL_COLOUR.month, ''))}${cell(total, FULL_COLOUR.year, 'year')}</tr>\n`
}

function cell(value: number | null, full: number, kind: string): Markup {
  if (value === null) return html`<td></td>`
  const heat = Math.round(STRONGEST_PERCENT * Math.min(1, Math.abs(value) / full))
  const classes = `${tone(value)} ${kind}`.trim()
  return html`<td class="${classes}" style="--heat:${heat}%" title="${percent(value, 2)}">${decimal(value * 100, 1)}</td>`
}
