// Records as rows of numbers: a run has millions of fills, and as objects they would cost more in garbage collection than the run itself.

/** How a record becomes numbers and comes back. `at` is the index of the row's first number. */
export interface RowCodec<Record> {
  /** Numbers a row takes. */
  readonly width: number
  write(record: Record, rows: Float64Array, at: number): void
  read(rows: Float64Array, at: number): Record
}

/** Records in the order they were appended. */
export class RecordTable<Record> {
  readonly #codec: RowCodec<Record>
  #rows: Float64Array
  #length = 0

  constructor(codec: RowCodec<Record>) {
    this.#codec = codec
    this.#rows = new Float64Array(codec.width * 64)
  }

  get length(): number {
    return this.#length
  }

  append(record: Record): void {
    const { width } = this.#codec
    const at = this.#length * width
    if (at === this.#rows.length) {
      const wider = new Float64Array(this.#rows.length * 2)
      wider.set(this.#rows)
      this.#rows = wider
    }
    this.#codec.write(record, this.#rows, at)
    this.#length++
  }

  /** Every record as an object of its own. */
  records(): Record[] {
    return Array.from({ length: this.#length }, (_, row) => this.#codec.read(this.#rows, row * this.#codec.width))
  }
}

/** How many texts are looked for one by one before a map is asked. */
const FEW = 6

/** The texts of one column as small integers, given out in the order they are first seen. */
export class TextCodes {
  readonly #codes = new Map<string, number>()
  readonly #texts: string[] = []

  code(text: string): number {
    const texts = this.#texts
    const few = Math.min(texts.length, FEW)
    for (let code = 0; code < few; code++) if (texts[code] === text) return code
    return this.#codes.get(text) ?? this.#add(text)
  }

  /** The text of a code; the type is what the caller wrote under it. */
  text<Text extends string = string>(code: number): Text {
    return this.#texts[code] as Text
  }

  #add(text: string): number {
    const code = this.#texts.length
    this.#codes.set(text, code)
    this.#texts.push(text)
    return code
  }
}
