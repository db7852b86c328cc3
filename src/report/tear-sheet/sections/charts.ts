// The frames of the charts: title, legend, a line that reads out the figures under the pointer, and the place to draw in.

import type { ChartData } from '../chart-data.js'
import { html, type Markup } from '../html.js'
import type { ChartName } from '../specs/charts.js'
import { section } from './section.js'

interface LegendEntry {
  readonly mark: 'strategy' | 'benchmark' | 'drawdown' | 'buy' | 'sell' | 'price'
  readonly text: string
}

export function equityCharts(data: ChartData, currency: string, benchmark: string | null, positive: boolean): Markup {
  const entries: LegendEntry[] = [{ mark: 'strategy', text: 'strategy' }]
  if (benchmark !== null) entries.push({ mark: 'benchmark', text: benchmark })
  return section(
    'equity',
    'Equity',
    html`<div class="controls" role="group" aria-label="Period and scale">
<span class="periods">${periods.map(([label, years]) => html`<button type="button" data-years="${years}" aria-pressed="${years === 0 ? 'true' : 'false'}">${label}</button>`)}</span>
<label${!positive && html` title="Equity fell to zero or below: no logarithm"`}><input type="checkbox" id="log-scale"${!positive && html` disabled`}> log scale</label>
</div>`,
    chart('equity', `Equity, ${currency}`, entries, data.equity.note),
    chart('drawdown', 'Drawdown', [{ mark: 'drawdown', text: 'below the highest equity so far' }]),
    chart('range', 'Period', [], 'Drag across the strip to choose the period of every chart; a click shows all of it.'),
  )
}

/** `absent` says why there is no chart, null where there is one. */
export function rollingChart(data: ChartData, window: number, absent: string | null): Markup {
  const legend: LegendEntry[] = [{ mark: 'strategy', text: 'strategy' }]
  const content =
    absent === null
      ? chart('rollingSharpe', `Over the last ${window} sessions`, legend, data.rolling.note)
      : html`<p class="empty">${absent}.</p>`
  return section('rolling', 'Rolling Sharpe ratio', content)
}

export function priceChart(data: ChartData): Markup | null {
  if (data.prices.length === 0) return null
  return section(
    'price',
    'Price, entries and exits',
    data.prices.length <= 1
      ? null
      : html`<p class="controls"><label>Instrument <select id="instrument">${data.prices.map(
          ({ instrument, fills }, i) => html`<option value="${i}">${instrument} (${fills.columns.time?.length ?? 0} fills)</option>`,
        )}</select></label></p>`,
    chart('price', '', [
      { mark: 'price', text: 'close, with the range of each bar' },
      { mark: 'buy', text: 'buy' },
      { mark: 'sell', text: 'sell' },
    ]),
  )
}

const periods = [
  ['All', 0],
  ['10 y', 10],
  ['5 y', 5],
  ['1 y', 1],
] as const

function chart(name: ChartName, title: string, legend: readonly LegendEntry[], note = ''): Markup {
  return html`<figure class="chart ${name}" data-chart="${name}">
<figcaption><span class="title">${title}</span>${legend.map(({ mark, text }) => html`<span class="key ${mark}">${text}</span>`)}<output class="readout" aria-live="off"></output></figcaption>
<div class="plot"></div>
<p class="note">${note}</p>
</figure>\n`
}
