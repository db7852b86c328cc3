// How much of the account was at work over time, and how much at most.

import type { RunResult } from '../../../model/run.js'
import { percent } from '../../wording.js'
import type { ChartData } from '../chart-data.js'
import { html, type Markup } from '../html.js'
import { figure } from './figure.js'
import { meaning } from './meaning.js'
import { section } from './section.js'

export function exposureChart(data: ChartData, { equity: { equity, grossExposure } }: RunResult): Markup {
  let most = 0
  let sum = 0
  let rows = 0
  for (let i = 0; i < equity.length; i++) {
    if (!((equity[i] as number) > 0)) continue
    const leverage = (grossExposure[i] as number) / (equity[i] as number)
    most = Math.max(most, leverage)
    sum += leverage
    rows++
  }
  const gross = 'Σ |position × mark| / equity'
  return section(
    'exposure',
    'Exposure and leverage',
    rows > 0 &&
      html`<p title="${meaning('Leverage', gross, 'mean and largest over the bars with equity above zero')}">Gross exposure was ${percent(sum / rows)} of equity on average and ${percent(most)} at most.</p>`,
    figure({
      name: 'exposure',
      title: 'Share of equity',
      means: meaning(
        'Exposure',
        `gross (leverage): ${gross}`,
        'net: Σ position × mark / equity',
        'at each close; missing where equity is not above zero',
      ),
      legend: [
        { mark: 'area', text: 'gross', hides: 'gross' },
        { mark: 'strategy', text: 'net', hides: 'net' },
      ],
      note: data.equity.note,
    }),
  )
}
