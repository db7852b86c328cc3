// Equity of a run and of its clean twin, with what happened marked: drawn on the server, its letters in HTML so that they keep their size.

import { html, type Markup } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { extent, ticks } from '../../../report/ticks.js'
import { counted, minute, moment, whole } from '../../../report/wording.js'
import type { EquityLine, Example, Moment } from '../../verdict/verdict.js'

const [WIDTH, HEIGHT] = [1_000, 300]
/** Moments closer together than this are one mark; percent of the width. */
const MARK_WIDTH = 0.5
const LINES_OF_MARK = 6

export function exampleChart(name: string, { twin, chaos, moments }: Example): Markup {
  const times = [...new Set([...twin.time, ...chaos.time])].sort((a, b) => a - b)
  const [low, high] = extent([...extent(twin.equity), ...(chaos.equity.length > 0 ? extent(chaos.equity) : [])])
  const margin = (high - low || Math.abs(high) || 1) * 0.04
  const [bottom, top] = [low - margin, high + margin]
  const up = (value: number): number => 1 - (value - bottom) / (top - bottom)
  const path = (line: EquityLine): string =>
    pathOf(
      line,
      (time) => WIDTH * shareOf(times, time),
      (value) => HEIGHT * up(value),
    )
  return html`<figure class="example-chart">
<figcaption><span class="title">Equity</span><span class="line-key chaos">with the faults</span><span class="line-key twin">clean twin</span></figcaption>
<div class="frame">
<div class="levels" aria-hidden="true">${ticks(bottom, top, 5).map((level) => html`<b style="top:${tenth(100 * up(level))}%">${whole(level)}</b>`)}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Line chart: equity of ${name} and of its clean twin.">
${ticks(bottom, top, 5).map((level) => html`<line class="grid" x1="0" x2="${WIDTH}" y1="${tenth(HEIGHT * up(level))}" y2="${tenth(HEIGHT * up(level))}"/>`)}
${(['onset', 'catch'] as const).map((kind) => marksOf(moments, kind, times).map(({ left }) => html`<line class="${kind}" x1="${left * 10}" x2="${left * 10}" y1="0" y2="${HEIGHT}"/>`))}
<path class="twin" d="${path(twin)}"/><path class="chaos" d="${path(chaos)}"/>
</svg>
${lanes.map(([label, kinds]) => lane(label, kinds, moments, times))}
<div class="times" aria-hidden="true">${timeTicks(times).map(([left, text]) => html`<b style="left:${left}%">${text}</b>`)}</div>
</div>
<p class="note">Time in which nothing trades is left out. Every stretch between two bars has the same width.</p>
</figure>\n`
}

/** A row of marks for each. */
const lanes: readonly (readonly [string, readonly Moment['kind'][]])[] = [
  ['faults', ['onset', 'end']],
  ['caught', ['catch']],
  ['states', ['state']],
]

function lane(label: string, kinds: readonly Moment['kind'][], moments: readonly Moment[], times: readonly number[]): Markup {
  const marks = kinds.flatMap((kind) => marksOf(moments, kind, times).map((mark) => ({ ...mark, kind })))
  return html`<div class="lane"><span class="name">${label}</span><span class="marks">${marks.map(
    ({ left, kind, all }) =>
      html`<i class="mark ${kind}" style="left:${left}%" role="img" aria-label="${markText(all).join('; ')}" title="${meaning('', ...markText(all)).trim()}"></i>`,
  )}</span></div>\n`
}

interface Mark {
  /** Percent of the width. */
  readonly left: number
  readonly all: Moment[]
}

/** Moments of a kind that stand at one place are one mark. */
function marksOf(moments: readonly Moment[], kind: Moment['kind'], times: readonly number[]): readonly Mark[] {
  const marks: Mark[] = []
  for (const one of moments) {
    if (one.kind !== kind) continue
    const left = tenth(100 * shareOf(times, one.time))
    const last = marks.at(-1)
    if (last !== undefined && left - last.left < MARK_WIDTH) last.all.push(one)
    else marks.push({ left, all: [one] })
  }
  return marks
}

function markText(all: readonly Moment[]): readonly string[] {
  const rest = all.length - LINES_OF_MARK
  return [
    ...all.slice(0, LINES_OF_MARK).map(({ time, says }) => `${moment(time)}  ${says}`),
    ...(rest > 0 ? [`and ${counted(rest, 'moment')} more`] : []),
  ]
}

/** How far into the times a time is, 0…1, by rank: nights take no room. */
function shareOf(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  if (low === 0 || times.length < 2) return 0
  const [before, after] = [times[low - 1] as number, times[low]]
  const within = after === undefined ? 0 : (time - before) / (after - before)
  return (low - 1 + within) / (times.length - 1)
}

function pathOf({ time, equity }: EquityLine, x: (time: number) => number, y: (value: number) => number): string {
  const points = time.flatMap((at, row) => (Number.isFinite(equity[row]) ? [`${tenth(x(at))} ${tenth(y(equity[row] as number))}`] : []))
  return points.length === 0 ? '' : `M${points.join('L')}`
}

/** Few enough for a phone: both ends and the middle. */
function timeTicks(times: readonly number[]): readonly (readonly [left: number, text: string])[] {
  const last = times.length - 1
  const rows = last < 0 ? [] : [...new Set([0, Math.round(last / 2), last])]
  return rows.map((row) => [last === 0 ? 0 : tenth((100 * row) / last), minute(times[row] as number)])
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
