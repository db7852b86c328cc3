// Opens files as the parts of a series: each text in them with its layout, each Parquet file with its columns.

import { type Connection, withDuckDb } from '../../duckdb.js'
import { recognise } from '../layout/recognise.js'
import { takeSample } from '../layout/sample.js'
import type { ImportOptions } from '../options.js'
import { type ByteSource, fileSource } from '../sources/byte-source.js'
import { isParquet } from '../sources/endings.js'
import { openSources } from '../sources/open-sources.js'
import { parquetPart } from './parquet.js'
import { type Part, textPart } from './part.js'

/** Gives the parts of the files to `use`; they can be read until it is done. Fails with `NO_SUCH_FILE`, `BAD_DATA`, and `USAGE` as `recognise` does. */
export async function withParts<Result>(
  files: readonly string[],
  options: ImportOptions,
  use: (parts: readonly Part[]) => Promise<Result>,
): Promise<Result> {
  const texts: Part[] = []
  for (const file of files.filter((one) => !isParquet(one))) {
    for (const source of await openSources(file)) texts.push(await openText(source, options))
  }
  const tables = files.filter(isParquet).map(fileSource)
  if (tables.length === 0) return use(texts)
  return withDuckDb(async (connection) => use([...texts, ...(await openTables(connection, tables, options))]))
}

async function openText(source: ByteSource, options: ImportOptions): Promise<Part> {
  return textPart(source, await recognise(await takeSample(source), options))
}

async function openTables(connection: Connection, sources: readonly ByteSource[], options: ImportOptions): Promise<readonly Part[]> {
  const parts: Part[] = []
  for (const source of sources) parts.push(await parquetPart(connection, source, options))
  return parts
}
