// Opens a text file of predictions: its header and first rows as a table, then all rows, line by line.

import { takeSample } from '../import/layout/sample.js'
import { readTable } from '../import/layout/table.js'
import { wholeLines } from '../import/rows/read-rows.js'
import { LineScanner } from '../import/rows/scan-line.js'
import type { ByteSource } from '../import/sources/byte-source.js'
import type { PredictionRows } from './prediction-rows.js'

/** Fails with `BAD_DATA` where it is no table. Quotes and the delimiter are read as those of bars are. */
export async function textRows(source: ByteSource): Promise<PredictionRows> {
  const table = readTable(await takeSample(source))
  const width = table.header?.length ?? 0
  return { table, unit: 'line', rows: () => scanRows(source, table.skipLines, new LineScanner(table.delimiter, width), width) }
}

async function* scanRows(source: ByteSource, skipLines: number, scanner: LineScanner, width: number): ReturnType<PredictionRows['rows']> {
  let line = 0
  for await (const text of wholeLines(source)) {
    for (let at = 0; at < text.length; ) {
      at = scanner.scan(text, at)
      if (++line <= skipLines) continue
      const cells = Array.from({ length: Math.min(scanner.cells, width) }, (_, cell) => scanner.text(cell))
      if (cells.every((cell) => cell === '')) continue
      yield { line, cells, width: scanner.cells }
    }
  }
}
