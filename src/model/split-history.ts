// The splits of an asset that a run has come over: what was told of a time before one of them counts in the shares of then.

import { wholeIfNear } from '../std/whole-down.js'
import type { EpochMs } from './time.js'

export class SplitHistory {
  protected readonly splits: { readonly time: EpochMs; readonly ratio: number }[] = []

  add(time: EpochMs, ratio: number): void {
    this.splits.push({ time, ratio })
  }

  /** Whether one came at this time. */
  has(time: EpochMs): boolean {
    return this.splits.some((split) => split.time === time)
  }

  /** Whether any came after a time. */
  isSplitSince(time: EpochMs): boolean {
    const last = this.splits.at(-1)
    return last !== undefined && last.time > time
  }

  /** Those after a time, in their order: new shares for one old share. */
  ratiosSince(time: EpochMs): readonly number[] {
    return this.splits.flatMap((split) => (split.time > time ? [split.ratio] : []))
  }

  /** What lots of a time are now, fractions of lots among them: they are worth what they were. */
  lotsSince(lots: number, time: EpochMs): number {
    return this.ratiosSince(time).reduce((left, ratio) => wholeIfNear(left * ratio), lots)
  }

  /** What a price of a time is now. */
  priceSince(price: number, time: EpochMs): number {
    return this.ratiosSince(time).reduce((left, ratio) => left / ratio, price)
  }
}
