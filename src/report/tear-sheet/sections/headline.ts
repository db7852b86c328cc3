// The verdict in a sentence and the figures that matter most; every figure tells its definition when pointed at.

import type { ConfidenceInterval } from '../../../metrics/confidence-interval.js'
import type { MetricId } from '../../../metrics/metric.js'
import { intervalText, type ReadableMetric, type ReadableMetrics } from '../../metric-text.js'
import type { Verdict } from '../../verdict.js'
import { html, type Markup } from '../html.js'
import { meaning, metricMeaning } from './meaning.js'

/** The metrics of the head of the page. */
export const headlineMetrics: readonly MetricId[] = [
  'totalReturn',
  'cagr',
  'sharpe',
  'sortino',
  'volatility',
  'maxDrawdown',
  'longestDrawdownDays',
  'calmar',
  'winRate',
  'profitFactor',
  'exposure',
  'turnover',
]

export function headline(
  { sentence, beside }: Verdict,
  metrics: ReadableMetrics,
  intervals: Partial<Record<MetricId, ConfidenceInterval>> = {},
): Markup {
  return html`<section id="headline" aria-label="Headline">
<p class="verdict" title="${verdictMeaning(metrics)}">${sentence}</p>
<p class="beside" title="${besideMeaning(metrics)}">${beside}</p>
<dl class="figures">${headlineMetrics.map((id) => figure(metrics[id], intervals[id]))}</dl>
</section>\n`
}

function figure(metric: ReadableMetric, interval: ConfidenceInterval | undefined): Markup {
  const { label, text, reason } = metric
  const range = interval !== undefined && reason === null && html`<dd class="interval">${intervalText(metric, interval)}</dd>`
  return html`<div title="${metricMeaning(metric, interval)}"><dt>${label}</dt><dd${reason !== null && html` class="absent"`}>${text}</dd>${range}</div>\n`
}

function verdictMeaning({ totalReturn, cagr, maxDrawdown }: ReadableMetrics): string {
  const formulas = [totalReturn, cagr, maxDrawdown].map(({ label, formula }) => `${label}: ${formula}`)
  return meaning('The verdict', ...formulas, 'The benchmark: its total return over the same time with the same cash')
}

function besideMeaning({ winRate, exposure }: ReadableMetrics): string {
  return meaning('The trades', ...[winRate, exposure].map(({ label, formula }) => `${label}: ${formula}`))
}
