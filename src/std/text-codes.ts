// Texts as small integers: a column, or a field of a log, says the same few words a million times.

import { fail } from './assert.js'

/** How many texts are looked for one by one before a map is asked. */
const FEW = 6

/** The texts of one column as small integers, given out in the order they are first seen. */
export class TextCodes {
  readonly #most: number
  readonly #codes = new Map<string, number>()
  readonly #texts: string[] = []

  /** Codes are below `most`: so many bits a row has for them. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most
  }

  /** How many texts have a code; the next new text gets this one. */
  get size(): number {
    return this.#texts.length
  }

  /** In the order of their codes. */
  get texts(): readonly string[] {
    return this.#texts
  }

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
    if (code >= this.#most) fail(`there are no more than ${this.#most} texts here, and '${text}' is one more`)
    this.#codes.set(text, code)
    this.#texts.push(text)
    return code
  }
}
