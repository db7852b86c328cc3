// What was denied before it reached the venue: when, by which code, and the numbers of the first one of each.

import { type DenialRecord, denialText } from '../../../model/denial.js'
import type { RunResult } from '../../../model/run.js'
import { grouped } from '../../grouped.js'
import { adviceText, refusalsOf } from '../../refusals.js'
import { whyNoTrade } from '../../verdict.js'
import { date, whole } from '../../wording.js'
import type { ChartData } from '../chart-data.js'
import { html, type Markup } from '../html.js'
import { figure } from './figure.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

export function denials(result: RunResult, data: ChartData): Markup {
  const silent = result.counts.fills === 0 && html`<p><strong>Why there is no trade.</strong> ${whyNoTrade(result)}</p>`
  if (result.denials.length === 0) return section('denials', 'Denials', silent, html`<p class="empty">No order was denied.</p>`)
  const groups = [...grouped(result.denials, (denial) => denial.code)].sort(([, a], [, b]) => b.length - a.length)
  return section(
    'denials',
    'Denials',
    silent,
    figure({
      name: 'denials',
      title: 'Denials by code',
      means: meaning('Denials', 'orders that a control refused', 'a mark for each stretch of the period, larger where it holds more'),
      note: data.denials.note,
    }),
    table('Orders that were denied before they reached the venue', [...columns, adviceColumn(result)], groups),
  )
}

const columns: readonly Column<[string, DenialRecord[]]>[] = [
  { head: 'Code', cell: ([code]) => html`<code>${code}</code>`, rowMeans: () => '' },
  { head: 'Times', numeric: true, cell: ([, group]) => whole(group.length), means: meaning('Times', 'orders denied with this code') },
  { head: 'First', cell: ([, group]) => date(group[0]?.time ?? 0) },
  { head: 'Last', cell: ([, group]) => date(group.at(-1)?.time ?? 0) },
  { head: 'The first one', cell: ([, [first]]) => (first === undefined ? '' : `${first.instrument}, ${denialText(first)}`) },
]

/** Empty for what asked for nothing, such as an exit without a position. */
function adviceColumn(result: RunResult): Column<[string, DenialRecord[]]> {
  const advice = new Map<string, string>(refusalsOf(result)?.codes.map((one) => [one.code, adviceText(one).trim()]))
  return { head: 'To do', cell: ([code]) => advice.get(code) ?? '' }
}
