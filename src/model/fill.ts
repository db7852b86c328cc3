// A fill says what was executed and why at that price: the rule, the price source, and whether the bar left it open.

import type { OrderRole, Side } from './order.js'
import type { EpochMs } from './time.js'

/** The matching rule that made the fill. */
export type FillRule =
  | 'market-at-open'
  | 'market-at-close'
  | 'stop-gap-at-open'
  | 'stop-at-trigger'
  | 'stop-on-arrival'
  | 'touched-at-trigger'
  | 'touched-gap-at-open'
  | 'touched-on-arrival'
  | 'limit-gap-at-open'
  | 'limit-at-limit'
  | 'limit-at-open'
  | 'limit-at-close'
  | 'limit-on-arrival'
  | 'child-at-activation'
  /** A company's own act closes the position: its instrument ends, or a split leaves a fraction of a lot. */
  | 'delisting'
  | 'cash-in-lieu'
  | 'end-of-data'

/** Which recorded number the price came from, before slippage. */
export type PriceSource = 'open' | 'close' | 'trigger' | 'limit' | 'parent-fill' | 'path'

/** One execution, with the rule that made it and the source of its price. */
export interface Fill {
  readonly fillId: number
  readonly clientOrderId: number
  readonly strategy: string
  readonly instrument: string
  readonly role: OrderRole
  readonly side: Side
  /** Lots. */
  readonly quantity: number
  /** The executed price, slippage in it. */
  readonly price: number
  /** The price before slippage. */
  readonly referencePrice: number
  /** The instrument's currency, positive: what the fill cost in fees. */
  readonly fee: number
  /** The instrument's currency, positive is worse than the reference price. */
  readonly slippage: number
  readonly time: EpochMs
  /** Index of the bar in the execution series. */
  readonly barIndex: number
  readonly rule: FillRule
  readonly priceSource: PriceSource
  /** The bar's path decides this fill: another order of events inside the bar gives another result. */
  readonly ambiguous: boolean
  /** The bar reports no volume, so the participation cap could not be applied. */
  readonly volumeUnknown: boolean
  /** The account's currency for one of the instrument's when it was booked; absent where they are the same. */
  readonly rate?: number | undefined
  /** The broker's own id of the order, where that is a twin: one that works beside ours under the same client id. */
  readonly twin?: number | undefined
  /** The virtual account that it is of; absent in a run without any, and for what is in none. */
  readonly account?: string | undefined
}

/**
 * The time in whose shares a fill counts. One inside a bar is told at the bar's end, where on a market without pause the next day begins, and with it a split:
 * it comes before that. One at an open comes after.
 */
export function shareTime({ time, priceSource }: Pick<Fill, 'time' | 'priceSource'>): EpochMs {
  return priceSource === 'open' ? time : time - 1
}
