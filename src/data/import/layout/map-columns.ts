// Puts the user's own word on columns over what was recognised: `--map Last=close`, or by number `--map 5=close`.

import { BenchError } from '../../../std/errors.js'
import type { ImportOptions } from '../options.js'
import type { Columns, Field } from './columns.js'
import { type Table, usualWidth } from './table.js'

/** Fails with `USAGE` where a column is not there or a field is given twice. */
export function mapColumns(columns: Columns, table: Table, { map = [] }: ImportOptions): Columns {
  const mapped: Partial<Record<Field, number>> = { ...columns }
  const said = new Set<Field>()
  for (const [column, field] of map) {
    if (said.has(field)) throw new BenchError('USAGE', `--map gives ${field} to two columns`, 'a field is in one column')
    said.add(field)
    forgetRivals(mapped, field)
    const place = placeOf(column, table)
    for (const other of Object.keys(mapped) as Field[]) if (mapped[other] === place && !said.has(other)) delete mapped[other]
    mapped[field] = place
  }
  return mapped
}

/** A moment in one column leaves no date and time of day in two. */
function forgetRivals(mapped: Partial<Record<Field, number>>, field: Field): void {
  if (field === 'date' || field === 'timeOfDay') delete mapped.time
  if (field !== 'time') return
  delete mapped.date
  delete mapped.timeOfDay
}

function placeOf(column: string, table: Table): number {
  const { header, rows, sample } = table
  const named = header?.findIndex((name) => name.toLowerCase() === column.trim().toLowerCase()) ?? -1
  if (named >= 0) return named
  const width = header?.length ?? usualWidth(rows)
  const number = Number(column)
  if (Number.isInteger(number) && number >= 1 && number <= width) return number - 1
  const hint = header === null ? `name columns by number, 1 to ${width}` : `the columns are ${header.join(', ')}`
  throw new BenchError('USAGE', `${sample.path}: --map names a column '${column}' that is not there`, hint)
}
