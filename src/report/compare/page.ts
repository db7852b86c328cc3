// The page of a comparison: one file that works offline, in the tear sheet's type and colours.

import { drawdownCurve } from '../../metrics/drawdowns.js'
import type { StoredRun } from '../run-store/read-run.js'
import { instrumentNames, periodOf, strategyNames } from '../subject.js'
import { html, Markup, scriptJson } from '../tear-sheet/html.js'
import { section } from '../tear-sheet/sections/section.js'
import { table } from '../tear-sheet/sections/table.js'
import { counted, decimal, percent } from '../wording.js'
import type { Comparison } from './comparison.js'
import { type HoverData, hover } from './hover.js'
import { type ChartLine, lineChart } from './line-chart.js'
import { monthlyDifference } from './monthly-difference.js'
import { partingSection } from './parting-section.js'
import { colorOf } from './run-colors.js'
import { metrics, settings } from './tables.js'
import { hashText, letter } from './text.js'

/** The whole page as text; `style` is the tear sheet's. */
export function comparisonPage(comparison: Comparison, runs: readonly StoredRun[], style: string): string {
  const equity = runs.map((run, index) => growth(run, index))
  const falls = runs.map((run, index) => drawdown(run, index))
  const names = runs.map((_, index) => letter(index)).join(', ')
  const body = html`${masthead(comparison, runs)}<main>
${section(
  'equity',
  'Equity',
  lineChart({
    id: 'growth',
    title: 'Equity, each run’s starting cash as 1',
    description: `Line chart: the equity of runs ${names} over time, each divided by its starting cash.`,
    lines: equity,
    height: 300,
    write: (value) => decimal(value),
    base: 1,
  }),
  lineChart({
    id: 'falls',
    title: 'Drawdown',
    description: `Line chart: how far the equity of runs ${names} stands below its highest point so far.`,
    lines: falls,
    height: 150,
    write: (value) => percent(value, 0),
    base: 0,
  }),
)}
${metrics(comparison)}
${settings(comparison)}
${comparison.partings.map((_, index) => partingSection(comparison, index + 1, runs))}
${runs.slice(1).map((run, index) => monthlyDifference(runs[0] as StoredRun, run, index + 1))}
${provenance(comparison)}
</main>`
  return page(
    `Comparison of ${runs.map(({ name }) => name).join(', ')}`,
    body,
    { growth: hovered(equity, decimal), falls: hovered(falls, percent) },
    style,
  )
}

const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

function page(title: string, body: Markup, data: HoverData, style: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${new Markup(style)}</style>
<style>${new Markup(ownStyle)}</style>
</head>
<body>
${body}
<script type="application/json" id="hover-data">${scriptJson(data)}</script>
<script>(${new Markup(hover.toString())})()</script>
</body>
</html>
`.text
}

const ownStyle = `.lines svg{display:block;width:100%;height:auto}.lines path{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}
.lines text{font:11px var(--sans);fill:var(--quiet)}.lines .grid,.strip .axis{stroke:var(--line)}.lines .base{stroke:var(--quiet);stroke-width:.75}.lines .pointer{stroke:var(--quiet)}
.run-key::before{content:"";display:inline-block;width:1em;height:.25em;margin:0 .4em .2em 0;background:var(--run)}.run-key{margin-left:1em;color:var(--quiet)}
.runs{list-style:none;padding:0;margin:.4em 0}.runs b{color:var(--run)}td.best{font-weight:650}
.strip{display:block;width:100%;height:auto}.strip text{font:11px var(--sans);fill:var(--quiet)}.strip .same{stroke:var(--benchmark)}.strip .differs{stroke:var(--loss)}.strip .only{stroke:var(--run)}`

function masthead({ identical, caveats, hashes }: Comparison, runs: readonly StoredRun[]): Markup {
  return html`<header>
<p class="kicker">trading-bench · comparison</p>
<h1>${identical ? 'The same run' : counted(runs.length, 'run')}</h1>
<ul class="runs">${runs.map(
    ({ name, result }, index) =>
      html`<li><b style="--run:${colorOf(index)}">${letter(index)}</b> <code>${name}</code> ${strategyNames(result)} on ${instrumentNames(result)}, ${periodOf(result)}</li>\n`,
  )}</ul>
${caveats.length > 0 && html`<ul class="notes">${caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul>`}
<p class="definitions">${identical ? `Identical: ${hashText({ hashes })}.` : `They have ${hashText({ hashes })}.`} Times are UTC.</p>
</header>\n`
}

function growth({ result }: StoredRun, index: number): ChartLine {
  const { time, equity } = result.sessions
  return { ...lineOf(index), time, value: equity.map((value) => value / result.initialCash) }
}

function drawdown({ result }: StoredRun, index: number): ChartLine {
  const { time, equity } = result.sessions
  return { ...lineOf(index), time, value: drawdownCurve(equity, result.initialCash) }
}

function lineOf(index: number): { readonly name: string; readonly color: string } {
  return { name: letter(index), color: colorOf(index) }
}

/** What the pointer reads out, thinned: a thousand stops are finer than a hand. */
function hovered(lines: readonly ChartLine[], write: (value: number) => string): HoverData[string] {
  return lines.map(({ name, time, value }) => {
    const step = Math.max(1, Math.ceil(time.length / 1_000))
    const rows = Array.from({ length: Math.ceil(time.length / step) }, (_, i) => i * step)
    return { name, time: rows.map((row) => time[row] as number), text: rows.map((row) => write(value[row] as number)) }
  })
}

function provenance({ hashes, runs }: Comparison): Markup {
  type Row = (typeof hashes)[number]
  return section(
    'hashes',
    'Hashes',
    table<Row>(
      'Equal hashes mean equal runs, bit by bit',
      [
        { head: 'Hash', cell: ({ name }) => name },
        ...runs.map((_, index) => ({ head: letter(index), cell: ({ values }: Row) => html`<code>${values[index] ?? ''}</code>` })),
      ],
      hashes,
    ),
  )
}
