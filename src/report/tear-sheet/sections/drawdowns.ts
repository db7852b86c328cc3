// The worst falls: from which peak to which valley, and when they were made good.

import type { Drawdown } from '../../../metrics/drawdowns.js'
import type { RunResult } from '../../../model/run.js'
import { DAY_MS } from '../../../model/time.js'
import { date, decimal, percent, whole } from '../../wording.js'
import { FALLS_SHADED, listedFalls } from '../data/falls.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { table } from './table.js'

const source = 'source: empyrical gen_drawdown_table, on every bar'

interface Row {
  readonly number: number
  readonly fall: Drawdown
}

export function worstFalls(result: RunResult): Markup {
  const rows = listedFalls(result).map((fall, i) => ({ number: i + 1, fall }))
  if (rows.length === 0) return section('drawdowns', 'Worst falls', html`<p class="empty">Equity never fell below its highest point.</p>`)
  const end = result.equity.time.at(-1) ?? 0
  return section(
    'drawdowns',
    'Worst falls',
    table<Row>(
      `From peak to valley to recovery, deepest first; the first ${Math.min(FALLS_SHADED, rows.length)} are shaded in the charts`,
      [
        {
          head: '#',
          numeric: true,
          cell: ({ number }) => String(number),
          means: meaning('Number', 'the rank by depth', 'the same number stands in the charts'),
        },
        {
          head: 'Fall',
          numeric: true,
          cell: ({ fall }) => percent(fall.depth),
          tone: () => 'loss',
          means: meaning('Fall', 'valley / peak − 1', 'by bar equity', source),
        },
        {
          head: 'Peak',
          cell: ({ fall }) => date(fall.peakTime),
          means: meaning('Peak', 'the last bar at the highest equity before the fall', source),
        },
        {
          head: 'Valley',
          cell: ({ fall }) => date(fall.valleyTime),
          means: meaning('Valley', 'the lowest bar before the recovery', source),
        },
        {
          head: 'Recovered',
          cell: ({ fall }) => (fall.recoveryTime === null ? 'not yet' : date(fall.recoveryTime)),
          means: meaning('Recovered', 'the first bar at or above the peak again', source),
        },
        {
          head: 'Days down',
          numeric: true,
          cell: ({ fall }) => days(fall.valleyTime - fall.peakTime),
          means: meaning('Days down', 'valley − peak, calendar days'),
        },
        {
          head: 'Days back',
          numeric: true,
          cell: ({ fall }) => days((fall.recoveryTime ?? end) - fall.valleyTime),
          means: meaning('Days back', 'recovery − valley, calendar days', 'to the end of the run where it has not recovered'),
        },
        {
          head: 'Days',
          numeric: true,
          cell: ({ fall }) => days(fall.days * DAY_MS),
          means: meaning('Days', 'recovery − peak, calendar days', 'to the end of the run where it has not recovered'),
        },
        {
          head: 'In the charts',
          cell: ({ fall }) =>
            html`<button type="button" class="show" data-from="${fall.peakTime}" data-to="${fall.recoveryTime ?? end}">show</button>`,
        },
      ],
      rows,
      { id: ({ number }) => `fall-${number}` },
    ),
  )
}

function days(ms: number): string {
  const count = ms / DAY_MS
  return count >= 10 || Number.isInteger(count) ? whole(count) : decimal(count, 1)
}
