// The tear sheet: one HTML page that tells a run from the verdict down to its hashes, works without a network, and loads nothing.

import type { MetricsMode } from '../../metrics/compute.js'
import type { BarSeries } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import { type RunMetrics, readableMetrics, verdictFigures } from '../metric-text.js'
import { instrumentNames, periodOf, strategyNames } from '../subject.js'
import { type BenchmarkCurve, verdict } from '../verdict.js'
import type { TearSheetAssets } from './assets.js'
import { chartData } from './chart-data.js'
import { html, Markup, scriptJson } from './html.js'
import { equityCharts, priceChart, rollingChart } from './sections/charts.js'
import { worstFalls } from './sections/drawdowns.js'
import { costs, denials, fillReasons } from './sections/execution.js'
import { headline } from './sections/headline.js'
import { masthead } from './sections/masthead.js'
import { monthly } from './sections/monthly.js'
import { assumptions, definitions, provenance } from './sections/provenance.js'
import { rollingWindow, rollingYear } from './sections/rolling.js'
import { trades } from './sections/trades.js'

export interface TearSheetInput {
  readonly runId: string
  readonly result: RunResult
  readonly metrics: RunMetrics
  /** Whose definitions the metrics follow. */
  readonly metricsMode: MetricsMode
  readonly series: readonly BarSeries[]
  readonly benchmark: BenchmarkCurve | null
  /** Annual fraction, as the metrics took it. */
  readonly riskFreeAnnual: number
}

/** The whole page as text. */
export function tearSheet(input: TearSheetInput, assets: TearSheetAssets): string {
  const { runId, result, metrics, metricsMode, series, benchmark } = input
  const readable = readableMetrics(metrics, metricsMode)
  const rolling = rollingYear(result, input.riskFreeAnnual)
  const data = chartData(result, series, benchmark, typeof rolling === 'string' ? null : rolling)
  const positive = result.equity.equity.every((value) => value > 0)
  const body = html`${masthead(result, runId, metricsMode)}<main>
${headline(verdict(result, verdictFigures(metrics), benchmark), readable)}
${equityCharts(data, result.currency, benchmark?.name ?? null, positive)}
${monthly(result)}
${rollingChart(data, rollingWindow(result), typeof rolling === 'string' ? rolling : null)}
${worstFalls(result)}
${priceChart(data)}
${trades(result)}
${fillReasons(result)}
${costs(result)}
${denials(result)}
${assumptions(result)}
${provenance(result)}
${definitions(readable)}
</main>`
  return page(`${strategyNames(result)} on ${instrumentNames(result)}, ${periodOf(result)}`, body, scriptJson(data), assets)
}

/** The policy lets nothing be loaded from anywhere; Vega compiles its expressions, hence 'unsafe-eval'. */
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:"

function page(title: string, body: Markup, data: Markup, { charts, script, style }: TearSheetAssets): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
<noscript><p class="empty">The charts need JavaScript; every table stands without it.</p></noscript>
<script type="application/json" id="chart-data">${data}</script>
<script type="application/json" id="charts">${new Markup(charts.replaceAll('<', '\\u003c'))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text
}
