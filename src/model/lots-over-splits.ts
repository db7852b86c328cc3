// The whole lots of several holders over splits. What a split leaves beside whole lots is paid out; what is of before a split and told only after it
// comes to as many whole lots as if it had been told in time.

import { wholeIfNear } from '../std/whole-down.js'
import { SplitHistory } from './split-history.js'
import type { EpochMs } from './time.js'

export class LotsOverSplits extends SplitHistory {
  /** By the place of a split what each holder had after it, with the fraction that was paid out. */
  readonly #exact: Map<string, number>[] = []

  override add(time: EpochMs, ratio: number): void {
    super.add(time, ratio)
    this.#exact.push(new Map())
  }

  /** Notes the signed lots of a holder in the shares of after the last split, with the fraction that is paid out; answers the whole ones. */
  note(holder: string, lots: number): number {
    this.#exact.at(-1)?.set(holder, lots)
    return Math.trunc(lots)
  }

  /**
   * Takes in signed lots of a time that are told only now, in the shares of then; answers the whole lots of now that the holder has more. `leaves` is told
   * what each split since, by its place and time, leaves of them beside whole lots, in the shares of after it: what was paid out before may be taken back.
   */
  takeLate(holder: string, lots: number, time: EpochMs, leaves: (fraction: number, place: number, time: EpochMs) => void = nobody): number {
    let whole = lots
    for (const [place, split] of this.splits.entries()) {
      if (split.time <= time) continue
      const exact = this.#exact[place] as Map<string, number>
      const before = exact.get(holder) ?? 0
      const after = wholeIfNear(before + whole * split.ratio)
      exact.set(holder, after)
      const more = Math.trunc(after) - Math.trunc(before)
      leaves(after - before - more, place, split.time)
      whole = more
    }
    return whole
  }
}

function nobody(): void {}
