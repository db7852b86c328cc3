// Who holds what of an asset: each strategy's signed lots, as the venue knows them. Books of one asset's listings share theirs.

import { TextCodes } from '../../std/text-codes.js'

export class HeldLots {
  /** Copies share it. */
  readonly #strategies: TextCodes
  /** By the code of the strategy. */
  #lots: number[]

  constructor(strategies = new TextCodes(), lots: number[] = []) {
    this.#strategies = strategies
    this.#lots = lots
  }

  /** Signed; 0 of a strategy that is not known. */
  of(strategy: string): number {
    return this.#lots[this.#placeOf(strategy)] as number
  }

  /** All strategies together. */
  get net(): number {
    let net = 0
    for (const lots of this.#lots) net += lots
    return net
  }

  /** Adds signed lots. */
  move(strategy: string, lots: number): void {
    const place = this.#placeOf(strategy)
    this.#lots[place] = (this.#lots[place] as number) + lots
  }

  /** After a split, or when the instrument is gone. */
  restate(lotsOf: (strategy: string) => number): void {
    for (let place = 0; place < this.#lots.length; place++) this.#lots[place] = lotsOf(this.#strategies.text(place))
  }

  /** Becomes what a copy of it has become, for all who share this one. */
  become(copy: HeldLots): void {
    this.#lots = copy.#lots.slice()
  }

  copy(): HeldLots {
    return new HeldLots(this.#strategies, this.#lots.slice())
  }

  #placeOf(strategy: string): number {
    const place = this.#strategies.code(strategy)
    while (this.#lots.length <= place) this.#lots.push(0)
    return place
  }
}
