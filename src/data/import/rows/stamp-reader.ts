// What reads the times of rows, whatever form they are written in.

import type { TimeKind } from './row-batch.js'

/** Reads one stamp after another. Cells have no blanks around them. */
export interface StampReader {
  /** What the last stamp stood for. */
  kind: TimeKind
  /** Epoch ms (of `date` and `wall`: at which a clock in UTC would show it), or NaN where it is not written in this form. */
  read(bytes: Uint8Array, start: number, end: number): number
}
