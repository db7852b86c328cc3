// Runs as views: `runs` with a row for each run.json, and a view for each kind of Parquet file that runs have, such as `trades`.

import { readdir, readFile, stat } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { type Connection, sqlFiles, sqlName } from '../../data/duckdb.js'
import { runFileNames } from '../run-file-names.js'
import { runNames } from '../run-store/run-names.js'
import { type AddedViews, reserved } from './bar-views.js'
import { addRows } from './row-table.js'
import { type RunRow, readRunRow, runColumns } from './run-row.js'

/** Views whose names are `taken` keep them: a dataset that is called `trades` is told so. */
export async function addRunViews(connection: Connection, runsFolder: string, taken: ReadonlySet<string>): Promise<AddedViews> {
  const notes: string[] = []
  const rows: RunRow[] = []
  for (const name of await runNames(resolve(runsFolder))) {
    const folder = resolve(runsFolder, name)
    const row = await readRun(folder)
    if (row === null) notes.push(`left out run ${folder}: its run.json cannot be read`)
    else rows.push(row)
  }
  await addRows(connection, 'runs', runColumns, rows)
  const views = ['runs']
  for (const [name, files] of await filesByKind(rows.map(({ folder }) => folder))) {
    if (taken.has(name) || reserved.includes(name)) {
      notes.push(`a dataset is called ${name}: the ${name} of runs cannot be asked for`)
      continue
    }
    const { readable, unreadable } = await tryAll(connection, files)
    notes.push(...unreadable.map((file) => `left out ${file}: it is not a Parquet file that can be read`))
    if (readable.length === 0) continue
    await connection.run(`CREATE VIEW ${sqlName(name)} AS ${selectFiles(readable)}`)
    views.push(name)
  }
  return { views, notes }
}

/** Null where run.json says something else. */
async function readRun(folder: string): Promise<RunRow | null> {
  const file = join(folder, runFileNames.run)
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    return readRunRow(JSON.parse(text), folder, mtimeMs)
  } catch {
    return null
  }
}

/** The Parquet files of all runs by their stem. */
async function filesByKind(folders: readonly string[]): Promise<Map<string, string[]>> {
  const kinds = new Map<string, string[]>()
  for (const folder of folders) {
    for (const file of (await readdir(folder)).sort()) {
      const { name, ext } = parse(file)
      if (ext !== '.parquet') continue
      kinds.set(name, [...(kinds.get(name) ?? []), join(folder, file)])
    }
  }
  return kinds
}

/** Runs of other versions may have other columns: they are joined by name, and what a file lacks is NULL. */
function selectFiles(files: readonly string[]): string {
  const read = `read_parquet(${sqlFiles(files)}, union_by_name = true, filename = true, hive_partitioning = false)`
  return `SELECT parse_path(filename)[-2] AS run_id, * EXCLUDE (filename) FROM ${read}`
}

/** All files at once where they are sound, which is nearly always; else one by one. */
async function tryAll(connection: Connection, files: readonly string[]): Promise<{ readable: string[]; unreadable: string[] }> {
  if (await canRead(connection, files)) return { readable: [...files], unreadable: [] }
  const readable: string[] = []
  for (const file of files) if (await canRead(connection, [file])) readable.push(file)
  return { readable, unreadable: files.filter((file) => !readable.includes(file)) }
}

async function canRead(connection: Connection, files: readonly string[]): Promise<boolean> {
  try {
    await connection.run(`DESCRIBE ${selectFiles(files)}`)
    return true
  } catch {
    return false
  }
}
