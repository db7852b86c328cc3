// What controls ask about the run besides the account: its time, its market data, what strategies hold, and how far working orders could take it all.

import type { GateNotes } from '../model/gate-notes.js'
import type { MarketFacts } from '../model/market-facts.js'
import type { Order, OrderIntent } from '../model/order.js'
import type { EpochMs, IsoDate } from '../model/time.js'

/** Good until the next intent is judged. */
export interface RiskFacts {
  readonly now: EpochMs
  /** Takes what a control counts; null where nothing is kept. */
  readonly notes: GateNotes | null
  /** The working order that the intent takes the place of; null where it stands alone. */
  readonly replaces: Order | null
  /** Whether the intent is what that order becomes by a change. */
  readonly isChange: boolean
  /** The market data of an instrument as it is known now. */
  market(instrument: string): MarketFacts
  /**
   * Mean volume of the last 20 sessions that are over, in lots; before the first is over what the session has traded so far, which is less. 0 where
   * volume is not known.
   */
  averageDailyLots(instrument: string): number
  /** The trading date of an instrument. */
  sessionOf(instrument: string): IsoDate
  /** Where the account could come to, whichever working orders fill: with the intent in the place of what it replaces, or (null) as they work now. */
  worstCase(intent: OrderIntent | null): WorstCase
  /** The working orders of each strategy in an instrument, the one that the intent takes the place of among them. */
  working(instrument: string): readonly WorkingOrders[]
  /** How many working orders of a strategy could open or add and have filled nothing yet. One that the intent takes the place of is left out, one that it changes is not. */
  openingOrders(strategy: string): number
  /** Lots of its strategy's position in the asset that an intent could close. */
  closable(intent: OrderIntent): number
  /** Lots of it that other working exits could: a group that counts once does so as its largest, the intent's own not at all, nor what it takes the place of, nor protection. */
  exitsBeside(intent: OrderIntent): number
}

/** The orders of one strategy in one instrument. */
export interface WorkingOrders {
  readonly orders: readonly Order[]
}

/** What could come of the working orders and an intent. Values in the account's currency, each order at its own price or the mark, whichever is more. */
export interface WorstCase {
  /**
   * Lots of the asset on each side, at least 0: what strategies hold there in any listing and what orders could open there. A position on the other
   * side makes no room, for it may be closed at any time.
   */
  readonly longLots: number
  readonly shortLots: number
  /** What they are worth. */
  readonly longValue: number
  readonly shortValue: number
  /** What of that is the strategy's own. */
  readonly ownLongValue: number
  readonly ownShortValue: number
  /** The worse side of each strategy in the asset, added. */
  readonly assetValue: number
  /** The same of the strategy in all assets. */
  readonly strategyValue: number
  /** The worse side of each asset, added. */
  readonly grossValue: number
  /** All that could be long, with every buy filled, and all that could be short, below zero: what is held on the other side may be closed first. */
  readonly netLongValue: number
  readonly netShortValue: number
}
