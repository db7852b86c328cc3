// Faulty rows of a file: collected with their line, value and a hint, then thrown together, so that one attempt shows them all.

import { BenchError } from '../../std/errors.js'

/** One thing that is wrong with one row. */
export interface RowFault {
  /** Line of a text file, or row of a Parquet file, counted from 1. */
  readonly line: number
  /** What is wrong, with the value. */
  readonly message: string
  readonly hint: string
}

/** `BAD_DATA` with the first faults of a file and the count of all. */
export class FaultyRows extends BenchError {
  readonly faults: readonly RowFault[]
  readonly total: number

  constructor(file: string, unit: 'line' | 'row', faults: readonly RowFault[], total: number) {
    const lines = faults.map(({ line, message, hint }) => `  ${unit} ${line}: ${message} · hint: ${hint}`)
    if (total > faults.length) lines.push(`  … and ${total - faults.length} more`)
    const count = `${total} faulty ${total === 1 ? 'row' : 'rows'}, so nothing was taken`
    super('BAD_DATA', `${file}: ${count}\n${lines.join('\n')}`, `correct the ${total === 1 ? 'row' : 'rows'} in ${file} and try again`)
    this.faults = faults
    this.total = total
  }
}

const shownFaults = 20

/** Keeps the first twenty faults and counts the rest. A row has at most one. */
export class FaultList {
  readonly #file: string
  readonly #unit: 'line' | 'row'
  readonly #faults: RowFault[] = []
  #total = 0

  constructor(file: string, unit: 'line' | 'row') {
    this.#file = file
    this.#unit = unit
  }

  get isEmpty(): boolean {
    return this.#total === 0
  }

  add(fault: RowFault): void {
    this.#total++
    if (this.#faults.length < shownFaults) this.#faults.push(fault)
  }

  /** Throws `FaultyRows` when there is any. */
  throwIfAny(): void {
    if (this.#total === 0) return
    const sorted = [...this.#faults].sort((a, b) => a.line - b.line)
    throw new FaultyRows(this.#file, this.#unit, sorted, this.#total)
  }
}
