// One run of each scenario to look at: its story, its equity beside that of its clean twin, and what happened, in its order.

import { html, type Markup } from '../../../report/tear-sheet/html.js'
import { table } from '../../../report/tear-sheet/sections/table.js'
import { counted, duration, moment } from '../../../report/wording.js'
import type { Example, JudgedRun, Moment } from '../../verdict/verdict.js'
import { replayCommand } from '../replay-command.js'
import { failedGates, hasFailed, type RunGroup } from '../run-group.js'
import { exampleChart } from './example-chart.js'
import { type Part, part } from './part.js'

/** What keeps a page of hundreds of cases small; those that failed come first. */
const MOST_EXAMPLES = 100
/** Rows of a timeline. */
const MOST_MOMENTS = 60

interface Shown {
  readonly id: string
  readonly run: JudgedRun
  readonly example: Example
}

export function examples(groups: readonly RunGroup[]): Part | null {
  const all = groups.flatMap(({ shown }, index): Shown[] =>
    shown === null || shown.example === null ? [] : [{ id: `example-${index}`, run: shown, example: shown.example }],
  )
  if (all.length === 0) return null
  const first = all.toSorted((a, b) => Number(hasFailed(b.run)) - Number(hasFailed(a.run))).slice(0, MOST_EXAMPLES)
  const rest = all.length - first.length
  return part(
    'examples',
    'One run of each',
    html`<p class="choice"><label>Run <select id="example">${first.map(({ id, run }) => html`<option value="${id}">${nameOf(run)}</option>`)}</select></label></p>
${first.map(block)}`,
    rest > 0 && html`<p class="note">${counted(rest, 'example')} more: verdict.json has them all.</p>`,
  )
}

function nameOf(run: JudgedRun): string {
  return `${run.name}, seed ${run.seed}${hasFailed(run) ? ', failed' : ''}`
}

function block({ id, run, example }: Shown): Markup {
  const { story, moments } = example
  const rest = moments.length - MOST_MOMENTS
  const onset = moments.find(({ kind }) => kind === 'onset')?.time
  return html`<div class="example" id="${id}">
<h3>${nameOf(run)}</h3>
${story !== undefined && html`<p>${story}</p>`}
${hasFailed(run) && html`<p class="bad">${failedGates(run)}</p>`}
${exampleChart(nameOf(run), example)}
<p><code class="command">${replayCommand(run)}</code></p>
${table<Moment>(
  `What happened in ${nameOf(run)}`,
  [
    { head: 'Time', cell: ({ time }) => moment(time) },
    { head: 'Since the first onset', numeric: true, cell: ({ time }) => (onset === undefined ? '–' : sinceText(time - onset)) },
    { head: 'What', cell: ({ kind }) => html`<span class="what ${kind}">${kindNames[kind]}</span>` },
    { head: 'Says', cell: ({ says }) => says },
  ],
  moments.slice(0, MOST_MOMENTS),
)}
${rest > 0 && html`<p class="note">${counted(rest, 'moment')} more; the command above prints them.</p>`}
</div>\n`
}

const kindNames: Readonly<Record<Moment['kind'], string>> = { onset: 'fault on', end: 'fault over', catch: 'caught', state: 'state' }

function sinceText(ms: number): string {
  return ms < 0 ? `−${duration(-ms)}` : duration(ms)
}
