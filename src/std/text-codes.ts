// Texts as small integers: a column, or a field of a log, says the same few words a million times.

/** How many texts are looked for one by one before a map is asked. */
const FEW = 6

/** The texts of one column as small integers, given out in the order they are first seen. */
export class TextCodes {
  readonly #codes = new Map<string, number>()
  readonly #texts: string[] = []

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
    this.#codes.set(text, code)
    this.#texts.push(text)
    return code
  }
}
