// The bid and ask that a dataset has beside its bars: a run reads bars alone, but who copies a dataset copies both.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readQuotes } from '../../data/bar-parquet.js'
import { barFilesIn, type Dataset, type DatasetInstrument, partitionFolder } from '../../data/catalog/dataset.js'
import { hashQuotes } from '../../data/content-hash.js'
import { withDuckDb } from '../../data/duckdb.js'
import type { QuoteColumns } from '../../model/bar.js'
import { BenchError } from '../../std/errors.js'

/** Row by row beside the instrument's bars; null where it has none. Fails with `CATALOG_DAMAGED` where they are not those that were written. */
export async function storedQuotes(
  { name, version }: Dataset,
  folder: string,
  { instrument, quotesHash }: DatasetInstrument,
): Promise<QuoteColumns | null> {
  if (quotesHash === undefined) return null
  const partition = partitionFolder(join(folder, version), instrument.id)
  const files = barFilesIn(await readdir(partition)).map((file) => join(partition, file))
  const quotes = await withDuckDb((connection) => readQuotes(connection, files))
  if (quotes !== null && hashQuotes(quotes) === quotesHash) return quotes
  const message = `dataset ${name}, ${instrument.id}: bid and ask are not those that were written`
  throw new BenchError('CATALOG_DAMAGED', message, 'import the data again with --replace')
}
