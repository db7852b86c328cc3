// `bench sql`: one query over all bars and runs, printed as a table, JSON or CSV, or written to a file.

import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { bundledCatalogFolder, userCatalogFolder } from '../../data/catalog/catalog.js'
import { withCleanUp } from '../../report/clean-up.js'
import { replaceFile } from '../../report/replace-file.js'
import { query, queryInto } from '../../report/sql/query.js'
import { type SqlDatabase, withSqlDatabase } from '../../report/sql/sql-database.js'
import { BenchError } from '../../std/errors.js'
import { outFile } from '../out-file.js'
import type { SqlOptions } from './options.js'
import { printCsv, printJson, printTable } from './rows.js'
import { printViews } from './views.js'

/** Without a query it says what can be asked; `-` reads the query from stdin. */
export async function sql(operand: string | undefined, options: SqlOptions): Promise<void> {
  refuseContradictions(operand, options)
  const text = operand === '-' ? await textOf(process.stdin) : operand
  if (text === undefined) return withDatabase(options, (database) => printViews(database, options.json === true))
  if (options.out === undefined) return withDatabase(options, (database) => inTime(database, options, () => print(database, text, options)))
  const { file, format } = await targetOf(options.out, options)
  const rows = await replaceFile(file, (draft) =>
    withDatabase(options, (database) => inTime(database, options, () => queryInto(database, text, draft, format)), draft),
  )
  process.stdout.write(`wrote ${rows.toLocaleString('en-US')} rows to ${file}\n`)
}

function refuseContradictions(operand: string | undefined, { json, csv, out, all }: SqlOptions): void {
  const chosen = [json && '--json', csv && '--csv', out !== undefined && '--out', all && '--all'].filter((flag) => typeof flag === 'string')
  if (chosen.length > 1)
    throw new BenchError('USAGE', `${chosen.join(' and ')} do not go together`, 'choose one; all of them but the table print every row')
  if (operand === undefined && out !== undefined)
    throw new BenchError('USAGE', `--out ${out} without a query`, 'give the query whose rows it gets; - reads it from stdin')
}

/** The database with its place for what memory cannot hold, which is gone afterwards. */
function withDatabase<Result>(
  { catalog, reports: runsFolder = 'reports', memory = '1GB', allowFiles }: SqlOptions,
  use: (database: SqlDatabase) => Promise<Result>,
  draft?: string,
): Promise<Result> {
  const spillFolder = join(tmpdir(), `bench-sql-${process.pid}`)
  const catalogFolders = [userCatalogFolder(catalog), bundledCatalogFolder()]
  return withCleanUp(
    () => rmSync(spillFolder, { recursive: true, force: true, maxRetries: 3 }),
    () =>
      withSqlDatabase({ catalogFolders, runsFolder, memory, spillFolder, allowFiles, outFile: draft }, (database) => {
        for (const note of database.notes) process.stderr.write(`note: ${note}\n`)
        // The process cannot end while a thread of DuckDB works, so the query is stopped before the usual handler exits.
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.prependOnceListener(signal, () => database.connection.interrupt())
        return use(database)
      }),
  )
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
  readonly format: 'csv' | 'parquet'
}

async function targetOf(path: string, { replace }: SqlOptions): Promise<Target> {
  const format = extname(path).slice(1).toLowerCase()
  if (format !== 'csv' && format !== 'parquet')
    throw new BenchError('USAGE', `--out ${path} has no ending that names a format`, 'end it in .csv or .parquet')
  const file = await outFile(path)
  if (existsSync(file) && !replace) throw new BenchError('FILE_EXISTS', `${path} is there already`, 'give another name, or --replace it')
  return { file, format }
}

/** DuckDB works beside the event loop, so a timer can stop it. */
async function inTime<Result>(database: SqlDatabase, { timeout: seconds }: SqlOptions, work: () => Promise<Result>): Promise<Result> {
  if (seconds === undefined) return work()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    database.connection.interrupt()
  }, seconds * 1000)
  try {
    return await work()
  } catch (error) {
    throw isLate
      ? new BenchError('BAD_SQL', `the query took longer than ${seconds} s`, 'ask for less, or give it more with --timeout')
      : error
  } finally {
    clearTimeout(timer)
  }
}
