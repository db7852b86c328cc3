// Reads the OHLCV files that goldens refer to. For tests only: the product's import is in src/data.

import { readFileSync } from 'node:fs'
import type { BarColumns } from '../../src/model/bar.js'
import { DAY_MS } from '../../src/model/time.js'

export interface CsvBars {
  readonly columns: BarColumns
  /** The text of the time column, as the file has it. */
  readonly times: readonly string[]
}

/**
 * Columns are found by name, whatever the case; other columns (such as Adj Close) are left alone, a missing volume is 0. The time is the first column, often without
 * a name, taken as UTC; a bar closes when the next one opens.
 */
export function readCsv(path: string): CsvBars {
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
  const names = header.split(',').map((name) => name.trim().toLowerCase())
  const rows = lines.map((line) => line.split(','))
  const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[indexOf(name)]))
  const indexOf = (name: string): number => {
    const index = names.indexOf(name)
    if (index < 0) throw new Error(`${path} has no column '${name}', only: ${names.join(', ')}`)
    return index
  }
  const times = rows.map(([time = '']) => time)
  const openTime = Float64Array.from(times, utc)
  return {
    times,
    columns: {
      length: rows.length,
      openTime,
      closeTime: openTime.map((time, index) => openTime[index + 1] ?? time + DAY_MS),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: names.includes('volume') ? column('volume') : new Float64Array(rows.length),
    },
  }
}

function utc(time: string): number {
  return Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
}
