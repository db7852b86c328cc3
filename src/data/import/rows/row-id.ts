// Names one row among those of several files by one number, so that it can be sorted, stored in a column and shown to the user.

/** Index of the file × 2^32 + the row's line, counted from 1: an integer that a double holds exactly. */
export type RowId = number

const linesPerFile = 2 ** 32

export function rowId(file: number, line: number): RowId {
  return file * linesPerFile + line
}

export function lineOf(id: RowId): number {
  return id % linesPerFile
}

export function fileOf(id: RowId): number {
  return Math.floor(id / linesPerFile)
}
