// Sharpe ratio, volatility and beta over a window that slides along the sessions.

import type { ReadableMetrics } from '../../metric-text.js'
import type { ChartData } from '../chart-data.js'
import type { RollingFigures } from '../data/rolling.js'
import { html, type Markup } from '../html.js'
import { figure, type LegendEntry } from './figure.js'
import { metricMeaning } from './meaning.js'
import { section } from './section.js'

/** `figures` is the reason where there are none. */
export function rollingCharts(
  data: ChartData,
  figures: RollingFigures | string,
  metrics: ReadableMetrics,
  benchmark: string | null,
): Markup {
  if (typeof figures === 'string') return section('rolling', 'Rolling figures', html`<p class="empty">${figures}.</p>`)
  const { window, note } = figures
  const over = (id: 'sharpe' | 'volatility' | 'beta'): string =>
    `${metricMeaning({ ...metrics[id], reason: null })}\nover the last ${window} sessions`
  const legend = (own: string, other: string): LegendEntry[] => [
    { mark: 'strategy', text: 'strategy', hides: own },
    ...(benchmark === null ? [] : [{ mark: 'benchmark', text: benchmark, hides: other } as const]),
  ]
  const hasBeta = data.rolling.columns.beta !== undefined
  return section(
    'rolling',
    `Rolling ${window} sessions`,
    figure({ name: 'rollingSharpe', title: 'Sharpe ratio', means: over('sharpe'), legend: legend('sharpe', 'benchmarkSharpe') }),
    figure({
      name: 'rollingVolatility',
      title: 'Volatility',
      means: over('volatility'),
      legend: legend('volatility', 'benchmarkVolatility'),
      note: hasBeta ? '' : note,
    }),
    hasBeta &&
      figure({
        name: 'rollingBeta',
        note,
        title: `Beta to ${benchmark ?? 'the benchmark'}`,
        means: over('beta'),
        legend: [{ mark: 'strategy', text: 'strategy', hides: 'beta' }],
      }),
  )
}
