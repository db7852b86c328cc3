// Prices as an SVG: the low and high of each stretch of bars, with the findings marked where they are.

import type { Finding } from '../../data/quality/finding.js'
import type { BarSeries } from '../../model/bar.js'
import { html, type Markup } from '../tear-sheet/html.js'
import { counted, date, price } from '../wording.js'

const WIDTH = 1000
const HEIGHT = 260
const LEFT = 64
const BOTTOM = 24
const TOP = 10

/** Where prices span more than this factor the scale is logarithmic, so that early years can be seen. */
const LOG_SPAN = 5

export function priceChart({ columns, instrument }: BarSeries, findings: readonly Finding[]): Markup {
  const stretches = inStretches(columns.low, columns.high, WIDTH - LEFT)
  const scale = scaleOf(stretches)
  const x = (row: number) => LEFT + ((WIDTH - LEFT) * row) / Math.max(1, columns.length - 1)
  const marks = findings.filter(({ row }) => row !== null && row < columns.length)
  const label = `Prices of ${instrument.id} by bar, ${counted(marks.length, 'finding')} marked`
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${scale.ticks.map((tick) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${n(scale.y(tick))}" y2="${n(scale.y(tick))}"/><text class="axis" x="${LEFT - 8}" y="${n(scale.y(tick) + 4)}" text-anchor="end">${price(tick)}</text>`)}
${dateTicks(columns.openTime).map(([row, text], index, all) => html`<text class="axis" x="${n(x(row))}" y="${HEIGHT - 6}" text-anchor="${index === 0 ? 'start' : index === all.length - 1 ? 'end' : 'middle'}">${text}</text>`)}
<path class="prices" d="${path(stretches, scale.y)}"/>
${marks.map((finding) => mark(finding, x(finding.row as number), columns.low[finding.row as number] as number, scale.y))}
</svg><figcaption class="note">Low to high of ${counted(columns.length, 'bar')}, equally spaced; each mark is a finding.</figcaption></figure>`
}

interface Stretch {
  readonly low: number
  readonly high: number
}

/** The extremes of equal stretches of rows: no spike is lost. Impossible prices are left out of the drawing. */
function inStretches(low: Float64Array, high: Float64Array, count: number): Stretch[] {
  const stretches = Math.min(count, low.length)
  return Array.from({ length: stretches }, (_, index) => {
    let lowest = Number.POSITIVE_INFINITY
    let highest = Number.NEGATIVE_INFINITY
    const end = Math.floor(((index + 1) * low.length) / stretches)
    for (let row = Math.floor((index * low.length) / stretches); row < end; row++) {
      if (Number.isFinite(low[row])) lowest = Math.min(lowest, low[row] as number)
      if (Number.isFinite(high[row])) highest = Math.max(highest, high[row] as number)
    }
    return { low: lowest, high: highest }
  }).filter(({ low, high }) => low <= high)
}

function scaleOf(stretches: readonly Stretch[]): { y: (value: number) => number; ticks: number[] } {
  const lowest = Math.min(...stretches.map(({ low }) => low))
  const highest = Math.max(...stretches.map(({ high }) => high))
  const isLog = lowest > 0 && highest / lowest > LOG_SPAN
  const of = isLog ? Math.log : (value: number) => value
  const span = of(highest) - of(lowest) || 1
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (of(Math.max(lowest, Math.min(highest, value))) - of(lowest)) / span)
  const ticks = Array.from({ length: 5 }, (_, index) => {
    const at = of(lowest) + (span * index) / 4
    return isLog ? Math.exp(at) : at
  })
  return { y, ticks }
}

function path(stretches: readonly Stretch[], y: (value: number) => number): string {
  const step = (WIDTH - LEFT) / Math.max(1, stretches.length - 1)
  return stretches.map(({ low, high }, index) => `${index === 0 ? 'M' : 'L'}${n(LEFT + index * step)} ${n(y(low))}V${n(y(high))}`).join('')
}

function mark({ severity, check, message }: Finding, x: number, low: number, y: (value: number) => number): Markup {
  const at = Number.isFinite(low) ? y(low) : HEIGHT - BOTTOM
  return html`<g class="mark ${severity}"><title>${check}: ${message}</title><line x1="${n(x)}" x2="${n(x)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><circle cx="${n(x)}" cy="${n(at)}" r="4"/></g>
`
}

function dateTicks(times: Float64Array): [row: number, text: string][] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const row = Math.round(share * (times.length - 1))
    return [row, date(times[row] as number)]
  })
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}
