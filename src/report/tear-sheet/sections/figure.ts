// The frame of a chart: title, a legend whose entries hide what they name, a line that reads out the figures under the pointer, and the place to draw in.

import { html, type Markup } from '../html.js'
import type { ChartName } from '../specs/charts.js'
import { titled } from './table.js'

export interface LegendEntry {
  readonly mark: 'strategy' | 'benchmark' | 'loss' | 'falls' | 'buy' | 'sell' | 'trip' | 'area' | 'normal'
  readonly text: string
  /** The columns or data that a click hides and shows again. */
  readonly hides: string
}

export interface FigureText {
  readonly name: ChartName
  readonly title: string
  /** What the figures of the chart are, by lines. */
  readonly means: string
  readonly legend?: readonly LegendEntry[]
  readonly note?: string
  /** Which of several data sets it draws; only charts that stand more than once have it. */
  readonly data?: string
}

export function figure({ name, title, means, legend = [], note = '', data }: FigureText): Markup {
  return html`<figure class="chart ${name}" data-chart="${name}"${data !== undefined && html` data-set="${data}"`}>
<figcaption><span class="title"${titled(means)}>${title}</span>${legend.map(key)}<output class="readout" aria-live="off"></output></figcaption>
<div class="stage"><div class="plot"></div></div>
<p class="note">${note}</p>
</figure>\n`
}

function key({ mark, text, hides }: LegendEntry): Markup {
  return html`<button type="button" class="key ${mark}" aria-pressed="true" data-hides="${hides}">${text}</button>`
}
