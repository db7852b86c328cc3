// What was made to go wrong in a run, and what came of it.

import type { EpochMs } from './time.js'

/** A run under a schedule of faults. The schedule itself is the `chaos` of the run's config. */
export interface RunChaos {
  readonly faults: readonly RunFault[]
  /** The first time that each invariant did not hold; empty where all held. */
  readonly violations: readonly RunViolation[]
  /** Equity at the end of the same run without faults, less that of this one; the account's currency. */
  readonly damage: number
}

export interface RunFault {
  /** As the run calls it: `runaway-1`. */
  readonly name: string
  readonly fault: string
  /** The instrument that it was in, or the strategy whose place it took; null for neither. */
  readonly target: string | null
  /** How long it lasted each time; null for the mistake of an operator, which is nothing that ends. */
  readonly minutes: number | null
  /** When it came on; empty where it never did. */
  readonly onsets: readonly EpochMs[]
}

export interface RunViolation {
  /** `I7` */
  readonly invariant: string
  readonly time: EpochMs
  readonly message: string
  readonly context: Readonly<Record<string, number | string>>
}
