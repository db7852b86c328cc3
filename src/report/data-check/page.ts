// The data check as one HTML page that needs no network and no script: counts, findings, prices with the findings marked, and what each year has.

import { qualityChecks } from '../../data/quality/checks.js'
import type { Finding, FindingGroup, Severity } from '../../data/quality/finding.js'
import type { CheckEntry } from '../../data/quality/quality-check.js'
import { type CheckedInstrument, type QualityReport, worstFirst } from '../../data/quality/quality-report.js'
import type { BarSeries } from '../../model/bar.js'
import { html, Markup } from '../tear-sheet/html.js'
import { counted, date, minute, whole } from '../wording.js'
import { coverageStrip } from './coverage-strip.js'
import { priceChart } from './price-chart.js'
import { style } from './style.js'

/** Instruments that get a chart: those with the most errors and warnings first. */
const MOST_CHARTS = 12

/** The whole page as text. */
export function dataCheckPage(report: QualityReport, series: readonly BarSeries[]): string {
  const findings = worstFirst(report.groups)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Data check of ${report.name}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${masthead(report)}
<main>
${countsTable(report.groups)}
${findingsTable(report, findings)}
${charted(report, findings).map((one) => instrumentSection(one, series, findings))}
${definitions()}
</main>
</body>
</html>
`.text
}

function masthead({ name, kind, timeframe, instruments, counts }: QualityReport): Markup {
  const rows = instruments.reduce((sum, one) => sum + one.rows, 0)
  const who = instruments.length === 1 ? instruments[0]!.id : counted(instruments.length, 'instrument')
  const from = Math.min(...instruments.flatMap(({ from }) => from ?? []))
  const to = Math.max(...instruments.flatMap(({ to }) => to ?? []))
  const span = Number.isFinite(from) ? `, ${date(from)} to ${date(to)}` : ''
  return html`<header>
<p class="kicker">Data check · ${kind}</p>
<h1>${name}</h1>
<p class="subject">${who}, ${whole(rows)} bars of ${timeframe}${span}</p>
<p class="verdict">${verdict(counts)}</p>
</header>`
}

function verdict({ error, warning, info }: Readonly<Record<Severity, number>>): Markup | string {
  const chip = (severity: Severity, count: number, noun: string) =>
    count === 0 ? null : html`<span class="chip ${severity}">${counted(count, noun)}</span> `
  if (error + warning + info === 0) return 'Every check passed: nothing was found.'
  return html`${chip('error', error, 'error')}${chip('warning', warning, 'warning')}${chip('info', info, 'note')}`
}

function countsTable(groups: readonly FindingGroup[]): Markup | null {
  if (groups.length === 0) return null
  const found = qualityChecks.flatMap(({ id, what }) => {
    const own = groups.filter(({ check }) => check === id)
    const sum = (severity: Severity) => own.reduce((total, { counts }) => total + counts[severity], 0)
    return own.length === 0 ? [] : [{ id, what, error: sum('error'), warning: sum('warning'), info: sum('info') }]
  })
  const cell = (count: number, severity: Severity) =>
    html`<td class="number ${count > 0 && severity}">${count > 0 ? whole(count) : '–'}</td>`
  return html`<section><h2>What was found</h2>
<div class="scroll" tabindex="0" role="region" aria-label="What was found"><table>
<thead><tr><th scope="col">check</th><th scope="col" class="number">errors</th><th scope="col" class="number">warnings</th><th scope="col" class="number">notes</th><th scope="col">what should be</th></tr></thead>
<tbody>${found.map(
    ({ id, what, error, warning, info }) =>
      html`<tr><th scope="row">${id}</th>${cell(error, 'error')}${cell(warning, 'warning')}${cell(info, 'info')}<td>${what}</td></tr>
`,
  )}</tbody></table></div></section>`
}

function findingsTable({ groups }: QualityReport, findings: readonly Finding[]): Markup | null {
  if (findings.length === 0) return null
  const total = groups.reduce((sum, { counts }) => sum + counts.error + counts.warning + counts.info, 0)
  const rest = total - findings.length
  return html`<section><h2>Findings</h2>
<div class="scroll tall" tabindex="0" role="region" aria-label="Findings"><table>
<thead><tr><th scope="col">severity</th><th scope="col">check</th><th scope="col">instrument</th><th scope="col" class="number">row</th><th scope="col">time, UTC</th><th scope="col">what, and what to do</th></tr></thead>
<tbody>${findings.map(findingRow)}</tbody></table></div>
${rest > 0 && html`<p class="note">${counted(rest, 'finding')} more of these kinds are counted above: the first 20 of a kind and severity are listed.</p>`}
</section>`
}

function findingRow({ severity, check, instrument, row, line, time, message, hint }: Finding): Markup {
  const place = line !== null ? `line ${whole(line)}` : row !== null ? whole(row) : '–'
  return html`<tr><td><span class="chip ${severity}">${severity === 'info' ? 'note' : severity}</span></td><td>${check}</td><td>${instrument}</td><td class="number">${place}</td><td class="time">${time === null ? '–' : minute(time)}</td><td>${message}<br><span class="hint">${hint}</span></td></tr>
`
}

/** Those with findings of weight first, then as they stand. */
function charted({ instruments }: QualityReport, findings: readonly Finding[]): CheckedInstrument[] {
  const weight = ({ id }: CheckedInstrument) =>
    findings.filter(({ instrument, severity }) => instrument === id && severity !== 'info').length
  return [...instruments].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_CHARTS)
}

function instrumentSection({ id, coverage, rows }: CheckedInstrument, series: readonly BarSeries[], findings: readonly Finding[]): Markup {
  const bars = series.find(({ instrument }) => instrument.id === id)
  const own = findings.filter(({ instrument, severity }) => instrument === id && severity !== 'info')
  return html`<section><h2>${id}</h2>
${bars !== undefined && rows > 1 && priceChart(bars, own)}
${coverageStrip(coverage, id)}
</section>`
}

function definitions(): Markup {
  const entry = ({ id, what, severity, threshold }: CheckEntry) =>
    html`<dt>${id} <span class="chip ${severity}">${severity === 'info' ? 'note' : severity}</span></dt><dd>${what} <span class="hint">Fires on: ${threshold}.</span></dd>
`
  return html`<section><h2>The checks</h2><dl>${qualityChecks.map(entry)}</dl></section>`
}
