// Layouts, sources and reports for the tests of the reader.

import type { ColumnPlaces, Layout } from '../layout/layout.js'
import { inOrder, type PartsReport, type ReadOptions, readParts } from '../read-parts.js'
import type { ByteSource } from '../sources/byte-source.js'
import { type Part, textPart } from './part.js'

/** `Date,Open,High,Low,Close,Volume` with ISO times, and what a test has otherwise. */
export function layoutOf(changes: Partial<Omit<Layout, 'places'>> & { places?: Partial<ColumnPlaces> } = {}): Layout {
  const { places, ...others } = changes
  return {
    dialect: 'plain',
    label: 'CSV',
    skipLines: 1,
    delimiter: ',',
    decimal: '.',
    names: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume'],
    places: {
      time: [0],
      open: 1,
      high: 2,
      low: 3,
      close: 4,
      volume: 5,
      symbol: null,
      adjustedClose: null,
      dividend: null,
      split: null,
      ask: null,
      ...places,
    },
    time: { kind: 'iso' },
    priceDivisor: 1,
    numbers: 'plain',
    timeZone: null,
    stamp: 'start',
    emptyRows: 'fault',
    adjusted: null,
    unknownVolume: null,
    timeframe: null,
    symbol: null,
    assetClass: null,
    notes: [],
    ...others,
  }
}

/** Bytes in memory, in pieces. */
export function bytesSource(pieces: readonly (string | Uint8Array)[], name = 'x.csv'): ByteSource {
  const buffers = pieces.map((piece) => Buffer.from(piece as string))
  const source = {
    path: name,
    name,
    bytes: buffers.reduce((sum, { length }) => sum + length, 0),
    bytesRead: 0,
    async *open() {
      source.bytesRead = 0
      for (const buffer of buffers) {
        source.bytesRead += buffer.length
        yield buffer
      }
    },
    sha256: async () => '',
  }
  return source
}

/** A text of lines as a part. */
export function partOf(lines: readonly string[], layout: Layout = layoutOf(), name = 'x.csv'): Part {
  return textPart(bytesSource([`${lines.join('\n')}\n`], name), layout)
}

/** One bar as `open time, close time, close price`. */
export interface BarsRead extends PartsReport {
  readonly bars: Readonly<Record<string, readonly string[]>>
}

export async function readBars(parts: readonly Part[], options: ReadOptions = {}): Promise<BarsRead> {
  return inOrder(async (order) => {
    const bars: Record<string, string[]> = {}
    const report = await readParts(parts, options, order, ({ id }, columns) => {
      bars[id] ??= []
      const own = bars[id]
      for (let row = 0; row < columns.length; row++) {
        own.push(`${iso(columns.openTime[row]!)} ${iso(columns.closeTime[row]!)} ${columns.close[row]}`)
      }
    })
    return { ...report, bars }
  })
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 16)
}
