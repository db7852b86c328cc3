// Records as rows of numbers: a run has millions of fills, and as objects they would cost more in garbage collection than the run itself.

import { Batch } from './batch.js'

/** How a record becomes numbers and comes back. `at` is the index of the row's first number. */
export interface RowCodec<Record> {
  /** Numbers a row takes. */
  readonly width: number
  write(record: Record, rows: Float64Array, at: number): void
  read(rows: Float64Array, at: number): Record
}

/** Rows in one block: a table grows by blocks, so nothing is copied. */
const BLOCK = 2048

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

  /** Writes another record where the `row`th stands. */
  replace(row: number, record: Record): void {
    this.#batch.flush()
    const { block, within } = this.#place(row)
    this.#codec.write(record, block, within)
  }

  /** Every record as an object of its own. */
  records(): Record[] {
    this.#batch.flush()
    const records: Record[] = []
    for (const block of this.#blocks) {
      const end = block === this.#last ? this.#used : block.length
      for (let at = 0; at < end; at += this.#codec.width) records.push(this.#codec.read(block, at))
    }
    return records
  }

  #write(record: Record): void {
    if (this.#used === this.#last.length) {
      // The first block is small: most runs have few records.
      this.#last = new Float64Array(this.#codec.width * (this.#blocks.length === 0 ? 64 : BLOCK))
      this.#blocks.push(this.#last)
      this.#used = 0
    }
    this.#codec.write(record, this.#last, this.#used)
    this.#used += this.#codec.width
  }

  #place(row: number): { readonly block: Float64Array; readonly within: number } {
    const { width } = this.#codec
    const first = (this.#blocks[0]?.length ?? 0) / width
    const beyond = row - first
    const block = beyond < 0 ? 0 : 1 + Math.floor(beyond / BLOCK)
    return { block: this.#blocks[block] as Float64Array, within: (beyond < 0 ? row : beyond % BLOCK) * width }
  }
}
