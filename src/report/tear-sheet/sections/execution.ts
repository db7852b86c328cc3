// How orders became fills: by which rule, how much hangs on the path inside a bar, what it cost, and what was denied.

import { type DenialRecord, denialText } from '../../../model/denial.js'
import type { Fill } from '../../../model/fill.js'
import type { RunResult } from '../../../model/run.js'
import { grouped } from '../../grouped.js'
import { whyNoTrade } from '../../verdict.js'
import { counted, date, decimal, percent, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

export function fillReasons({ fills, roundTrips }: RunResult): Markup {
  if (fills.length === 0) return section('fills', 'Fills', html`<p class="empty">No order was filled.</p>`)
  const byRule = groups(fills, (fill) => `${fill.rule} · ${fill.role}`)
  const columns: Column<[string, Fill[]]>[] = [
    { head: 'Rule', cell: ([, [fill]]) => words(fill?.rule ?? '') },
    { head: 'Order', cell: ([, [fill]]) => words(fill?.role ?? '') },
    { head: 'Price from', cell: ([, group]) => [...new Set(group.map((fill) => words(fill.priceSource)))].join(', ') },
    { head: 'Fills', numeric: true, cell: ([, group]) => whole(group.length) },
    { head: 'Share', numeric: true, cell: ([, group]) => percent(group.length / fills.length) },
    { head: 'Ambiguous', numeric: true, cell: ([, group]) => whole(group.filter((fill) => fill.ambiguous).length) },
  ]
  const unknown = fills.filter((fill) => fill.volumeUnknown).length
  return section(
    'fills',
    'Fills',
    html`<p>${ambiguityText(fills, roundTrips)}${unknown > 0 && ` ${counted(unknown, 'fill')} on bars without volume: no cap on size could be applied.`}</p>`,
    table('Why each fill has its price', columns, byRule),
  )
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

/** A ladder that adds up: closed round trips from before costs to after them, then what fills of open positions cost. */
export function costs({ fills, roundTrips, currency }: RunResult): Markup | null {
  if (fills.length === 0) return null
  const slippage = total(roundTrips, (trip) => trip.slippage)
  const fees = total(roundTrips, (trip) => trip.fees)
  const before = total(roundTrips, (trip) => trip.grossPnl) + slippage
  const open = total(fills, (fill) => fill.fee + fill.slippage) - fees - slippage
  const share = (amount: number): string => (before > 0 ? percent(amount / before) : '')
  const rows: [string, number, string][] = [
    ['Closed trades before costs', before, ''],
    ['Slippage', -slippage, share(-slippage)],
    ['Fees', -fees, share(-fees)],
    ['Closed trades after costs', before - slippage - fees, share(before - slippage - fees)],
  ]
  if (open > CENT) rows.push(['Slippage and fees of positions still open', -open, ''])
  return section(
    'costs',
    'Costs',
    table(
      `What trading cost, ${currency}`,
      [
        { head: 'Item', cell: ([item]) => item },
        { head: 'Amount', numeric: true, cell: ([, amount]) => decimal(amount) },
        { head: 'Of the result before costs', numeric: true, cell: ([, , of]) => of },
      ],
      rows,
    ),
  )
}

export function denials(result: RunResult): Markup {
  const silent = result.counts.fills === 0 ? html`<p><strong>Why there is no trade.</strong> ${whyNoTrade(result)}</p>` : null
  if (result.denials.length === 0) return section('denials', 'Denials', silent, html`<p class="empty">No order was denied.</p>`)
  const columns: Column<[string, DenialRecord[]]>[] = [
    { head: 'Code', cell: ([code]) => html`<code>${code}</code>` },
    { head: 'Times', numeric: true, cell: ([, group]) => whole(group.length) },
    { head: 'First', cell: ([, group]) => date(group[0]?.time ?? 0) },
    { head: 'Last', cell: ([, group]) => date(group.at(-1)?.time ?? 0) },
    { head: 'The first one', cell: ([, [first]]) => (first === undefined ? '' : `${first.instrument}, ${denialText(first)}`) },
  ]
  return section(
    'denials',
    'Denials',
    silent,
    table(
      'Orders that were denied before they reached the venue',
      columns,
      groups(result.denials, (denial) => denial.code),
    ),
  )
}

/** The largest group first. */
function groups<Item>(items: readonly Item[], key: (item: Item) => string): [string, Item[]][] {
  return [...grouped(items, key)].sort(([, a], [, b]) => b.length - a.length)
}

/** Less is the rounding of sums. */
const CENT = 0.005

function total<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0)
}

function words(name: string): string {
  return name.replaceAll('-', ' ')
}
