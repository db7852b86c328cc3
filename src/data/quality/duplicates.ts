// Finds bars that share their time with an earlier row, and says whether they agree.

import type { BarColumns } from '../../model/bar.js'
import { columnNames } from '../columns.js'
import type { QualityCheck } from './quality-check.js'
import { when } from './wording.js'

export const duplicates: QualityCheck = {
  id: 'duplicate',
  what: 'No two bars of a series open at the same time.',
  severity: 'error',
  threshold: 'any second bar of a time; a copy with the same numbers, or one that contradicts',
  run({ source, grid }, report) {
    for (const [row, first] of duplicateRows(source)) {
      const isCopy = areCopies(source, row, first)
      const time = source.openTime[row] as number
      const message = `a second bar of ${when(time, grid.step)}, ${isCopy ? 'a copy of' : 'with other numbers than'} row ${first}${isCopy ? '' : `: ${difference(source, first, row)}`}`
      const hint = isCopy ? 'bench data repair removes the copy' : 'decide which one is right: bench data repair --duplicates first or last'
      report({ severity: 'error', row, time, message, hint })
    }
  },
}

/** Each row that has the time of an earlier one, and that earlier row. */
export function duplicateRows({ length, openTime }: BarColumns): Map<number, number> {
  const duplicates = new Map<number, number>()
  if (isStrictlyAscending(openTime, length)) return duplicates
  const seen = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const time = openTime[row] as number
    const first = seen.get(time)
    if (first === undefined) seen.set(time, row)
    else duplicates.set(row, first)
  }
  return duplicates
}

/** Whether two rows hold the same prices and volume. */
export function areCopies(columns: BarColumns, a: number, b: number): boolean {
  return valueColumns.every((name) => Object.is(columns[name][a], columns[name][b]))
}

function difference(columns: BarColumns, first: number, second: number): string {
  const name = valueColumns.find((candidate) => columns[candidate][first] !== columns[candidate][second]) ?? 'close'
  return `${name} ${columns[name][first]} and ${columns[name][second]}`
}

const valueColumns = columnNames.slice(2)

function isStrictlyAscending(times: Float64Array, length: number): boolean {
  for (let row = 1; row < length; row++) if (!((times[row] as number) > (times[row - 1] as number))) return false
  return true
}
