// Finds the cells of a line in its bytes: between delimiters, quotes taken off, without making a text of them.

const newline = 10
const carriageReturn = 13
const quote = 34

/** Reads line after line; the cells of the current one are `bytes` from `starts[i]` to `ends[i]`. */
export class LineScanner {
  /** Where the current cells are: the text itself, or a copy of a line with quotes. */
  bytes: Uint8Array = new Uint8Array(0)
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** How many there are, and 0 for an empty line. Only as many as the table is wide are kept. */
  cells = 0
  readonly #delimiter: number
  /** Not 0 for the signs at which a cell may end or change. */
  readonly #special = new Uint8Array(256)
  #unquoted = new Uint8Array(0)

  constructor(delimiter: string, width: number) {
    this.#delimiter = delimiter.charCodeAt(0)
    this.starts = new Int32Array(width)
    this.ends = new Int32Array(width)
    for (const sign of [this.#delimiter, newline, quote]) this.#special[sign] = 1
  }

  /** Reads the line that begins at an index of a text whose last byte is a newline, and returns where the next one begins. */
  scan(text: Uint8Array, from: number): number {
    const { starts, ends } = this
    const special = this.#special
    const delimiter = this.#delimiter
    let cell = 0
    let start = from
    let at = from
    for (;;) {
      while (special[text[at] as number] === 0) at++
      const sign = text[at]
      if (sign === quote) return this.#scanQuoted(text, from)
      starts[cell] = start
      ends[cell] = at
      if (sign !== delimiter) break
      // Writes behind the end of the arrays are lost: nobody reads the cells of a row that has too many.
      cell++
      start = ++at
    }
    if (at > start && text[at - 1] === carriageReturn) ends[cell] = at - 1
    this.bytes = text
    this.cells = cell === 0 && ends[0] === start ? 0 : cell + 1
    return at + 1
  }

  /** A cell of the current line as text, without blanks around it. */
  text(cell: number): string {
    return Buffer.from(this.bytes.subarray(this.starts[cell] as number, this.ends[cell] as number))
      .toString('utf8')
      .trim()
  }

  /** A line with quotes: a copy without them; a delimiter between them is no border, and two quotes there are one. */
  #scanQuoted(text: Uint8Array, from: number): number {
    const end = text.indexOf(newline, from)
    if (this.#unquoted.length < end - from) this.#unquoted = new Uint8Array(2 * (end - from))
    const copy = this.#unquoted
    const contentEnd = text[end - 1] === carriageReturn ? end - 1 : end
    let cell = 0
    let length = 0
    let isQuoted = false
    this.starts[0] = 0
    for (let at = from; at < contentEnd; at++) {
      const sign = text[at] as number
      if (sign === quote) {
        const isDoubled = isQuoted && text[at + 1] === quote && at + 1 < contentEnd
        if (isDoubled) copy[length++] = text[++at] as number
        else isQuoted = !isQuoted
      } else if (sign === this.#delimiter && !isQuoted) {
        this.ends[cell] = length
        cell++
        this.starts[cell] = length
      } else copy[length++] = sign
    }
    this.ends[cell] = length
    this.bytes = copy
    this.cells = cell + 1
    return end + 1
  }
}
