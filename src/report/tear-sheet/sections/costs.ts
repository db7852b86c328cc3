// What trading cost: a ladder that adds up, closed round trips from before costs to after them, then what fills of open positions cost.

import type { RunResult } from '../../../model/run.js'
import { decimal, percent } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { table } from './table.js'

interface Item {
  readonly name: string
  readonly rule: string
  readonly amount: number
  readonly share: boolean
}

/** Less is the rounding of sums. */
const CENT = 0.005

export function costs({ fills, roundTrips, currency }: RunResult): Markup {
  if (fills.length === 0) return section('costs', 'Costs', html`<p class="empty">Nothing was traded, so nothing was paid.</p>`)
  const slippage = total(roundTrips, (trip) => trip.slippage)
  const fees = total(roundTrips, (trip) => trip.fees)
  const before = total(roundTrips, (trip) => trip.grossPnl) + slippage
  const open = total(fills, ({ fee, slippage, rate = 1 }) => (fee + slippage) * rate) - fees - slippage
  const rows: Item[] = [
    { name: 'Closed trades before costs', rule: 'Σ result at reference prices, without fees', amount: before, share: false },
    { name: 'Slippage', rule: 'Σ (price − reference price) × quantity, against us', amount: -slippage, share: true },
    { name: 'Fees', rule: 'Σ fees by the schedule in force', amount: -fees, share: true },
    { name: 'Closed trades after costs', rule: 'Σ result of round trips', amount: before - slippage - fees, share: true },
  ]
  if (open > CENT)
    rows.push({ name: 'Slippage and fees of positions still open', rule: 'Σ over fills of no closed trade', amount: -open, share: false })
  return section(
    'costs',
    'Costs',
    table<Item>(
      `What trading cost, ${currency}`,
      [
        { head: 'Item', cell: ({ name }) => name, rowMeans: ({ name, rule }) => meaning(name, rule, currency) },
        {
          head: 'Amount',
          numeric: true,
          cell: ({ amount }) => decimal(amount),
          means: meaning('Amount', `of closed round trips, ${currency}`),
        },
        {
          head: 'Of the result before costs',
          numeric: true,
          cell: ({ amount, share }) => (share && before > 0 ? percent(amount / before) : ''),
          means: meaning('Of the result before costs', 'amount / closed trades before costs', 'only where that result is above zero'),
        },
      ],
      rows,
    ),
    html`<p class="note">Spread, market impact and borrowing are not modelled apart: slippage stands for all of them.</p>`,
  )
}

function total<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + read(row), 0)
}
