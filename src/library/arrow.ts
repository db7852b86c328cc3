// Tables as Apache Arrow IPC, for pandas, polars, DuckDB and R: bytes whose column types do not depend on what happens to be in the rows.

import type { ColumnTable } from 'arquero'

/**
 * The IPC stream of a table, whole. Dates become timestamps in milliseconds UTC, numbers doubles, and columns without any value doubles too. Write the
 * bytes to a file, and read them with `polars.read_ipc_stream` or `pyarrow.ipc.open_stream`.
 */
export async function toArrow(table: ColumnTable): Promise<Uint8Array> {
  const { table: tableOf } = await import('arquero')
  const sample = tableOf({ date: [new Date(1)], number: [0.5], flag: [true] })
  const [date, number, flag] = sample.toArrow().schema.fields.map(({ type }) => type)
  const timestamp = { ...(date as object), timezone: 'UTC' }
  const known = { date: timestamp, number, flag } as const
  const types = table.columnNames().flatMap((name) => {
    const kind = kindOf(table, name)
    return kind === null ? [] : [[name, known[kind]] as const]
  })
  return table.toArrowIPC({ types: Object.fromEntries(types) as Record<string, never>, format: 'stream' })
}

/** What a column holds; null where Arrow names it best itself. */
function kindOf(table: ColumnTable, name: string): 'date' | 'number' | 'flag' | null {
  for (let row = 0; row < table.numRows(); row++) {
    const value: unknown = table.get(name, row)
    if (value === null || value === undefined) continue
    if (value instanceof Date) return 'date'
    return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : null
  }
  return 'number'
}
