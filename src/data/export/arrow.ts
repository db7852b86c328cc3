// Bars as an Arrow IPC file: timestamps in ms of UTC and doubles, with the symbol in front where there are several.

import { writeFile } from 'node:fs/promises'
import type { BarSeries } from '../../model/bar.js'
import { concatColumns } from '../columns.js'

/** Arrow's timestamp in milliseconds of UTC, as the format's library describes a type: id 10 and unit 1 are the format's own numbers. */
const timestamp = { typeId: 10, unit: 1, timezone: 'UTC', bitWidth: 64, values: BigInt64Array } as const

export async function writeArrow(series: readonly BarSeries[], file: string): Promise<void> {
  const { table, toArrowIPC } = await import('arquero')
  const { openTime, closeTime, open, high, low, close, volume } = concatColumns(series.map(({ columns }) => columns))
  const symbol = series.flatMap(({ instrument, columns }) => new Array<string>(columns.length).fill(instrument.id))
  const bars = table({
    ...(series.length > 1 ? { symbol } : {}),
    open_time: openTime,
    close_time: closeTime,
    open,
    high,
    low,
    close,
    volume,
  })
  await writeFile(file, toArrowIPC(bars, { format: 'file', types: { open_time: timestamp, close_time: timestamp } }))
}
