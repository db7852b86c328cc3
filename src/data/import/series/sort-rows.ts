// Puts rows in the order of instrument and time: in memory up to half a million, beyond that in a temporary table that DuckDB keeps on the disk.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendDoubles, type DoublesBatch, openDuckDb, readDoubles } from '../../duckdb.js'
import { batchRows, type ExtraColumns, RowBatch } from '../rows/row-batch.js'

/** How rows come: as they should, or to be sorted first. */
export type RowOrder = 'as-is' | 'sorted'

/** Takes rows in order; the batch is filled again after each call. */
export type RowTaker = (rows: RowBatch) => Promise<void>

/** Rows that are sorted in memory: some 40 MB of them, and as much again while they are sorted. */
const rowsInMemory = 500_000

/** `fill` appends rows in any order; then `take` gets them sorted by instrument, time and place in their file. */
export async function sortRows(
  extra: ExtraColumns,
  fill: (append: RowTaker) => Promise<void>,
  take: RowTaker,
  limit: number = rowsInMemory,
): Promise<void> {
  const sorter = new RowSorter(extra, limit)
  try {
    await fill((rows) => sorter.append(rows))
    await sorter.finish(take)
  } finally {
    await sorter.close()
  }
}

class RowSorter {
  readonly #extra: ExtraColumns
  readonly #limit: number
  #parts: RowBatch[] = []
  #rows = 0
  #table: RowTable | null = null

  constructor(extra: ExtraColumns, limit: number) {
    this.#extra = extra
    this.#limit = limit
  }

  async append(rows: RowBatch): Promise<void> {
    if (this.#table !== null) return this.#table.append(rows)
    const copy = new RowBatch(this.#extra, rows.rows)
    copy.append(rows, 0, rows.rows)
    this.#parts.push(copy)
    this.#rows += rows.rows
    if (this.#rows > this.#limit) await this.#spill()
  }

  async finish(take: RowTaker): Promise<void> {
    if (this.#table !== null) await this.#table.read(this.#extra, take)
    else await takeSorted(joined(this.#parts, this.#extra, this.#rows), take)
  }

  async close(): Promise<void> {
    await this.#table?.close()
  }

  async #spill(): Promise<void> {
    this.#table = await openTable(new RowBatch(this.#extra, 1).columns.length)
    for (let part = this.#parts.shift(); part !== undefined; part = this.#parts.shift()) await this.#table.append(part)
  }
}

function joined(parts: RowBatch[], extra: ExtraColumns, rows: number): RowBatch {
  const all = new RowBatch(extra, rows)
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) all.append(part, 0, part.rows)
  return all
}

async function takeSorted(all: RowBatch, take: RowTaker): Promise<void> {
  const order = sortedOrder(all)
  const batch = new RowBatch(all.extra)
  for (let start = 0; start < all.rows; start += batchRows) {
    const end = Math.min(all.rows, start + batchRows)
    for (const [index, column] of batch.columns.entries()) gather(all.columns[index] as Float64Array, order, start, end, column)
    batch.rows = end - start
    await take(batch)
  }
}

function sortedOrder({ rows, symbol, time, id }: RowBatch): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  const compare = (a: number, b: number) =>
    (symbol[a] as number) - (symbol[b] as number) || (time[a] as number) - (time[b] as number) || (id[a] as number) - (id[b] as number)
  // Newest first is the usual disorder, and nearly free to mend.
  order.reverse()
  return isSorted(order, compare) ? order : order.sort(compare)
}

function isSorted(order: Uint32Array, compare: (a: number, b: number) => number): boolean {
  for (let index = 1; index < order.length; index++) {
    if (compare(order[index - 1] as number, order[index] as number) > 0) return false
  }
  return true
}

function gather(from: Float64Array, order: Uint32Array, start: number, end: number, to: Float64Array): void {
  for (let index = start; index < end; index++) to[index - start] = from[order[index] as number] as number
}

interface RowTable {
  append(rows: RowBatch): Promise<void>
  read(extra: ExtraColumns, take: RowTaker): Promise<void>
  close(): Promise<void>
}

const memoryLimit = '100MB'

/** A table in a temporary folder, which lives until `close`. */
async function openTable(columns: number): Promise<RowTable> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sort-'))
  try {
    return await tableIn(folder, columns)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function tableIn(folder: string, columns: number): Promise<RowTable> {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`)
  const database = await openDuckDb({ memory_limit: memoryLimit, temp_directory: folder }, join(folder, 'rows.duckdb'))
  const { connection } = database
  try {
    await connection.run(`CREATE TABLE rows (${names.map((name) => `${name} DOUBLE`).join(', ')})`)
  } catch (error) {
    database.close()
    throw error
  }
  const sorted = `SELECT ${names.join(', ')} FROM rows ORDER BY ${orderColumns.map((index) => names[index]).join(', ')}`
  return {
    append: ({ columns: values, rows }) =>
      appendDoubles(
        connection,
        'rows',
        values.map((column) => column.subarray(0, rows)),
      ),
    read: (extra, take) => takeAll(readDoubles(connection, sorted), extra, take),
    close: async () => {
      try {
        database.close()
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Symbol, time and id among a batch's columns. */
const orderColumns = [1, 2, 0] as const

async function takeAll(read: AsyncIterable<DoublesBatch>, extra: ExtraColumns, take: RowTaker): Promise<void> {
  const batch = new RowBatch(extra)
  for await (const { columns, rows } of read) {
    if (batch.rows + rows > batch.capacity) {
      await take(batch)
      batch.rows = 0
    }
    for (const [index, column] of batch.columns.entries()) column.set(columns[index] as Float64Array, batch.rows)
    batch.rows += rows
  }
  if (batch.rows > 0) await take(batch)
}
