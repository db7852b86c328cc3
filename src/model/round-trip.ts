// A round trip: flat to flat for one strategy and instrument. Scale-ins and partial exits belong to it.

import type { OrderRole } from './order.js'
import type { EpochMs } from './time.js'

/** One trade from flat to flat, with what it made, cost and risked. */
export interface RoundTrip {
  readonly id: number
  readonly strategy: string
  readonly instrument: string
  readonly direction: 'long' | 'short'
  readonly entryTime: EpochMs
  readonly exitTime: EpochMs
  /** Bars of the execution series in which it was opened and closed. */
  readonly entryBar: number
  readonly exitBar: number
  /** Lots bought (long) or sold (short) in all, and the mean prices in and out. */
  readonly quantity: number
  readonly entryPrice: number
  readonly exitPrice: number
  /** The account's currency, at the rate of the exit. `pnl` = `grossPnl` − `fees`; slippage is already in the prices. */
  readonly grossPnl: number
  readonly fees: number
  readonly slippage: number
  readonly pnl: number
  /** Worst and best open result while it was held, currency, fees left out: mae ≤ 0 ≤ mfe. */
  readonly mae: number
  readonly mfe: number
  /** Currency at risk to the first protective stop; null without one. */
  readonly initialRisk: number | null
  readonly entryReason: string
  readonly exitReason: string
  readonly exitRole: OrderRole
  /** True when a fill in it hangs on the path inside a bar. */
  readonly ambiguous: boolean
  /** The account's currency for one of the instrument's at the exit; absent where they are the same. */
  readonly rate?: number | undefined
}
