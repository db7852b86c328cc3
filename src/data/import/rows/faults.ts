// Faulty rows of a source: collected with their line, value and a hint, then thrown together, so that one attempt shows them all.

import { BenchError } from '../../../std/errors.js'
import { fileOf, lineOf, type RowId } from './row-id.js'

/** One thing that is wrong with one row. */
export interface RowFault {
  /** Line of a text file, or row of a Parquet file, counted from 1. */
  readonly line: number
  /** The file, where several are read together. */
  readonly file?: string
  /** What is wrong, with the value. */
  readonly message: string
  readonly hint: string
}

/** `BAD_DATA` with the first faults of a source and the count of all. */
export class FaultyRows extends BenchError {
  readonly faults: readonly RowFault[]
  readonly total: number

  constructor(source: string, unit: 'line' | 'row', faults: readonly RowFault[], total: number) {
    const lines = faults.map(
      ({ file, line, message, hint }) => `  ${file === undefined ? '' : `${file} `}${unit} ${line}: ${message} · hint: ${hint}`,
    )
    if (total > faults.length) lines.push(`  … and ${total - faults.length} more`)
    const rows = total === 1 ? 'row' : 'rows'
    super(
      'BAD_DATA',
      `${source}: ${total} faulty ${rows}, so nothing was taken\n${lines.join('\n')}`,
      `correct the ${rows} in ${source} and try again`,
    )
    this.faults = faults
    this.total = total
  }
}

const shownFaults = 20

/** Keeps the first twenty faults and counts the rest. A row has at most one. */
export class FaultList {
  readonly #source: string
  readonly #unit: 'line' | 'row'
  readonly #files: readonly string[]
  readonly #faults: { readonly id: RowId; readonly message: string; readonly hint: string }[] = []
  #total = 0

  /** `files` are the names of the files that row ids count. */
  constructor(source: string, unit: 'line' | 'row', files: readonly string[] = [source]) {
    this.#source = source
    this.#unit = unit
    this.#files = files
  }

  get isEmpty(): boolean {
    return this.#total === 0
  }

  add(fault: { readonly id: RowId; readonly message: string; readonly hint: string }): void {
    this.#total++
    if (this.#faults.length < shownFaults) this.#faults.push(fault)
  }

  /** `line 7`, with the file's name where several are read. */
  placeOf(id: RowId): string {
    const place = `${this.#unit} ${lineOf(id)}`
    return this.#files.length > 1 ? `${this.#files[fileOf(id)]} ${place}` : place
  }

  /** Throws `FaultyRows` when there is any. */
  throwIfAny(): void {
    if (this.#total === 0) return
    const sorted = [...this.#faults].sort((a, b) => a.id - b.id)
    const faults = sorted.map(({ id, message, hint }): RowFault => {
      const file = this.#files.length > 1 ? this.#files[fileOf(id)] : undefined
      return { line: lineOf(id), message, hint, ...(file === undefined ? {} : { file }) }
    })
    throw new FaultyRows(this.#source, this.#unit, faults, this.#total)
  }
}
