// The tear sheet: one HTML page that tells a run from the verdict down to its hashes, works without a network, and loads nothing.

import type { MetricsMode } from '../../metrics/compute.js'
import type { ConfidenceInterval } from '../../metrics/confidence-interval.js'
import type { MetricId } from '../../metrics/metric.js'
import type { BarSeries } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import type { Band } from '../band.js'
import { type RunMetrics, readableMetrics, verdictFigures } from '../metric-text.js'
import { instrumentNames, periodOf, strategyNames } from '../subject.js'
import { type BenchmarkCurve, verdict } from '../verdict.js'
import type { TearSheetAssets } from './assets.js'
import { chartData } from './chart-data.js'
import { rollingFigures } from './data/rolling.js'
import { html, Markup, scriptJson } from './html.js'
import { attributionTables } from './sections/attribution.js'
import { bandTable } from './sections/band.js'
import { chaos } from './sections/chaos.js'
import { costs } from './sections/costs.js'
import { denials } from './sections/denials.js'
import { distributions } from './sections/distribution.js'
import { worstFalls } from './sections/drawdowns.js'
import { equityCharts } from './sections/equity.js'
import { exposureChart } from './sections/exposure.js'
import { fillReasons } from './sections/fills.js'
import { headline } from './sections/headline.js'
import { masthead } from './sections/masthead.js'
import { monthly } from './sections/monthly.js'
import { assumptions, definitions, provenance } from './sections/provenance.js'
import { rollingCharts } from './sections/rolling.js'
import { toolbar } from './sections/toolbar.js'
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
  /** How far figures could lie from the truth, by metric. */
  readonly intervals?: Partial<Record<MetricId, ConfidenceInterval>>
  /** The figures at both ends of each bar's doubt. */
  readonly band?: Band | undefined
}

/** The whole page as text. */
export function tearSheet(input: TearSheetInput, assets: TearSheetAssets): string {
  const { runId, result, metrics, metricsMode, series, benchmark, riskFreeAnnual, intervals } = input
  const readable = readableMetrics(metrics, metricsMode)
  const rolling = rollingFigures(result, riskFreeAnnual, benchmark)
  const data = chartData(result, series, benchmark, typeof rolling === 'string' ? null : rolling)
  const other = benchmark?.name ?? null
  const positive = result.equity.equity.every((value) => value > 0)
  const body = html`${masthead(result, runId, metricsMode)}<main>
${headline(verdict(result, verdictFigures(metrics), benchmark), readable, intervals)}
${input.band !== undefined && bandTable(input.band, readable, metricsMode, result)}${toolbar(result, positive)}
${equityCharts(data, result, other)}
${monthly(result, benchmark)}
${rollingCharts(data, rolling, readable, other)}
${worstFalls(result)}
${exposureChart(data, result)}
${distributions(result, data, benchmark)}
${trades(result, data)}
${attributionTables(result, series)}
${costs(result)}
${fillReasons(result)}
${denials(result, data)}
${chaos(result)}
${assumptions(result)}
${provenance(result)}
${definitions(readable)}
</main>`
  const synthetic = result.series.some((one) => one.synthetic) ? ' (synthetic data)' : ''
  return page(`${strategyNames(result)} on ${instrumentNames(result)}, ${periodOf(result)}${synthetic}`, body, scriptJson(data), assets)
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
