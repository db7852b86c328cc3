// The run as one picture, `report.svg`: verdict, figures, equity, drawdown and monthly returns on a light sheet, drawn by Vega without a browser.

import type { Spec } from 'vega'
import { curves } from './picture/curves.js'
import { fontFamily, ink, MARGIN, type Part, WIDTH } from './picture/drawing.js'
import { figures } from './picture/figures.js'
import { foot } from './picture/foot.js'
import { head } from './picture/head.js'
import { months } from './picture/months.js'
import type { StaticInput } from './static-input.js'

/** The text of the file. It loads nothing; letters are drawn in the viewer's own sans serif. */
export async function runSvg(input: StaticInput): Promise<string> {
  const { parse, View } = await import('vega')
  const view = new View(parse(picture(input)), { renderer: 'none' })
  try {
    const svg = await view.toSVG()
    return `${svg.replace('<svg ', `<svg role="img" aria-label="${attribute(input.runId)}" `)}\n`
  } finally {
    view.finalize()
  }
}

function picture(input: StaticInput): Spec {
  const top = head(input)
  const numbers = figures(input, top.bottom + 52)
  const charts = curves(input, numbers.bottom + 54)
  const table = months(input, charts.bottom + 40)
  const bottom = foot(input, table.bottom + 34)
  return {
    $schema: 'https://vega.github.io/schema/vega/v6.json',
    width: WIDTH,
    height: bottom.bottom + MARGIN - 12,
    padding: 0,
    autosize: 'none',
    background: ink.paper,
    marks: [...charts.marks, ...drawn([top, numbers, charts, table, bottom])],
  } as Spec
}

/** All cells below all texts, each kind as one mark over its rows. */
function drawn(parts: readonly Part[]): object[] {
  const field = (name: string): object => ({ field: name })
  const cells = parts.flatMap((part) => part.cells)
  const texts = parts.flatMap((part) => part.texts).map((text) => ({ align: 'left', ...text, weight: text.bold ? 'bold' : 'normal' }))
  const place = { x: field('x'), y: field('y'), fill: field('fill') }
  const box = { ...place, width: field('width'), height: field('height'), fillOpacity: field('opacity') }
  const type = { text: field('text'), fontSize: field('size'), fontWeight: field('weight'), align: field('align') }
  return [
    over(cells, 'rect', box),
    over(texts, 'text', { ...place, ...type, font: { value: fontFamily }, baseline: { value: 'alphabetic' }, limit: { value: 0 } }),
  ]
}

function over(values: readonly object[], type: 'rect' | 'text', update: object): object {
  return { type: 'group', data: [{ name: 'items', values }], marks: [{ type, from: { data: 'items' }, encode: { update } }] }
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
