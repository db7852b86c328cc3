// The named policies of the simulated venue: how bars become fills.

import type { FeeModel } from './fees.js'
import type { SlippageModel } from './slippage.js'

export interface VenuePolicy {
  readonly timing: 'next-open' | 'same-close' | 'next-close' | 'next-session'
  readonly intrabar: 'pessimistic' | 'optimistic' | 'adaptive' | 'ohlc' | 'olhc' | 'stop-first'
  readonly limit: 'penetrate' | 'touch'
  /** The most of a bar's volume that our fills take, 0…1; null for no cap. */
  readonly participation: number | null
  readonly childActivation: 'same-bar' | 'next-bar'
  readonly session: 'regular' | 'as-recorded'
  readonly fees: FeeModel
  readonly slippage: SlippageModel
}
