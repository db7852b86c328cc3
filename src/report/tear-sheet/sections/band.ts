// The run between its ends: each figure under the worse and under the better path inside every bar.

import type { MetricsMode } from '../../../metrics/compute.js'
import type { RunResult } from '../../../model/run.js'
import { type Band, type BandFigure, bandFigures, bandWarning } from '../../band.js'
import type { ReadableMetrics } from '../../metric-text.js'
import { percent } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { headlineMetrics } from './headline.js'
import { meaning, metricMeaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

export function bandTable(band: Band, metrics: ReadableMetrics, mode: MetricsMode, { config }: RunResult): Markup {
  const intrabar = String(config.intrabar)
  return section(
    'band',
    'Band',
    html`<p title="${shareMeaning}">${shareText(band)} ${bandWarning}</p>`,
    table('The run under both ends of each bar', columns(metrics, intrabar), bandFigures(band, headlineMetrics, mode)),
  )
}

const shareMeaning = meaning(
  'Share of the result that hangs on ambiguous bars',
  'Σ |result| of round trips with an ambiguous fill / Σ |result| of all, the larger of the two ends',
  'a fill is ambiguous where the other path inside its bar does not have it; open positions are left out',
)

function shareText({ ambiguousShare: { value, reason } }: Band): string {
  return value === null
    ? `How much hangs on ambiguous bars: ${reason}.`
    : `${percent(value)} of what closed trades moved hangs on ambiguous bars.`
}

/** A column for each end, and one for the run where it is neither. */
function columns(metrics: ReadableMetrics, intrabar: string): Column<BandFigure>[] {
  const head = (end: string): string => `${end}${end === intrabar ? ' (this run)' : ''}`
  const own: Column<BandFigure> = { head: `${intrabar} (this run)`, numeric: true, cell: ({ id }) => metrics[id].text }
  const isEnd = intrabar === 'pessimistic' || intrabar === 'optimistic'
  return [
    { head: 'Figure', cell: ({ label }) => label, rowMeans: ({ id }) => metricMeaning(metrics[id]) },
    { head: head('pessimistic'), numeric: true, cell: ({ pessimistic }) => pessimistic, means: endMeaning('pessimistic', 'less') },
    ...(isEnd ? [] : [own]),
    { head: head('optimistic'), numeric: true, cell: ({ optimistic }) => optimistic, means: endMeaning('optimistic', 'more') },
  ]
}

function endMeaning(end: string, what: string): string {
  return meaning(`The ${end} end`, `in each bar the path that leaves ${what} value at its close, decided afresh each bar`)
}
