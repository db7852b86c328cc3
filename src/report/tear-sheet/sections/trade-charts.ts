// Round trips as points: what they returned against how long they were held, and against their worst and best open result.

import type { RunResult } from '../../../model/run.js'
import { heldUnit } from '../held-unit.js'
import { html, type Markup } from '../html.js'
import { figure } from './figure.js'
import { meaning } from './meaning.js'

const result = 'return: result / value at entry, fees included'
const excursion = 'of the value at entry, without fees; J. Sweeney, Maximum Adverse Excursion (1996)'

export function tradeCharts({ roundTrips }: RunResult): Markup {
  const unit = heldUnit(roundTrips.map((trip) => trip.exitTime - trip.entryTime))
  return html`<p class="note">One point for each trade that the filters leave; a click on a point finds it in the table. Points that would cover one another are drawn once.</p>
<div class="triple">
${figure({
  name: 'tradeDuration',
  data: unit.name,
  title: `Return by ${unit.name} held`,
  means: meaning('Return against time held', result, `held: last fill − first fill, ${unit.name}, square-root scale`),
})}
${figure({ name: 'tradeMae', title: 'Return by worst open result', means: meaning('Return against MAE', result, `MAE: worst open result ${excursion}`) })}
${figure({ name: 'tradeMfe', title: 'Return by best open result', means: meaning('Return against MFE', result, `MFE: best open result ${excursion}`) })}
</div>`
}
