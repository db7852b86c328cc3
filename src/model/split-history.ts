// The splits of an asset that a run has come over: what was told of a time before one of them counts in the shares of then.

import type { EpochMs } from './time.js'

export class SplitHistory {
  readonly #splits: { readonly time: EpochMs; readonly ratio: number }[] = []

  add(time: EpochMs, ratio: number): void {
    this.#splits.push({ time, ratio })
  }

  /** Whether one came at this time. */
  has(time: EpochMs): boolean {
    return this.#splits.some((split) => split.time === time)
  }

  /** Shares of today for one of a time; 1 where none split since. */
  since(time: EpochMs): number {
    return this.#splits.reduce((product, split) => (split.time > time ? product * split.ratio : product), 1)
  }
}
