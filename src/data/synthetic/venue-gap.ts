// How far the price on one venue is from the one that all venues of an asset trade around: it wanders off, and three quarters of it are gone by the next price.

import type { RandomStream } from '../../std/random.js'

/** Standard deviation of the gap, a share of the price. */
const WIDTH = 0.0006
/** What the next price, a close or the open after it, keeps of it. */
const KEPT = 0.25
const NEWS = WIDTH * Math.sqrt(1 - KEPT ** 2)

export class VenueGap {
  /** The part of the asset's volume that trades there. */
  readonly volumeShare: number
  readonly #random: RandomStream
  #log: number

  constructor(random: RandomStream) {
    this.#random = random
    this.volumeShare = 0.2 + 0.6 * random.next()
    this.#log = WIDTH * random.normal()
  }

  /** What the log price of the asset is raised by at the next price. */
  next(): number {
    this.#log = KEPT * this.#log + NEWS * this.#random.normal()
    return this.#log
  }
}
