// The section of a comparison's page that shows where two runs part: their decisions against time, and the first rows that differ.

import type { StoredRun } from '../run-store/read-run.js'
import { html, type Markup } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { counted, whole } from '../wording.js'
import type { Comparison } from './comparison.js'
import { countKinds, decisionStrip, type StripKind, type StripMark } from './decision-strip.js'
import type { FieldDifference, FirstDifference } from './first-difference.js'
import { colorOf } from './run-colors.js'
import { causesText, decisionText, letter, named, readable } from './text.js'

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
      return html`<p>All decisions agree. <strong>Fill ${whole(parting.agree + 1)}</strong>: ${named(parting.why, names)}.</p>
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

const lanes = { same: 12, differs: 34, 'only-first': 56, 'only-second': 78 } as const satisfies Record<StripKind, number>
const MARKS_DRAWN = 2_000

function stripFigure(marks: readonly StripMark[], [a, b]: readonly [string, string], color: string): Markup | null {
  const [first, last] = [marks[0]?.time, marks.at(-1)?.time]
  if (first === undefined || last === undefined) return null
  const counts = countKinds(marks)
  const labels = { same: 'both alike', differs: 'both, otherwise', 'only-first': `only ${a}`, 'only-second': `only ${b}` }
  const kinds = Object.keys(lanes) as StripKind[]
  const step = Math.max(1, Math.ceil(marks.length / MARKS_DRAWN))
  const x = (time: number): number => Math.round(1500 + ((time - first) / (last - first || 1)) * 8000) / 10
  return html`<svg class="strip" viewBox="0 0 960 98" role="img" aria-label="Decisions over time: ${kinds.map((kind) => `${labels[kind]} ${counts[kind]}`).join(', ')}">
${kinds.map((kind) => html`<text x="0" y="${lanes[kind] + 4}">${labels[kind]} (${whole(counts[kind])})</text><line class="axis" x1="150" x2="950" y1="${lanes[kind]}" y2="${lanes[kind]}"/>`)}
${marks
  .filter((mark, index) => mark.kind !== 'same' || index % step === 0)
  .slice(0, MARKS_DRAWN)
  .map(
    ({ time, kind, text }) =>
      html`<line class="${kind.startsWith('only') ? 'only' : kind}" style="--run:${kind === 'only-second' ? color : colorOf(0)}" x1="${x(time)}" x2="${x(time)}" y1="${lanes[kind] - 8}" y2="${lanes[kind] + 8}"><title>${text}</title></line>`,
  )}
</svg>`
}
