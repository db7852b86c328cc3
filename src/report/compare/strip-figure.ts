// The figure of two runs' decisions against time: a lane for each kind of mark, thinned to one mark a pixel so that no stretch of time is left out.

import { html, type Markup } from '../tear-sheet/html.js'
import { counted, whole } from '../wording.js'
import { countKinds, type StripKind, type StripMark } from './decision-strip.js'
import { colorOf } from './run-colors.js'

const lanes = { same: 12, differs: 34, 'only-first': 56, 'only-second': 78 } as const satisfies Record<StripKind, number>
const LEFT = 150
const RIGHT = 950

/** Null where neither run decided anything. `color` is the second run's. */
export function stripFigure(marks: readonly StripMark[], [a, b]: readonly [string, string], color: string): Markup | null {
  if (marks.length === 0) return null
  const counts = countKinds(marks)
  const labels = { same: 'both alike', differs: 'both, otherwise', 'only-first': `only ${a}`, 'only-second': `only ${b}` }
  const kinds = Object.keys(lanes) as StripKind[]
  const drawn = thinned(marks)
  return html`<svg class="strip" viewBox="0 0 960 98" role="img" aria-label="Decisions over time: ${kinds.map((kind) => `${labels[kind]} ${counts[kind]}`).join(', ')}">
${kinds.map((kind) => html`<text x="0" y="${lanes[kind] + 4}">${labels[kind]} (${whole(counts[kind])})</text><line class="axis" x1="${LEFT}" x2="${RIGHT}" y1="${lanes[kind]}" y2="${lanes[kind]}"/>`)}
${drawn.map(
  ({ x, kind, text, others }) =>
    html`<line class="${kind.startsWith('only') ? 'only' : kind}" style="--run:${kind === 'only-second' ? color : colorOf(0)}" x1="${x}" x2="${x}" y1="${lanes[kind] - 8}" y2="${lanes[kind] + 8}"><title>${text}${others > 0 && ` and ${whole(others)} more close by`}</title></line>`,
)}
</svg>
${drawn.length < marks.length && html`<p class="definitions">${counted(drawn.length, 'mark')} for ${counted(marks.length, 'decision')}: where several of a kind fall on one pixel, the first is drawn for all of them.</p>`}`
}

interface DrawnMark extends StripMark {
  readonly x: number
  /** How many it stands for beside itself. */
  others: number
}

/** The first mark of each kind in each pixel. `marks` are in order of time. */
function thinned(marks: readonly StripMark[]): DrawnMark[] {
  const [first, last] = [marks[0]?.time ?? 0, marks.at(-1)?.time ?? 0]
  const drawn = new Map<string, DrawnMark>()
  for (const mark of marks) {
    const x = Math.round(LEFT + ((mark.time - first) / (last - first || 1)) * (RIGHT - LEFT))
    const there = drawn.get(`${mark.kind} ${x}`)
    if (there === undefined) drawn.set(`${mark.kind} ${x}`, { ...mark, x, others: 0 })
    else there.others++
  }
  return [...drawn.values()]
}
