// A whole number below 2³² at each of many ids that count up from 1: blocks as they are needed, so that nothing is copied as ids go up.

const BLOCK = 2048

export class NumbersById {
  readonly #blocks: (Uint32Array | undefined)[] = []

  /** The number at an id; 0 where none was set, or a 0 was. */
  at(id: number): number {
    return this.#blocks[Math.floor(id / BLOCK)]?.[id % BLOCK] ?? 0
  }

  set(id: number, value: number): void {
    const index = Math.floor(id / BLOCK)
    const block = this.#blocks[index] ?? new Uint32Array(BLOCK)
    this.#blocks[index] = block
    block[id % BLOCK] = value
  }
}
