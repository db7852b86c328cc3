// The top of the page: what was run on what and when, with everything that limits its meaning said first.

import type { MetricsMode } from '../../../metrics/compute.js'
import type { RunResult } from '../../../model/run.js'
import { refusalLines, refusalsOf } from '../../refusals.js'
import { instrumentNames, periodOf, strategyNames } from '../../subject.js'
import { counted, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'

export function masthead(result: RunResult, runId: string, mode: MetricsMode): Markup {
  return html`<header>
<div class="top"><p class="kicker">trading-bench · backtest</p><button type="button" class="theme" hidden>Dark</button></div>
<h1>${strategyNames(result)}</h1>
<p class="subject">${instrumentNames(result)}, ${timeframes(result)} bars, ${periodOf(result)}</p>
<p class="params">${parameters(result)}</p>
${labels(result)}
${refused(result)}
${result.notes.length > 0 && html`<ul class="notes">${result.notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p class="definitions">${definitions(result, mode)} Run <code>${runId}</code></p>
</header>\n`
}

/** A run that mostly did not do what its strategy asked for says so before anything else. */
function refused(result: RunResult): Markup | null {
  const [head, ...codes] = refusalLines(refusalsOf(result))
  return head === undefined
    ? null
    : html`<ul class="notes"><li><strong>${head}</strong></li>${codes.map((line) => html`<li>${line}</li>`)}</ul>`
}

function timeframes({ series }: RunResult): string {
  return [...new Set(series.map((one) => one.timeframe))].join(' and ')
}

function parameters({ strategies }: RunResult): string {
  return strategies
    .flatMap(({ params }) => Object.entries(params))
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ')
}

function labels({ series }: RunResult): Markup | null {
  const synthetic = series.some((one) => one.synthetic)
  const texts = [...new Set(series.map((one) => one.label).filter((label) => label !== ''))]
  if (!synthetic && texts.length === 0) return null
  return html`<p class="labels">${synthetic && html`<strong class="label synthetic">Synthetic data</strong>`}${texts
    .slice(0, 3)
    .map((text) => html`<span class="label">${text}</span>`)}</p>`
}

function definitions({ sessions, calendar, currency, initialCash, counts }: RunResult, mode: MetricsMode): string {
  const start = `${counted(counts.bars, 'bar')}, starting with ${whole(initialCash)} ${currency}.`
  const days = `Day-based figures: last close of each session, ${sessions.periodsPerYear} sessions a year (${calendar}).`
  const whose =
    mode === 'default' ? 'Definitions as empyrical has them, unless a figure says otherwise.' : `Definitions as ${mode} has them.`
  return `${start} ${days} ${whose} Times are UTC. Point at a number, or tab to it, to see what it is.`
}
