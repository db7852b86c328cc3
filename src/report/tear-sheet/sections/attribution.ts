// Who made the result and who lost it: strategies and instruments, with sums that meet the account.

import type { BarSeries } from '../../../model/bar.js'
import type { RunResult } from '../../../model/run.js'
import { decimal, percent, whole } from '../../wording.js'
import { type AttributedRun, attribution, type Contribution } from '../data/attribution.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table, tone } from './table.js'

export function attributionTables(result: RunResult, series: readonly BarSeries[]): Markup {
  if (result.fills.length === 0) return section('attribution', 'Attribution', html`<p class="empty">Nothing was traded.</p>`)
  const attributed = attribution(result, series)
  return section(
    'attribution',
    'Attribution',
    html`<p>From fills and marks alone: the parts sum to what the account made.</p>`,
    contributions('strategy', attributed.strategies, attributed, result.currency),
    contributions('instrument', attributed.instruments, attributed, result.currency),
  )
}

const followed = {
  bar: 'at each bar',
  session: 'at the end of each session: bars × parts are too many; that of the account at each bar',
} as const

function contributions(
  noun: 'strategy' | 'instrument',
  parts: readonly Contribution[],
  { account, followedAt }: AttributedRun,
  currency: string,
): Markup {
  const largest = Math.max(...parts.map((part) => Math.abs(part.pnl)), Number.MIN_VALUE)
  const number = (
    head: string,
    rule: string,
    text: (one: Contribution) => string,
    read: (one: Contribution) => number,
  ): Column<Contribution> => ({
    head,
    numeric: true,
    means: meaning(head, rule),
    cell: text,
    sortBy: read,
  })
  const money = (head: string, rule: string, read: (one: Contribution) => number): Column<Contribution> =>
    number(head, `${rule}, ${currency}`, (one) => decimal(read(one)), read)
  const columns: Column<Contribution>[] = [
    { head: noun === 'strategy' ? 'Strategy' : 'Instrument', cell: (one) => one.name, sortBy: (one) => one.name, rowMeans: () => '' },
    {
      ...money('Result', 'proceeds − payments − fees + what is held at its last mark', (one) => one.pnl),
      tone: (one) => tone(one.pnl),
      bar: (one) => (one === account ? 0 : one.pnl / largest),
    },
    number(
      'Share',
      'result / result of the account',
      (one) => (account.pnl === 0 ? '–' : percent(one.pnl / account.pnl)),
      (one) => one.pnl,
    ),
    money('Open', 'position × (mark − average price), part of the result', (one) => one.open),
    money('Fees', 'Σ fees of the fills', (one) => one.fees),
    money('Slippage', 'Σ (price − reference price) × quantity of the fills, already in the result', (one) => one.slippage),
    number(
      'Drawdown',
      `deepest fall of its own running result below its highest point, ${currency}, ${followed[followedAt]}`,
      (one) => (one.drawdown === null ? 'n/a' : decimal(one.drawdown)),
      (one) => one.drawdown ?? 0,
    ),
    number(
      'Trades',
      'closed round trips',
      (one) => whole(one.trades),
      (one) => one.trades,
    ),
    number(
      'Won',
      'round trips above zero / closed round trips',
      (one) => (one.trades === 0 ? '–' : percent(one.won / one.trades)),
      (one) => one.won / Math.max(1, one.trades),
    ),
  ]
  return table(`By ${noun}`, columns, parts, { foot: [account] })
}
