// A database to ask about all bars and all runs: views over their files, nothing else within reach, nothing that can be changed.

import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { openCatalog } from '../../data/catalog/catalog.js'
import { type Connection, sqlText, withDuckDb } from '../../data/duckdb.js'
import { addBarViews } from './bar-views.js'
import { addRunViews } from './run-views.js'

export interface SqlDatabaseOptions {
  /** The first of which wins where two hold a dataset of the same name. */
  readonly catalogFolders: readonly string[]
  /** The folder that holds all runs, such as `reports`. */
  readonly runsFolder: string
  /** The most memory that a query may take, such as `1GB`; what it needs beyond goes to `spillFolder`. */
  readonly memory: string
  readonly spillFolder: string
  /** Whether queries may read other files: `read_csv('prices.csv')`. */
  readonly allowFiles?: boolean | undefined
  /** The one file that may be written, for results. */
  readonly outFile?: string | undefined
}

export interface SqlDatabase {
  readonly connection: Connection
  /** Names of the views, in the order in which they are told. */
  readonly views: readonly string[]
  /** Those of them that are one dataset. */
  readonly datasets: readonly string[]
  /** Data that was left out, and why. */
  readonly notes: readonly string[]
}

/** Runs `use` with the database, then closes it. Reading a view reads its files; opening costs little. */
export function withSqlDatabase<Result>(options: SqlDatabaseOptions, use: (database: SqlDatabase) => Promise<Result>): Promise<Result> {
  const settings = { threads: String(availableParallelism()), memory_limit: options.memory, temp_directory: options.spillFolder }
  return withDuckDb(async (connection) => {
    await connection.run("SET TimeZone = 'UTC'")
    const bars = await addBarViews(connection, await openCatalog(options.catalogFolders).listDatasets())
    const runs = await addRunViews(connection, options.runsFolder, new Set(bars.views))
    await lock(connection, options)
    const views = ['bars', 'datasets', ...runs.views, ...bars.views]
    return use({ connection, views, datasets: bars.views, notes: [...bars.notes, ...runs.notes] })
  }, settings)
}

/** From here on only the folders of the views can be read, and no setting can be changed. */
async function lock(connection: Connection, { catalogFolders, runsFolder, allowFiles, outFile }: SqlDatabaseOptions): Promise<void> {
  const folders = [...catalogFolders, runsFolder].map((folder) => sqlText(`${resolve(folder)}/`))
  await connection.run('SET allow_persistent_secrets = false')
  if (outFile !== undefined) await connection.run(`SET allowed_paths = [${sqlText(outFile)}]`)
  await connection.run(`SET allowed_directories = [${folders.join(', ')}]`)
  if (allowFiles !== true) await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}
