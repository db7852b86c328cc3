// Who holds what of an asset: each strategy's signed lots, as the venue knows them. Books of one asset's listings share theirs.

export class HeldLots {
  readonly #lots: Map<string, number>

  constructor(lots = new Map<string, number>()) {
    this.#lots = lots
  }

  /** Signed; 0 of a strategy that is not known. */
  of(strategy: string): number {
    return this.#lots.get(strategy) ?? 0
  }

  /** All strategies together. */
  get net(): number {
    let net = 0
    for (const lots of this.#lots.values()) net += lots
    return net
  }

  /** Adds signed lots. */
  move(strategy: string, lots: number): void {
    this.#lots.set(strategy, this.of(strategy) + lots)
  }

  /** After a split, or when the instrument is gone. */
  restate(lotsOf: (strategy: string) => number): void {
    for (const strategy of this.#lots.keys()) this.#lots.set(strategy, lotsOf(strategy))
  }

  /** Becomes what another is, for all who share this one. */
  become(other: HeldLots): void {
    this.#lots.clear()
    for (const [strategy, lots] of other.#lots) this.#lots.set(strategy, lots)
  }

  copy(): HeldLots {
    return new HeldLots(new Map(this.#lots))
  }
}
