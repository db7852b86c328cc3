// Rows of a query on stdout: a table for people, one JSON object, or CSV.

import { once } from 'node:events'
import type { PlainValue } from '../../report/sql/plain-value.js'
import type { QueryColumn, QueryRows } from '../../report/sql/query.js'
import { table } from '../terminal/table.js'

/** At most `limit` rows; a note on stderr says that there are more. */
export async function printTable({ columns, batches }: QueryRows, limit: number): Promise<void> {
  const rows: string[][] = []
  let isCut = false
  for await (const batch of batches) {
    const room = limit - rows.length
    rows.push(...batch.slice(0, room).map((row) => row.map(cellText)))
    isCut = batch.length > room
    if (isCut) break
  }
  const heads = columns.map(({ name }) => name)
  process.stdout.write(
    `${table(
      heads,
      rows,
      columns.flatMap((column, index) => (isNumber(column) ? [index] : [])),
    )}\n`,
  )
  if (rows.length === 0) process.stderr.write('no rows\n')
  if (isCut) process.stderr.write(`the first ${limit} rows; --all shows every row, --csv and --json print them\n`)
}

/** Streams `bench.sql/1`: columns with their types, and rows as objects. */
export async function printJson({ columns, batches }: QueryRows): Promise<void> {
  await print(`{"schema":"bench.sql/1","columns":${JSON.stringify(columns)},"rows":[`)
  let separator = ''
  for await (const batch of batches) {
    const rows = batch.map((row) => JSON.stringify(Object.fromEntries(row.map((value, index) => [columns[index]?.name, value]))))
    await print(separator + rows.join(','))
    separator = ','
  }
  await print(']}\n')
}

/** By RFC 4180, with lines that end in LF; NULL is an empty cell. */
export async function printCsv({ columns, batches }: QueryRows): Promise<void> {
  await print(csvLine(columns.map(({ name }) => name)))
  for await (const batch of batches) await print(batch.map(csvLine).join(''))
}

/** Waits where the reader at the other end is slower. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

function csvLine(row: readonly PlainValue[]): string {
  const cells = row.map((value) => (value === null ? '' : textOf(value)))
  return `${cells.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\n`
}

/** Texts longer than this are cut in a table. */
const widest = 80

function cellText(value: PlainValue): string {
  const text = value === null ? '' : textOf(value)
  return text.length > widest && !text.includes('\n') ? `${text.slice(0, widest)}…` : text
}

function textOf(value: Exclude<PlainValue, null>): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isNumber({ type }: QueryColumn): boolean {
  return /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)
}
