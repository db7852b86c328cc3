// The section of a comparison's page that shows where two runs part: their decisions against time, and the first rows that differ.

import type { StoredRun } from '../run-store/read-run.js'
import { html, type Markup } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { counted, whole } from '../wording.js'
import type { Comparison } from './comparison.js'
import { decisionStrip } from './decision-strip.js'
import type { FieldDifference, FirstDifference } from './first-difference.js'
import { colorOf } from './run-colors.js'
import { stripFigure } from './strip-figure.js'
import { causesText, decisionsText, decisionText, letter, named, readable } from './text.js'

export function partingSection(comparison: Comparison, index: number, runs: readonly StoredRun[]): Markup {
  const parting = comparison.partings[index - 1] as FirstDifference
  const names = ['A', letter(index)] as const
  const [first, other] = [runs[0]?.result.decisions ?? null, runs[index]?.result.decisions ?? null]
  const strip = first === null || other === null ? null : stripFigure(decisionStrip(first, other), names, colorOf(index))
  return section(
    `parting-${index}`,
    `Where A and ${names[1]} part`,
    strip,
    partingTables(parting, names),
    html`<p>${causesText(comparison, index)}</p>`,
  )
}

function partingTables(parting: FirstDifference, names: readonly [string, string]): Markup {
  switch (parting.kind) {
    case 'none':
      return html`<p class="empty">They decide and fill alike.</p>`
    case 'unknown':
      return html`<p class="empty">${parting.reason}.</p>`
    case 'decision':
      return html`<p><strong>Decision ${whole(parting.agree + 1)}</strong>: ${named(parting.why, names)}. ${counted(parting.agree, 'decision')} before it agree.</p>
<ul class="runs">${parting.decisions.map((one, i) => html`<li><b>${names[i]}</b> ${decisionText(one)}</li>`)}</ul>
${fieldTable('What was decided', parting.fields, names)}${fieldTable('What it was decided from', parting.inputs, names)}`
    case 'fill':
      return html`<p>${decisionsText(parting)} <strong>Fill ${whole(parting.agree + 1)}</strong>: ${named(parting.why, names)}. ${counted(parting.agree, 'fill')} before it agree.</p>
${fieldTable('The fill', parting.fields, names)}`
  }
}

function fieldTable(caption: string, fields: readonly FieldDifference[], names: readonly [string, string]): Markup | null {
  if (fields.length === 0) return null
  return table<FieldDifference>(
    caption,
    [
      { head: 'Field', cell: ({ field }) => field },
      { head: names[0], cell: ({ values }) => html`<code>${readable(values)[0]}</code>` },
      { head: names[1], cell: ({ values }) => html`<code>${readable(values)[1]}</code>` },
    ],
    fields,
  )
}
