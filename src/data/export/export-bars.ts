// Writes bars to one file for other programs, and for the importer: CSV, Parquet or Arrow, by the file's ending; the whole file or nothing.

import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { BarSeries } from '../../model/bar.js'
import { assertNever } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import { writeArrow } from './arrow.js'
import { writeCsv } from './csv.js'
import { writeParquet } from './parquet.js'

/** What happens where the file is there already. */
export interface ExportOptions {
  /** Put the new file in the place of one that is there; without it that is `FILE_EXISTS`. */
  readonly replace?: boolean | undefined
}

/** What was written. */
export interface ExportedFile {
  /** Absolute. */
  readonly file: string
  readonly format: ExportFormat
  readonly rows: number
  readonly bytes: number
}

export type ExportFormat = 'csv' | 'parquet' | 'arrow'

/**
 * Writes the series one after the other. Several have a column `symbol` in front; then open_time and close_time in UTC, open, high, low, close, volume.
 * Numbers are written so that they read back to the same double.
 */
export async function exportBars(series: readonly BarSeries[], path: string, options: ExportOptions = {}): Promise<ExportedFile> {
  const file = resolve(path)
  const format = formatOf(path)
  if (existsSync(file) && options.replace !== true)
    throw new BenchError('FILE_EXISTS', `${path} is there already`, 'give another name, or --replace it')
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.partial-${process.pid}`
  try {
    await write(format, series, draft)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  const rows = series.reduce((sum, { columns }) => sum + columns.length, 0)
  return { file, format, rows, bytes: (await stat(file)).size }
}

/** The format that a file's ending names, or `USAGE` with those that there are. */
export function formatOf(path: string): ExportFormat {
  const ending = extname(path).slice(1).toLowerCase()
  if (ending === 'csv' || ending === 'parquet' || ending === 'arrow') return ending
  throw new BenchError('USAGE', `'${path}' has no ending that names a format`, 'end it in .csv, .parquet or .arrow')
}

function write(format: ExportFormat, series: readonly BarSeries[], draft: string): Promise<void> {
  switch (format) {
    case 'csv':
      return writeCsv(series, draft)
    case 'parquet':
      return writeParquet(series, draft)
    case 'arrow':
      return writeArrow(series, draft)
    default:
      return assertNever(format)
  }
}
