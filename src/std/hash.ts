// The canonical hash: the same values give the same bytes on every machine, whatever the key order or the time zone.

import { createHash } from 'node:crypto'

/** What can be hashed: data without identity. Doubles go in as IEEE bits (−0 as 0), keys sorted, absent keys left out. */
export type Hashable = null | boolean | number | string | readonly Hashable[] | { readonly [key: string]: Hashable | undefined }

/** One byte before each value says what it is, so that no two sequences of values share their bytes. */
const Tag = { null: 0, false: 1, true: 2, number: 3, text: 4, list: 5, record: 6, again: 7 } as const

/** Texts of so many characters or fewer are written one by one: most are names. */
const SHORT = 64
const LAST_ASCII = 0x7f

/** Many logs are of a few hundred bytes, and each has a buffer of its own. */
const BUFFER = 8_192

/** A sha256 that is fed values one by one, through a buffer of its own: nothing is allocated per value. */
export class HashLog {
  readonly #hash = createHash('sha256')
  readonly #bytes = new Uint8Array(BUFFER)
  readonly #view = new DataView(this.#bytes.buffer)
  #used = 0
  /** Texts seen before, by the order they came in. */
  readonly #known = new Map<string, number>()

  /** Hex sha256 of everything so far; the log can go on. */
  digest(): string {
    this.#flush()
    return this.#hash.copy().digest('hex')
  }

  null(): void {
    this.#tag(Tag.null)
  }

  flag(value: boolean): void {
    this.#tag(value ? Tag.true : Tag.false)
  }

  number(value: number): void {
    this.#reserve(9)
    this.#bytes[this.#used] = Tag.number
    // One zero and one NaN: their other bit patterns mean the same.
    this.#view.setFloat64(this.#used + 1, value === 0 ? 0 : Number.isNaN(value) ? Number.NaN : value, true)
    this.#used += 9
  }

  /** A text in full the first time, by its number after that. */
  text(value: string): void {
    const known = this.#known.get(value)
    if (known !== undefined) {
      this.#reserve(5)
      this.#bytes[this.#used] = Tag.again
      this.#view.setUint32(this.#used + 1, known, true)
      this.#used += 5
      return
    }
    this.#known.set(value, this.#known.size)
    if (value.length <= SHORT && this.#plain(value)) return
    const bytes = Buffer.from(value, 'utf8')
    this.#tag(Tag.text)
    this.#double(bytes.length)
    this.#flush()
    this.#hash.update(bytes)
  }

  /** Writes a short text of ASCII, whose characters are its bytes; false for another. */
  #plain(value: string): boolean {
    this.#reserve(9 + SHORT)
    const at = this.#used + 9
    for (let place = 0; place < value.length; place++) {
      const code = value.charCodeAt(place)
      if (code > LAST_ASCII) return false
      this.#bytes[at + place] = code
    }
    this.#tag(Tag.text)
    this.#double(value.length)
    this.#used += value.length
    return true
  }

  /** Any value in canonical form. */
  value(value: Hashable): void {
    if (value === null) this.null()
    else if (typeof value === 'boolean') this.flag(value)
    else if (typeof value === 'number') this.number(value)
    else if (typeof value === 'string') this.text(value)
    else if (isList(value)) this.#list(value)
    else this.#record(value)
  }

  #list(items: readonly Hashable[]): void {
    this.#tag(Tag.list)
    this.#double(items.length)
    for (const item of items) this.value(item)
  }

  #record(record: { readonly [key: string]: Hashable | undefined }): void {
    const keys: string[] = []
    for (const key of Object.keys(record)) if (record[key] !== undefined) keys.push(key)
    if (keys.length > 1) keys.sort()
    this.#tag(Tag.record)
    this.#double(keys.length)
    for (const key of keys) {
      this.text(key)
      this.value(record[key] as Hashable)
    }
  }

  #tag(tag: number): void {
    this.#reserve(1)
    this.#bytes[this.#used++] = tag
  }

  #double(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#used, value, true)
    this.#used += 8
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes > this.#bytes.length) this.#flush()
  }

  #flush(): void {
    if (this.#used > 0) this.#hash.update(this.#bytes.subarray(0, this.#used))
    this.#used = 0
  }
}

/** Hex sha256 of one value in canonical form. */
export function canonicalHash(value: Hashable): string {
  const log = new HashLog()
  log.value(value)
  return log.digest()
}

/** Hex sha256 of raw bytes, such as a file or a column. */
export function bytesHash(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

function isList(value: Hashable): value is readonly Hashable[] {
  return Array.isArray(value)
}
