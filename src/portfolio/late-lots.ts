// What is told after a split of a time before it comes to: whole lots that are held more, and what each split leaves beside them.

/** A part of a lot that is paid out in cash; below zero a long position takes it back. */
export interface Rest {
  /** Signed, of now. */
  readonly lots: number
  /** A lot of now, in the instrument's currency. */
  readonly price: number
}

export class LateLots {
  /** Signed. */
  whole = 0
  #rests: readonly Rest[] = []

  /** One for each price at which splits paid out. */
  get rests(): readonly Rest[] {
    return this.#rests
  }

  leave(lots: number, price: number): void {
    const same = this.#rests.find((rest) => rest.price === price)
    const rest = { lots: lots + (same?.lots ?? 0), price }
    this.#rests = [...this.#rests.filter((one) => one !== same), rest]
  }
}
