// Equity with its drawdown and the benchmark, the worst falls shaded, and the strip on which the period of all charts is chosen.

import type { RunResult } from '../../../model/run.js'
import { percent } from '../../wording.js'
import type { ChartData } from '../chart-data.js'
import { html, type Markup } from '../html.js'
import { figure, type LegendEntry } from './figure.js'
import { meaning } from './meaning.js'
import { section } from './section.js'

export function equityCharts(data: ChartData, { currency }: RunResult, benchmark: string | null): Markup {
  const { falls, equity } = data
  const shaded: LegendEntry[] = falls.length === 0 ? [] : [{ mark: 'falls', text: 'worst falls', hides: 'falls' }]
  const beside = (field: string): LegendEntry[] => (benchmark === null ? [] : [{ mark: 'benchmark', text: benchmark, hides: field }])
  return section(
    'equity',
    'Equity',
    figure({
      name: 'equity',
      title: `Equity, ${currency}`,
      means: meaning('Equity', 'cash + Σ position × mark', 'at each close, after the fills of that bar', 'source: the run’s ledger'),
      legend: [{ mark: 'strategy', text: 'strategy', hides: 'equity' }, ...beside('benchmark'), ...shaded],
      note: equity.note,
    }),
    figure({
      name: 'drawdown',
      title: 'Drawdown',
      means: meaning('Drawdown', 'E / running max(start, E) − 1', 'at each bar', 'source: empyrical max_drawdown, on every bar'),
      legend: [{ mark: 'loss', text: 'strategy', hides: 'drawdown' }, ...beside('benchmarkDrawdown'), ...shaded],
      note: equity.note,
    }),
    figure({
      name: 'range',
      title: 'Period',
      means: meaning('Period', 'the stretch of time that all charts show', 'all of the equity curve stands behind it'),
      note: 'Drag or turn the wheel on the strip to choose the period of every chart; drag the chosen part to move it; a click shows all. In a chart: drag across a stretch, hold Ctrl or Shift and turn the wheel, or use the keys + − ← → 0.',
    }),
    falls.length > 0 &&
      html`<p class="falls-list">Worst falls: ${falls.map(
        ({ number, depth }) => html`<a href="#fall-${number}" data-fall="${number}"><b>${number}</b> ${percent(depth)}</a> `,
      )}</p>`,
  )
}
