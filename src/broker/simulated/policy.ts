// The named policies of the simulated venue: how bars become fills.

import type { FeeModel, FillFee } from './fees.js'
import type { HaltSource } from './halts/halt-source.js'
import type { MovingBars } from './impact/moving-series.js'
import type { LimitRule } from './queue-position.js'
import type { SlippageModel } from './slippage.js'
import type { SpreadRule } from './spread.js'

export interface VenuePolicy {
  readonly timing: 'next-open' | 'same-close' | 'next-close' | 'next-session'
  readonly intrabar: 'pessimistic' | 'optimistic' | 'adaptive' | 'ohlc' | 'olhc' | 'stop-first'
  readonly limit: LimitRule
  readonly spread: SpreadRule | null
  /** What moves a trailing stop: each price along the path, or the bar's extreme or close when it ends. */
  readonly trailAnchor: 'path' | 'high' | 'close'
  /** The most of a bar's volume that our fills take, 0…1; null for no cap. */
  readonly participation: number | null
  readonly childActivation: 'same-bar' | 'next-bar'
  readonly session: 'regular' | 'as-recorded'
  /** Whether GTC orders end with the quarter after the one they were placed in. */
  readonly gtc: 'quarter-end' | 'unlimited'
  /** From how many equal bars without volume on a price is stale; null for never. */
  readonly staleAfter: number | null
  /** Who halts listings; null where nobody does. */
  readonly halts: HaltSource | null
  /** The bars that our fills move; null where they move nothing. */
  readonly impact: MovingBars | null
  readonly fees: FeeModel
  /** What regulators take of each fill; null for nothing. */
  readonly regulatory: FillFee | null
  readonly slippage: SlippageModel
}
