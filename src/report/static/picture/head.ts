// The top of the picture: what was run on what, the verdict, and what to know beside it.

import { verdictFigures } from '../../metric-text.js'
import { instrumentNames, periodOf, strategyNames } from '../../subject.js'
import { verdict } from '../../verdict.js'
import type { StaticInput } from '../static-input.js'
import { ink, MARGIN, type Part, paragraph, type Text, WIDTH } from './drawing.js'

export function head({ result, metrics, benchmark }: StaticInput): Part {
  const { sentence, beside } = verdict(result, verdictFigures(metrics), benchmark)
  const width = WIDTH - 2 * MARGIN
  const title = `${strategyNames(result)} on ${instrumentNames(result)}`
  const top = paragraph(title, { x: MARGIN, y: 76, size: 30, fill: ink.text, bold: true }, width)
  const period = { x: MARGIN, y: top.bottom + 26, size: 14, fill: ink.quiet, text: periodOf(result) }
  const isSynthetic = result.series.some(({ synthetic }) => synthetic)
  const label: Text[] = isSynthetic
    ? [{ ...period, x: WIDTH - MARGIN, text: 'SYNTHETIC DATA', fill: ink.loss, bold: true, align: 'right' }]
    : []
  const made = paragraph(sentence, { x: MARGIN, y: period.y + 40, size: 20, fill: ink.text }, width)
  const more = paragraph(beside, { x: MARGIN, y: made.bottom + 26, size: 14, fill: ink.quiet }, width)
  return { texts: [...top.texts, period, ...label, ...made.texts, ...more.texts], cells: [], bottom: more.bottom }
}
