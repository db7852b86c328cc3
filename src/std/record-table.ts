// Records as rows of numbers: a run has millions of fills, and as objects they would cost more in garbage collection than the run itself.

import { Batch } from './batch.js'

/** How a record becomes numbers and comes back. `at` is the index of the row's first number. */
export interface RowCodec<Record> {
  /** Numbers a row takes. */
  readonly width: number
  write(record: Record, rows: Float64Array, at: number): void
  read(rows: Float64Array, at: number): Record
}

/** Rows in the first block. A table grows by blocks, so nothing is copied: each is twice as large as the one before, until they are large. */
const FIRST = 64
const DOUBLINGS = 5
const LARGE = FIRST << DOUBLINGS

/** Records in the order they were appended. */
export class RecordTable<Record> {
  readonly #codec: RowCodec<Record>
  readonly #blocks: Float64Array[] = []
  #last: Float64Array = new Float64Array(0)
  #used = 0
  #length = 0
  readonly #batch = new Batch<Record>((record) => this.#write(record))

  constructor(codec: RowCodec<Record>) {
    this.#codec = codec
  }

  get length(): number {
    return this.#length
  }

  append(record: Record): void {
    this.#batch.flush()
    this.#length++
    this.#write(record)
  }

  /** Appends a record that never changes again: it is written together with those that follow it. */
  appendFinal(record: Record): void {
    this.#length++
    this.#batch.add(record)
  }

  /** The record that was appended as the `row`th, counted from 0, as an object of its own. */
  at(row: number): Record {
    this.#batch.flush()
    const { block, within } = this.#place(row)
    return this.#codec.read(block, within)
  }

  /** Shows the numbers of every row, in their order. */
  eachRow(show: (rows: Float64Array, at: number) => void): void {
    this.#batch.flush()
    for (const block of this.#blocks) {
      const end = block === this.#last ? this.#used : block.length
      for (let at = 0; at < end; at += this.#codec.width) show(block, at)
    }
  }

  /** The rows whose numbers pass a test: those alone need become records. */
  rowsWhere(test: (rows: Float64Array, at: number) => boolean): number[] {
    const found: number[] = []
    let row = 0
    this.eachRow((rows, at) => {
      if (test(rows, at)) found.push(row)
      row++
    })
    return found
  }

  /** Writes another record where the `row`th stands. */
  replace(row: number, record: Record): void {
    this.#batch.flush()
    const { block, within } = this.#place(row)
    this.#codec.write(record, block, within)
  }

  /** Every record as an object of its own. */
  records(): Record[] {
    const records: Record[] = []
    this.eachRow((rows, at) => records.push(this.#codec.read(rows, at)))
    return records
  }

  #write(record: Record): void {
    if (this.#used === this.#last.length) {
      this.#last = new Float64Array(this.#codec.width * (FIRST << Math.min(this.#blocks.length, DOUBLINGS)))
      this.#blocks.push(this.#last)
      this.#used = 0
    }
    this.#codec.write(record, this.#last, this.#used)
    this.#used += this.#codec.width
  }

  #place(row: number): { readonly block: Float64Array; readonly within: number } {
    const { width } = this.#codec
    // With as many rows as the first block has before them, blocks begin at its doubles.
    const from = row + FIRST
    const doubled = 31 - Math.clz32(from / FIRST)
    const block = doubled < DOUBLINGS ? doubled : DOUBLINGS - 1 + Math.floor(from / LARGE)
    const within = doubled < DOUBLINGS ? from - (FIRST << doubled) : from % LARGE
    return { block: this.#blocks[block] as Float64Array, within: within * width }
  }
}
