// The matrix of controls and scenarios: who has to catch what first, who would next, and who did, at how many seeds.

import { html, type Markup } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { counted, percent } from '../../../report/wording.js'
import type { Catcher } from '../../scenario/catcher.js'
import { hasMatrixRow, type RunGroup } from '../run-group.js'
import { type Part, part } from './part.js'

const caption = 'Share of the seeds at which a control caught a scenario first'

export function matrix(groups: readonly RunGroup[]): Part | null {
  const rows = groups.filter(hasMatrixRow)
  const controls = controlsOf(rows)
  if (controls.length === 0) return null
  return part(
    'matrix',
    'Who caught what',
    html`<p class="note keys">${keys.map(([tones, text, means]) => html`<span><span class="cell ${tones}">${text}</span> ${means}</span>`)}</p>`,
    html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="matrix">
<caption><span>${caption}</span></caption>
<thead><tr><th scope="col">Scenario</th>${controls.map((control) => html`<th scope="col" class="control"><span>${control}</span></th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.name}<br><small>${faults(row)}</small></th>${controls.map((control) => cell(row, control))}</tr>\n`)}</tbody>
</table></div>`,
  )
}

const keys = [
  ['named', '100 %', 'has to catch it, and did first'],
  ['first', '40 %', 'caught it first'],
  ['later', 'also', 'caught it after another'],
  ['backup', 'backup', 'would be next, was not needed'],
  ['named missed', 'never', 'has to catch it, and never did first'],
] as const

/** Those that the most scenarios name first. */
function controlsOf(rows: readonly RunGroup[]): readonly Catcher[] {
  const all = new Set(rows.flatMap(({ named, backups, first, later }) => [...named, ...backups, ...first.keys(), ...later.keys()]))
  const timesNamed = (control: Catcher): number => rows.filter(({ named }) => named.has(control)).length
  return [...all].sort((a, b) => timesNamed(b) - timesNamed(a) || (a < b ? -1 : 1))
}

/** What is injected, at any of its seeds. */
function faults({ runs }: RunGroup): string {
  return [...new Set(runs.flatMap(({ schedule }) => schedule.entries.map(({ fault }) => fault)))].join(', ')
}

function cell(row: RunGroup, control: Catcher): Markup {
  const [first, later] = [row.first.get(control) ?? 0, row.later.get(control) ?? 0]
  const [isNamed, isBackup] = [row.named.has(control), row.backups.has(control)]
  if (first + later === 0 && !isNamed && !isBackup) return html`<td></td>`
  const share = first / row.runs.length
  const [text, tone] = caught(row, control, share)
  const role = isNamed ? 'has to catch it, it or another that is named' : isBackup ? 'a backup: would catch it next' : 'not named'
  const seeds = counted(row.runs.length, 'seed')
  const means = meaning(`${control} in ${row.name}`, role, `caught it first at ${first} of ${seeds}`, `caught it after another at ${later}`)
  return html`<td class="cell ${isNamed ? `named ${tone}`.trim() : tone}" style="--share:${Math.round(share * 40)}%" title="${means}">${text}</td>`
}

/** What stands in a cell, and its tone. One that is named is missed where there were seeds enough. */
function caught(row: RunGroup, control: Catcher, share: number): readonly [text: string, tone: string] {
  if (share > 0) return [shareText(share), 'first']
  const isLater = row.later.has(control)
  if (row.required.has(control)) return ['never', isLater ? 'missed later' : 'missed']
  if (isLater) return ['also', 'later']
  return row.named.has(control) ? ['–', ''] : ['backup', 'backup']
}

function shareText(share: number): string {
  return share < 0.01 ? 'under 1 %' : percent(share, 0)
}
