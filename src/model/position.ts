// A position as a strategy sees it: its own share, in lots, at average cost.

import type { EpochMs } from './time.js'

/** A strategy's position in one instrument, as it reads it. */
export interface Position {
  readonly isFlat: boolean
  readonly isLong: boolean
  readonly isShort: boolean
  /** Signed lots. */
  readonly quantity: number
  /** Average entry price; 0 when flat. */
  readonly averagePrice: number
  /** When the position was opened (epoch ms), and the bar it was opened in; −1 when flat. */
  readonly openedAt: EpochMs
  readonly openedBar: number
  /** Bars closed since the bar of the opening fill; 0 at that bar's close. −1 when flat. */
  readonly barsHeld: number
}
