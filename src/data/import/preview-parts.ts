// Reads only the first bars of parts, as they would be stored: what a dry run shows.

import type { BarColumns } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { concatColumns, sliceColumns } from '../columns.js'
import type { ImportOptions } from './options.js'
import { inOrder, readParts } from './read-parts.js'
import type { Part } from './rows/part.js'
import { planReading } from './series/plan-reading.js'

export interface Preview {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  /** The first ones. */
  readonly bars: BarColumns
}

/** Faults in later rows are not seen. Fails as `readParts` does. */
export async function previewParts(parts: readonly Part[], options: ImportOptions, rows: number): Promise<Preview> {
  const { barsAt: timeframe } = await planReading(parts, options)
  try {
    await inOrder((order) =>
      readParts(parts, options, order, (instrument, bars) => {
        throw new Enough({ instrument, timeframe, bars: concatColumns([sliceColumns(bars, 0, Math.min(rows, bars.length))]) })
      }),
    )
  } catch (error) {
    if (error instanceof Enough) return error.preview
    throw error
  }
  throw new BenchError('NO_BARS', 'the files have no bars', 'are they whole?')
}

class Enough extends Error {
  readonly preview: Preview

  constructor(preview: Preview) {
    super('the first bars are read')
    this.preview = preview
  }
}
