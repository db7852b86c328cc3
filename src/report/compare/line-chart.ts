// Lines over time as one SVG: a handful of curves on one axis, drawn on the server, with colours that follow the page.

import { html, type Markup } from '../tear-sheet/html.js'
import { extent, ticks } from '../ticks.js'
import { date } from '../wording.js'

export interface ChartLine {
  readonly name: string
  /** CSS colour of the line. */
  readonly color: string
  /** Epoch ms, ascending. */
  readonly time: ArrayLike<number>
  readonly value: ArrayLike<number>
}

export interface LineChart {
  readonly id: string
  readonly title: string
  /** What it shows, in words: a screen reader speaks it. */
  readonly description: string
  readonly lines: readonly ChartLine[]
  readonly height: number
  readonly write: (value: number) => string
  /** The value that a thin line marks, such as 1 for the start. */
  readonly base: number
}

const WIDTH = 960
const FRAME = { left: 56, right: 8, top: 8, bottom: 22 } as const
const POINTS_DRAWN = 1_500

/** The figure with its legend; the page's script reads the times and values out under the pointer. */
export function lineChart({ id, title, description, lines, height, write, base }: LineChart): Markup {
  const drawn = lines.filter(({ time }) => time.length > 0)
  const [from, to] = extent(drawn.flatMap(({ time }) => [time[0] as number, time[time.length - 1] as number]))
  const [lowest, highest] = extent([base, ...drawn.flatMap(({ value }) => extent(value))])
  const x = (time: number): number => FRAME.left + ((time - from) / (to - from || 1)) * (WIDTH - FRAME.left - FRAME.right)
  const y = (value: number): number =>
    height - FRAME.bottom - ((value - lowest) / (highest - lowest || 1)) * (height - FRAME.top - FRAME.bottom)
  const levels = ticks(lowest, highest, 5)
  return html`<figure class="lines" id="${id}" data-from="${from}" data-to="${to}">
<figcaption><span class="title">${title}</span>${drawn.map(({ name, color }) => html`<span class="run-key" style="--run:${color}">${name}</span>`)}<output class="readout" aria-live="off"></output></figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${description}">
${levels.map((level) => html`<line class="grid" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${fixed(y(level))}" y2="${fixed(y(level))}"/><text x="${FRAME.left - 6}" y="${fixed(y(level) + 4)}" text-anchor="end">${write(level)}</text>\n`)}
${years(from, to).map(([time, label]) => html`<text x="${fixed(x(time))}" y="${height - 6}" text-anchor="middle">${label}</text>\n`)}
<line class="base" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${fixed(y(base))}" y2="${fixed(y(base))}"/>
${drawn.map(({ time, value, color }) => html`<path d="${path(time, value, x, y)}" style="stroke:${color}"/>\n`)}
<line class="pointer" x1="0" x2="0" y1="${FRAME.top}" y2="${height - FRAME.bottom}" visibility="hidden"/>
</svg>
</figure>`
}

/** Thinned to the lowest and highest of equal stretches, so that no peak is lost. */
function path(time: ArrayLike<number>, value: ArrayLike<number>, x: (time: number) => number, y: (value: number) => number): string {
  const points = thinned(value).map((row) => `${fixed(x(time[row] as number))} ${fixed(y(value[row] as number))}`)
  return points.length === 0 ? '' : `M${points.join('L')}`
}

function thinned(value: ArrayLike<number>): number[] {
  const step = Math.max(1, Math.ceil((2 * value.length) / POINTS_DRAWN))
  if (step === 1) return Array.from(value, (_, row) => row)
  const rows = new Set<number>([0, value.length - 1])
  for (let begin = 0; begin < value.length; begin += step) {
    let [low, high] = [begin, begin]
    for (let row = begin; row < Math.min(value.length, begin + step); row++) {
      if ((value[row] as number) < (value[low] as number)) low = row
      if ((value[row] as number) > (value[high] as number)) high = row
    }
    rows.add(low).add(high)
  }
  return [...rows].sort((a, b) => a - b)
}

/** Beginnings of years inside a span, few enough to read; the months of a short one. */
function years(from: number, to: number): [number, string][] {
  const [first, last] = [new Date(from).getUTCFullYear() + 1, new Date(to).getUTCFullYear()]
  if (last - first < 1) return months(from, to)
  const step = Math.ceil((last - first + 1) / 10)
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => [
    Date.UTC(first + i * step, 0, 1),
    String(first + i * step),
  ])
}

function months(from: number, to: number): [number, string][] {
  const begin = new Date(from)
  const all = Array.from({ length: 26 }, (_, i) => Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1 + i, 1)).filter(
    (time) => time < to,
  )
  const step = Math.ceil(all.length / 8) || 1
  return all.filter((_, i) => i % step === 0).map((time) => [time, date(time).slice(0, 7)])
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10)
}
