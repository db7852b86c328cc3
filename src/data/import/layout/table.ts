// The beginning of a file as a table: its delimiter, its header where it has one, and its first rows.

import { BenchError } from '../../../std/errors.js'
import type { Layout } from './layout.js'
import type { Sample } from './sample.js'

export interface Table {
  readonly sample: Sample
  readonly delimiter: Layout['delimiter']
  /** Lines before the header or the first row, such as a title or an address. */
  readonly preamble: readonly string[]
  /** Names as they stand there, one a cell of a row; null where the first line is a row. */
  readonly header: readonly string[] | null
  /** Cells without blanks and quotes around them; lines with nothing in them are left out. */
  readonly rows: readonly (readonly string[])[]
  /** Lines before the first row. */
  readonly skipLines: number
}

/** Reads the sample's lines as rows. Fails with `BAD_DATA` where there is nothing to read. */
export function readTable(sample: Sample): Table {
  const lines = sample.lines.filter((line) => !isEmptyLine(line))
  const hint = 'the first line names the columns: Date,Open,High,Low,Close,Volume'
  if (lines.length === 0) throw new BenchError('BAD_DATA', `${sample.path}: the file is empty: it has no header and no rows`, hint)
  const delimiter = delimiterOf(lines)
  const cells = lines.map((line) => splitCells(line, delimiter))
  const before = preambleLines(cells)
  const hasHeader = isHeader(cells[before] as readonly string[])
  const rows = cells.slice(hasHeader ? before + 1 : before)
  return {
    sample,
    delimiter,
    preamble: lines.slice(0, before),
    header: hasHeader ? repairHeader(cells[before] as readonly string[], rows) : null,
    rows,
    skipLines: linesBefore(sample.lines, hasHeader ? before + 1 : before),
  }
}

/** How many cells most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0]
}

/** Cells between delimiters, quotes and blanks around them taken off; a delimiter between quotes is none. */
export function splitCells(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim())
  const pattern = new RegExp(`${delimiter === '\t' ? '\\t' : delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`)
  return line.split(pattern).map((cell) => cell.replaceAll('"', '').trim())
}

const delimiters = ['\t', ';', ','] as const

/** The first that cuts most lines in as many cells, at least three: a comma may stand in numbers, the others do not. */
function delimiterOf(lines: readonly string[]): Layout['delimiter'] {
  const tried = lines.slice(0, 50)
  const found = delimiters.find((delimiter) => {
    const rows = tried.map((line) => splitCells(line, delimiter))
    const width = usualWidth(rows)
    return width >= 3 && rows.filter((row) => row.length === width).length * 2 > rows.length
  })
  return found ?? delimiters.find((delimiter) => splitCells(lines[0] as string, delimiter).length >= 3) ?? ','
}

/** Titles and addresses have one cell where rows have many; `sep=;` is for a spreadsheet. */
function preambleLines(cells: readonly (readonly string[])[]): number {
  const width = usualWidth(cells)
  if (width < 3) return 0
  const first = cells.findIndex((row) => row.length > 2 && !/^sep=/i.test(row[0] as string))
  return Math.max(first, 0)
}

/** The index in all lines of the line after so many that are not empty. */
function linesBefore(lines: readonly string[], count: number): number {
  let seen = 0
  let index = 0
  while (seen < count) if (!isEmptyLine(lines[index++] as string)) seen++
  return index
}

/** Cells without anything in them are left at the end by spreadsheets. */
function isEmptyLine(line: string): boolean {
  return /^[\s,;"]*$/.test(line)
}

/** Names are no numbers and no dates. */
function isHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => /[a-z\p{L}]/iu.test(cell)) && !cells.some((cell) => /^[-+$]?\.?\d/.test(cell) && !/[a-z]{3}/i.test(cell))
}

/** A header that lacks the name of the second column, a time of day, or of a last one that is always empty. */
function repairHeader(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0 || usualWidth(rows) !== header.length + 1) return header
  const wide = rows.filter((row) => row.length === header.length + 1)
  if (wide.every((row) => /^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$/.test(row[1] as string))) {
    return [header[0] as string, 'Time', ...header.slice(1)]
  }
  return wide.every((row) => row.at(-1) === '') ? [...header, ''] : header
}
