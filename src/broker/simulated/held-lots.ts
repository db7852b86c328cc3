// Who holds what of an asset: each strategy's signed lots, as the venue knows them. Books of one asset's listings share theirs.

import { LotsOverSplits } from '../../model/lots-over-splits.js'
import type { EpochMs } from '../../model/time.js'
import { TextCodes } from '../../std/text-codes.js'
import { wholeIfNear } from '../../std/whole-down.js'

export class HeldLots {
  /** Copies share it. */
  readonly #strategies: TextCodes
  /** By the code of the strategy. */
  #lots: number[]
  /** Copies share it. */
  readonly #splits: LotsOverSplits

  constructor(strategies = new TextCodes(), lots: number[] = [], splits = new LotsOverSplits()) {
    this.#strategies = strategies
    this.#lots = lots
    this.#splits = splits
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

  /** A split: lots in the new shares, fractions paid out. A split that comes to the other listings of the asset too comes once. */
  split(ratio: number, time: EpochMs): void {
    if (this.#splits.has(time)) return
    this.#splits.add(time, ratio)
    this.#lots = this.#lots.map((lots, place) => this.#splits.note(this.#strategies.text(place), wholeIfNear(lots * ratio)))
  }

  /** Corrects signed lots of a time by so many: as many whole lots are held as if they had been there then. */
  correct(strategy: string, lots: number, time: EpochMs): void {
    this.move(strategy, this.#splits.takeLate(strategy, lots, time))
  }

  /** The instrument is gone. */
  clear(): void {
    this.#lots.fill(0)
  }

  /** Becomes what a copy of it has become, for all who share this one. */
  become(copy: HeldLots): void {
    this.#lots = copy.#lots.slice()
  }

  copy(): HeldLots {
    return new HeldLots(this.#strategies, this.#lots.slice(), this.#splits)
  }

  #placeOf(strategy: string): number {
    const place = this.#strategies.code(strategy)
    while (this.#lots.length <= place) this.#lots.push(0)
    return place
  }
}
