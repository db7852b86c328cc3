// A header that names Date or Time, Open, High, Low, Close and perhaps Volume, by whichever program: nothing else is known of it.

import { BenchError } from '../../../../std/errors.js'
import type { ImportOptions } from '../../options.js'
import { columnsByName, repeatedPrice, timeColumns } from '../columns.js'
import type { Table } from '../table.js'
import type { Dialect } from './dialect.js'

export const plain: Dialect = {
  id: 'plain',
  label: 'plain CSV',
  read(table, _, options) {
    if (table.header === null) return options.map === undefined ? null : { columns: {} }
    refuseAmbiguous(table.header, table, options)
    const { adjustedClose: _adjusted, dividend: _dividend, split: _split, ...columns } = columnsByName(table.header)
    const times = timeColumns(table.header)
    const name = table.header[times[0] ?? 0] ?? ''
    const zone = /\b(utc|gmt)\b/i.test(name.replaceAll('_', ' ')) ? { timeZone: 'UTC' } : {}
    return { columns, ...zone }
  },
}

function refuseAmbiguous(header: readonly string[], table: Table, { map = [] }: ImportOptions): void {
  const mapped = new Set<string>(map.map(([, field]) => field))
  const repeated = repeatedPrice(header)
  if (repeated !== null && !mapped.has(repeated)) {
    const hint = `keep one of the columns, or say which by its number: --map 5=${repeated}`
    throw new BenchError('BAD_DATA', `${table.sample.path}: the header names '${repeated}' twice`, hint)
  }
  const [first, second] = timeColumns(header).map((index) => header[index])
  if (second === undefined || mapped.has('time') || mapped.has('date')) return
  const message = `${table.sample.path}: two columns of times in the header: ${first} and ${second}`
  throw new BenchError('BAD_DATA', message, `say which: --map ${first}=time, or --map ${second}=time`)
}
