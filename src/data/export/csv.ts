// Bars as CSV: times in ISO UTC, numbers as the shortest text that reads back to the same double.

import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import { formatTime } from '../../model/time.js'

const fields = 'open_time,close_time,open,high,low,close,volume'

/** Streams the rows to the file: memory stays bounded whatever their number. */
export async function writeCsv(series: readonly BarSeries[], file: string): Promise<void> {
  await pipeline(Readable.from(blocks(series)), createWriteStream(file))
}

const rowsPerBlock = 4096

function* blocks(series: readonly BarSeries[]): Generator<string> {
  const isStacked = series.length > 1
  yield `${isStacked ? 'symbol,' : ''}${fields}\n`
  for (const { instrument, columns } of series) {
    const symbol = isStacked ? `${cell(instrument.id)},` : ''
    for (let start = 0; start < columns.length; start += rowsPerBlock) {
      yield block(columns, start, Math.min(columns.length, start + rowsPerBlock), symbol)
    }
  }
}

function block({ openTime, closeTime, open, high, low, close, volume }: BarColumns, start: number, end: number, symbol: string): string {
  let text = ''
  for (let row = start; row < end; row++) {
    const times = `${formatTime(openTime[row] as number)},${formatTime(closeTime[row] as number)}`
    text += `${symbol}${times},${open[row]},${high[row]},${low[row]},${close[row]},${volume[row]}\n`
  }
  return text
}

/** Quoted where it has to be. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
