// The script of a verdict's page: what a number means, tables that sort and say where more of them lies, one run to look at, light or dark.

/// <reference lib="dom" />

import { connectPopover } from '../../../report/tear-sheet/page/popover.js'
import { connectPrint } from '../../../report/tear-sheet/page/print.js'
import { sortOnClick } from '../../../report/tear-sheet/page/sort.js'
import { connectTheme } from '../../../report/tear-sheet/page/theme.js'
import { markEdges } from './edges.js'

const root = document.documentElement
root.classList.add('scripted')

connectTheme(document.querySelector('button.theme'))
connectPopover(document.querySelector('main') as HTMLElement)
for (const table of document.querySelectorAll<HTMLTableElement>('table:not(.matrix)')) sortOnClick(table)
connectExamples(document.querySelector('#example'))
for (const frame of document.querySelectorAll<HTMLElement>('.scroll')) markEdges(frame)
connectPrint(() => undefined)
root.dataset.drawn = 'true'

/** One of them shows; on paper all do. */
function connectExamples(select: HTMLSelectElement | null): void {
  if (select === null) return
  const show = (): void => {
    for (const block of document.querySelectorAll('.example')) block.classList.toggle('away', block.id !== select.value)
  }
  select.addEventListener('change', show)
  show()
}
