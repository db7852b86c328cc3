// How fast and at what cost: time to detect, time to recover and damage against its budget, over all seeds of each scenario.

import { html } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { decimal, duration } from '../../../report/wording.js'
import { figureMeanings } from '../meanings.js'
import type { RunGroup } from '../run-group.js'
import { hasMatrixRow } from '../run-group.js'
import type { Spread } from '../spread.js'
import { type Part, part } from './part.js'
import { RANGES, type RangeRow, rangeFigure } from './range-figure.js'
import { budgetScale, timeScale } from './scale.js'

export function spreads(groups: readonly RunGroup[]): Part | null {
  const rows = groups.filter(hasMatrixRow)
  const rowsOf = (what: string, of: (group: RunGroup) => Spread | null): readonly RangeRow[] =>
    rows.flatMap((group) => {
      const spread = of(group)
      return spread === null ? [] : [{ name: group.name, ranges: [{ spread, of: `${what}: ${group.name}`, tone: 'guarded' as const }] }]
    })
  const figures = [
    {
      title: 'Time to detect',
      means: meaning('Time to detect', ...figureMeanings.detect, RANGES),
      rows: rowsOf('Time to detect', ({ detectMs }) => detectMs),
      scale: timeScale,
      write: duration,
    },
    {
      title: 'Time to recover',
      means: meaning('Time to recover', ...figureMeanings.recover, RANGES),
      rows: rowsOf('Time to recover', ({ recoverMs }) => recoverMs),
      scale: timeScale,
      write: duration,
    },
    {
      title: 'Damage against its budget',
      means: meaning('Damage in budgets', ...figureMeanings.damageInBudgets, RANGES),
      rows: rowsOf('Damage in budgets', ({ damageShare }) => damageShare),
      scale: budgetScale,
      write: (value: number) => decimal(value),
      mark: 1,
    },
  ].filter((figure) => figure.rows.length > 0)
  return figures.length === 0
    ? null
    : part('spreads', 'How fast, and at what cost', html`<div class="triple">${figures.map(rangeFigure)}</div>`)
}
