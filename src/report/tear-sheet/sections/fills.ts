// Why each fill has its price, and how much of the result hangs on the path that prices took inside a bar.

import type { Fill } from '../../../model/fill.js'
import type { RunResult } from '../../../model/run.js'
import { ambiguityOf } from '../../ambiguity.js'
import { grouped } from '../../grouped.js'
import { counted, decimal, percent, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

export function fillReasons(run: RunResult): Markup {
  const { fills } = run
  if (fills.length === 0) return section('fills', 'Fills', html`<p class="empty">No order was filled.</p>`)
  const groups = [...grouped(fills, (fill) => `${fill.rule} · ${fill.role}`)].sort(([, a], [, b]) => b.length - a.length)
  const unknown = fills.filter((fill) => fill.volumeUnknown).length
  return section(
    'fills',
    'Fills',
    html`<p title="${meaning('Ambiguous', 'Σ |result| of round trips with an ambiguous fill / Σ |result| of all', 'a fill is ambiguous where another order of events inside its bar gives another fill')}">${ambiguityText(run)}${unknown > 0 && ` ${counted(unknown, 'fill')} on bars without volume: no cap on size could be applied.`}</p>`,
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

/** The share of results that another order of events inside a bar would change, and what those results are. */
function ambiguityText(run: RunResult): string {
  const { fills, share, hanging, all } = ambiguityOf(run)
  if (fills === 0) return 'No fill hangs on the path of prices inside a bar.'
  const results =
    share === null
      ? ''
      : `; the trades with them made ${decimal(hanging)} of ${decimal(all)}, and ${percent(share)} of what all trades moved (gains and losses, each counted as positive)`
  return `${counted(fills, 'fill')} of ${whole(run.fills.length)} hang on the path of prices inside a bar${results}.`
}

function words(name: string): string {
  return name.replaceAll('-', ' ')
}
