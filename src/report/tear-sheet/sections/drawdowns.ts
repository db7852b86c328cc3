// The worst falls: from which peak to which valley, and when they were made good.

import { type Drawdown, worstDrawdowns } from '../../../metrics/drawdowns.js'
import type { RunResult } from '../../../model/run.js'
import { date, percent, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { section } from './section.js'
import { table } from './table.js'

const FALLS_SHOWN = 8

export function worstFalls({ equity, initialCash }: RunResult): Markup {
  const falls = worstDrawdowns(equity.equity, equity.time, initialCash, FALLS_SHOWN)
  if (falls.length === 0) return section('drawdowns', 'Worst falls', html`<p class="empty">Equity never fell below its highest point.</p>`)
  return section(
    'drawdowns',
    'Worst falls',
    table<Drawdown>(
      'From peak to valley to recovery, by bar equity, deepest first',
      [
        { head: 'Fall', numeric: true, cell: (fall) => percent(fall.depth), tone: () => 'loss' },
        { head: 'Peak', cell: (fall) => date(fall.peakTime) },
        { head: 'Valley', cell: (fall) => date(fall.valleyTime) },
        { head: 'Recovered', cell: (fall) => (fall.recoveryTime === null ? 'not yet' : date(fall.recoveryTime)) },
        { head: 'Days', numeric: true, cell: (fall) => whole(fall.days) },
      ],
      falls,
    ),
  )
}
