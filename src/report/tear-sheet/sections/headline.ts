// The verdict in a sentence and the figures that matter most; every figure tells its definition when pointed at.

import type { MetricId } from '../../../metrics/metric.js'
import type { ReadableMetric, ReadableMetrics } from '../../metric-text.js'
import type { Verdict } from '../../verdict.js'
import { html, type Markup } from '../html.js'

const shown: readonly MetricId[] = [
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

export function headline({ sentence, beside }: Verdict, metrics: ReadableMetrics): Markup {
  return html`<section id="headline" aria-label="Headline">
<p class="verdict">${sentence}</p>
<p class="beside">${beside}</p>
<dl class="figures">${shown.map((id) => figure(metrics[id]))}</dl>
</section>\n`
}

function figure({ label, text, meaning, reason }: ReadableMetric): Markup {
  return html`<div title="${meaning}"><dt>${label}</dt><dd${reason !== null && html` class="absent"`}>${text}</dd></div>\n`
}
