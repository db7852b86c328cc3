// One file of a series, however its rows are stored.

import type { Layout } from '../layout/layout.js'
import type { ByteSource } from '../sources/byte-source.js'
import { openRows, type RowFile, type RowTarget } from './read-rows.js'

export interface Part {
  readonly source: ByteSource
  readonly layout: Layout
  /** What messages call the place of a row. */
  readonly unit: 'line' | 'row'
  /** Reads the rows from the first one; can be called again. */
  open(target: RowTarget): RowFile
}

/** A text in lines. */
export function textPart(source: ByteSource, layout: Layout): Part {
  return { source, layout, unit: 'line', open: (target) => openRows(source, layout, target) }
}
