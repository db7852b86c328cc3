// How numbers of many seeds are spread, a row a scenario: from the least to the greatest, the middle half as a box, the median in it.

import { html, type Markup } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { titled } from '../../../report/tear-sheet/sections/table.js'
import { counted } from '../../../report/wording.js'
import type { Spread } from '../spread.js'
import type { Scale } from './scale.js'

export interface RangeRow {
  readonly name: string
  readonly ranges: readonly Range[]
}

export interface Range {
  readonly spread: Spread
  /** What it is of, where a row has several. */
  readonly of: string
  readonly tone: 'guarded' | 'unguarded'
}

export interface RangeFigure {
  readonly title: string
  readonly means: string
  readonly rows: readonly RangeRow[]
  readonly scale: (values: readonly number[]) => Scale
  readonly write: (value: number) => string
  /** The value that a line marks. */
  readonly mark?: number
}

/** How a range is drawn. */
export const RANGES = 'a line from the least to the greatest, a box over the middle half, the median in it'

/** Percent of the width. */
const LETTERS_WIDTH = 17

export function rangeFigure({ title, means, rows, scale: scaleOf, write, mark }: RangeFigure): Markup {
  const scale = scaleOf(rows.flatMap(({ ranges }) => ranges.flatMap(({ spread }) => [spread.least, spread.greatest])))
  const lines = scale.ticks.map(
    ({ value }) => html`<i class="${value === mark ? 'tick mark' : 'tick'}" style="left:${scale.at(value)}%"></i>`,
  )
  const strip = (range: Range): Markup => {
    const text = rangeText(range, write)
    return html`<span class="range ${range.tone}" role="img" aria-label="${text.join(', ')}" title="${meaning(text[0] ?? '', ...text.slice(1))}">${lines}${drawn(range.spread, scale)}</span>`
  }
  return html`<figure class="ranges">
<figcaption><span class="title"${titled(means)}>${title}</span></figcaption>
<div class="axis" aria-hidden="true"><span></span><span>${lettered(scale).map(({ value, text }) => html`<b style="left:${scale.at(value)}%">${text}</b>`)}</span></div>
<ul>${rows.map(({ name, ranges }) => html`<li><span class="name">${name}</span><span>${ranges.map(strip)}</span></li>\n`)}</ul>
</figure>\n`
}

/** Ticks whose letters have room beside those of the tick before. */
function lettered({ at, ticks }: Scale): Scale['ticks'] {
  let last = Number.NEGATIVE_INFINITY
  return ticks.filter(({ value }) => {
    if (at(value) - last < LETTERS_WIDTH) return false
    last = at(value)
    return true
  })
}

function drawn({ least, lower, median, upper, greatest }: Spread, { at }: Scale): Markup {
  const span = (kind: string, from: number, to: number): Markup =>
    html`<i class="${kind}" style="left:${at(from)}%;width:${Math.round((at(to) - at(from)) * 10) / 10}%"></i>`
  return html`${span('ends', least, greatest)}${span('box', lower, upper)}<i class="median" style="left:${at(median)}%"></i>`
}

function rangeText({ spread, of }: Range, write: (value: number) => string): readonly string[] {
  const { count, least, lower, median, upper, greatest } = spread
  return [
    of,
    `median ${write(median)}`,
    `middle half ${write(lower)} to ${write(upper)}`,
    `all ${write(least)} to ${write(greatest)}`,
    counted(count, 'run'),
  ]
}
