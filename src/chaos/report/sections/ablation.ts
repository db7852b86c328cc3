// What it would have cost: damage with all controls beside damage without the named one and its backups.

import { html } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { decimal } from '../../../report/wording.js'
import { figureMeanings } from '../meanings.js'
import type { RunGroup } from '../run-group.js'
import { type Part, part } from './part.js'
import { RANGES, type Range, rangeFigure } from './range-figure.js'
import { budgetScale } from './scale.js'

export function ablation(groups: readonly RunGroup[]): Part | null {
  const rows = groups
    .filter(({ unguardedShare }) => unguardedShare !== null)
    .map((group) => ({ name: group.name, ranges: rangesOf(group) }))
  if (rows.length === 0) return null
  return part(
    'ablation',
    'With and without the controls',
    html`<p>The same faults again, without the named control and its backups. Where the damage stays within its budget an invariant has to break, or the scenario proves nothing.</p>`,
    html`<p class="note keys"><span class="range-key guarded">with all controls</span> <span class="range-key unguarded">without the named one and its backups</span></p>`,
    rangeFigure({
      title: 'Damage, in budgets',
      means: meaning('Damage in budgets', ...figureMeanings.damageInBudgets, RANGES),
      rows,
      scale: budgetScale,
      write: (value) => decimal(value),
      mark: 1,
    }),
  )
}

function rangesOf({ name, damageShare, unguardedShare }: RunGroup): readonly Range[] {
  const guarded: Range[] = damageShare === null ? [] : [{ spread: damageShare, of: `${name}: with all controls`, tone: 'guarded' }]
  const unguarded: Range[] = unguardedShare === null ? [] : [{ spread: unguardedShare, of: `${name}: without`, tone: 'unguarded' }]
  return [...guarded, ...unguarded]
}
