// The rows of a predictions file as cells of text, whatever the file is.

import type { Table } from '../import/layout/table.js'

export interface PredictionRow {
  /** Line of a text file, or row of a Parquet file, counted from 1. */
  readonly line: number
  /** As many as the header has at most, without blanks around them. */
  readonly cells: readonly string[]
  /** How many cells the row has. */
  readonly width: number
}

export interface PredictionRows {
  /** The header and the first rows: what the columns are told by. */
  readonly table: Table
  readonly unit: 'line' | 'row'
  rows(): AsyncIterable<PredictionRow>
}
