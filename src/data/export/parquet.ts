// Bars as one Parquet file: UTC timestamps and DOUBLE, with the symbol in front where there are several.

import type { BarSeries } from '../../model/bar.js'
import { columnNames } from '../columns.js'
import { appendDoubles, sqlText, withDuckDb } from '../duckdb.js'

export function writeParquet(series: readonly BarSeries[], file: string): Promise<void> {
  return withDuckDb(async (connection) => {
    const tables = series.map((_, index) => `bars_${index}`)
    for (const [index, { columns }] of series.entries()) {
      const table = tables[index] as string
      await connection.run(`CREATE TABLE ${table} (${columnNames.map((name) => `${name} DOUBLE NOT NULL`).join(', ')})`)
      const arrays = columnNames.map((name) => columns[name])
      await appendDoubles(connection, table, arrays)
    }
    const time = (name: string) => `make_timestamp_ms(${name}::BIGINT) AT TIME ZONE 'UTC'`
    const columns = `${time('openTime')} AS open_time, ${time('closeTime')} AS close_time, open, high, low, close, volume`
    const selects = series.map(({ instrument }, index) => {
      const symbol = series.length > 1 ? `${sqlText(instrument.id)} AS symbol, ` : ''
      return `SELECT ${symbol}${columns} FROM ${tables[index]}`
    })
    await connection.run(`COPY (${selects.join(' UNION ALL ')}) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`)
  })
}
