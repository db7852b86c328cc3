// The heat map of monthly returns: a row a year, blue gained, orange lost.

import { monthlyReturns, type YearOfReturns } from '../../../metrics/monthly-returns.js'
import { decimal, monthNames } from '../../wording.js'
import type { StaticInput } from '../static-input.js'
import { type Cell, ink, MARGIN, type Part, type Text, WIDTH } from './drawing.js'

const heads = [...monthNames, 'Year']
/** A tenth in a month, or three tenths in a year, has the full colour. */
const FULL_COLOUR = { month: 0.1, year: 0.3 }
const STRONGEST = 0.62
const YEAR_WIDTH = 56
const ROW_HEIGHT = 22
const COLUMN_WIDTH = (WIDTH - 2 * MARGIN - YEAR_WIDTH) / heads.length

export function months({ result: { sessions, initialCash } }: StaticInput, y: number): Part {
  const years = monthlyReturns(sessions.date, sessions.equity, initialCash)
  const title: Text = { x: MARGIN, y, text: 'Monthly returns in percent', size: 15, fill: ink.text, bold: true }
  const top = y + 26
  const names = heads.map((text, i): Text => ({ x: middleOf(i), y: top, text, size: 12, fill: ink.quiet, align: 'center' }))
  const rows = years.map((year, i) => row(year, top + 8 + i * ROW_HEIGHT))
  return {
    texts: [title, ...names, ...rows.flatMap(({ texts }) => texts)],
    cells: rows.flatMap(({ cells }) => cells),
    bottom: top + 8 + years.length * ROW_HEIGHT,
  }
}

function row({ year, months, total }: YearOfReturns, y: number): { readonly texts: Text[]; readonly cells: Cell[] } {
  const values = [...months, total]
  const base = y + ROW_HEIGHT - 7
  const texts: Text[] = [{ x: MARGIN, y: base, text: String(year), size: 12, fill: ink.quiet }]
  const cells: Cell[] = []
  for (const [i, value] of values.entries()) {
    if (value === null) continue
    const full = i < 12 ? FULL_COLOUR.month : FULL_COLOUR.year
    const opacity = STRONGEST * Math.min(1, Math.abs(value) / full)
    const fill = value < 0 ? ink.loss : ink.gain
    cells.push({ x: middleOf(i) - COLUMN_WIDTH / 2 + 1, y: y + 1, width: COLUMN_WIDTH - 2, height: ROW_HEIGHT - 2, fill, opacity })
    texts.push({ x: middleOf(i), y: base, text: decimal(value * 100, 1), size: 12, fill: ink.text, bold: i === 12, align: 'center' })
  }
  return { texts, cells }
}

function middleOf(column: number): number {
  return MARGIN + YEAR_WIDTH + (column + 0.5) * COLUMN_WIDTH
}
