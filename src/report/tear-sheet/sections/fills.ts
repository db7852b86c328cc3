// Why each fill has its price, and how much of the result hangs on the path that prices took inside a bar.

import type { Fill } from '../../../model/fill.js'
import type { RunResult } from '../../../model/run.js'
import { grouped } from '../../grouped.js'
import { counted, percent, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

export function fillReasons({ fills, roundTrips }: RunResult): Markup {
  if (fills.length === 0) return section('fills', 'Fills', html`<p class="empty">No order was filled.</p>`)
  const groups = [...grouped(fills, (fill) => `${fill.rule} · ${fill.role}`)].sort(([, a], [, b]) => b.length - a.length)
  const unknown = fills.filter((fill) => fill.volumeUnknown).length
  return section(
    'fills',
    'Fills',
    html`<p title="${meaning('Ambiguous', 'Σ |result| of round trips with an ambiguous fill / Σ |result| of all', 'a fill is ambiguous where another order of events inside its bar gives another fill')}">${ambiguityText(fills, roundTrips)}${unknown > 0 && ` ${counted(unknown, 'fill')} on bars without volume: no cap on size could be applied.`}</p>`,
    table('Why each fill has its price', columns(fills.length), groups),
  )
}

function columns(all: number): Column<[string, Fill[]]>[] {
  return [
    { head: 'Rule', cell: ([, [fill]]) => words(fill?.rule ?? ''), rowMeans: () => '' },
    { head: 'Order', cell: ([, [fill]]) => words(fill?.role ?? '') },
    { head: 'Price from', cell: ([, group]) => [...new Set(group.map((fill) => words(fill.priceSource)))].join(', ') },
    {
      head: 'Fills',
      numeric: true,
      cell: ([, group]) => whole(group.length),
      means: meaning('Fills', 'fills by this rule for this kind of order'),
    },
    {
      head: 'Share',
      numeric: true,
      cell: ([, group]) => percent(group.length / all),
      means: meaning('Share', 'fills of the row / all fills'),
    },
    {
      head: 'Ambiguous',
      numeric: true,
      cell: ([, group]) => whole(group.filter((fill) => fill.ambiguous).length),
      means: meaning('Ambiguous', 'fills that another order of events inside the bar would change'),
    },
  ]
}

/** The share of results that another order of events inside a bar would change. */
function ambiguityText(fills: readonly Fill[], roundTrips: RunResult['roundTrips']): string {
  const doubtful = fills.filter((fill) => fill.ambiguous).length
  if (doubtful === 0) return 'No fill hangs on the path of prices inside a bar.'
  const moved = roundTrips.reduce((sum, trip) => sum + Math.abs(trip.pnl), 0)
  const hanging = roundTrips.reduce((sum, trip) => sum + (trip.ambiguous ? Math.abs(trip.pnl) : 0), 0)
  const share =
    moved > 0
      ? `, and with them ${percent(hanging / moved)} of what the trades moved (the sum of gains and losses, each counted as positive)`
      : ''
  return `${counted(doubtful, 'fill')} of ${whole(fills.length)} hang on the path of prices inside a bar${share}.`
}

function words(name: string): string {
  return name.replaceAll('-', ' ')
}
