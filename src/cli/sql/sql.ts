// `bench sql`: one query over all bars and runs, printed as a table, JSON or CSV, or written to a file.

import { existsSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { bundledCatalogFolder, userCatalogFolder } from '../../data/catalog/catalog.js'
import { query, queryInto } from '../../report/sql/query.js'
import { type SqlDatabase, withSqlDatabase } from '../../report/sql/sql-database.js'
import { BenchError } from '../../std/errors.js'
import type { SqlOptions } from './options.js'
import { printCsv, printJson, printTable } from './rows.js'
import { printViews } from './views.js'

/** Without a query it says what can be asked; `-` reads the query from stdin. */
export async function sql(operand: string | undefined, options: SqlOptions): Promise<void> {
  refuseContradictions(options)
  const text = operand === '-' ? await textOf(process.stdin) : operand
  const target = options.out === undefined ? null : targetOf(options.out, options)
  const spillFolder = join(tmpdir(), `bench-sql-${process.pid}`)
  const clearUp = (): void => rmSync(spillFolder, { recursive: true, force: true })
  process.once('exit', clearUp)
  const catalogFolders = [userCatalogFolder(options.catalog), bundledCatalogFolder()]
  const { memory = '1GB', allowFiles, reports: runsFolder = 'reports' } = options
  await withSqlDatabase({ catalogFolders, runsFolder, memory, spillFolder, allowFiles, outFile: target?.draft }, async (database) => {
    for (const note of database.notes) process.stderr.write(`note: ${note}\n`)
    if (text === undefined) return printViews(database, options.json === true)
    // The process cannot end while a thread of DuckDB works, so Ctrl-C stops the query before the usual handler exits.
    process.prependOnceListener('SIGINT', () => database.connection.interrupt())
    await withTimeout(database, options.timeout, () => (target === null ? print(database, text, options) : write(database, text, target)))
  })
  process.off('exit', clearUp)
  clearUp()
}

function refuseContradictions({ json, csv, out, all }: SqlOptions): void {
  const chosen = [json && '--json', csv && '--csv', out !== undefined && '--out', all && '--all'].filter((flag) => typeof flag === 'string')
  if (chosen.length > 1)
    throw new BenchError('USAGE', `${chosen.join(' and ')} do not go together`, 'choose one; all of them but the table print every row')
}

async function print(database: SqlDatabase, text: string, { json, csv, all }: SqlOptions): Promise<void> {
  const rows = await query(database, text)
  if (json) await printJson(rows)
  else if (csv) await printCsv(rows)
  else await printTable(rows, all === true ? Number.POSITIVE_INFINITY : usualRows)
}

/** Rows of a table that a person looks at. */
const usualRows = 40

interface Target {
  readonly file: string
  /** Written first, then renamed, so that the file is whole or not there. */
  readonly draft: string
  readonly format: 'csv' | 'parquet'
}

function targetOf(path: string, { replace }: SqlOptions): Target {
  const format = extname(path).slice(1).toLowerCase()
  if (format !== 'csv' && format !== 'parquet')
    throw new BenchError('USAGE', `--out ${path} has no ending that names a format`, 'end it in .csv or .parquet')
  const file = resolve(path)
  if (existsSync(file) && !replace) throw new BenchError('FILE_EXISTS', `${path} is there already`, 'give another name, or --replace it')
  return { file, draft: `${file}.partial-${process.pid}`, format }
}

async function write(database: SqlDatabase, text: string, { file, draft, format }: Target): Promise<void> {
  try {
    const rows = await queryInto(database, text, draft, format)
    await rename(draft, file)
    process.stdout.write(`wrote ${rows.toLocaleString('en-US')} rows to ${file}\n`)
  } finally {
    await rm(draft, { force: true })
  }
}

/** DuckDB works beside the event loop, so a timer can stop it. */
async function withTimeout(database: SqlDatabase, seconds: number | undefined, work: () => Promise<void>): Promise<void> {
  if (seconds === undefined) return work()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    database.connection.interrupt()
  }, seconds * 1000)
  try {
    await work()
  } catch (error) {
    throw isLate
      ? new BenchError('BAD_SQL', `the query took longer than ${seconds} s`, 'ask for less, or give it more with --timeout')
      : error
  } finally {
    clearTimeout(timer)
  }
}
