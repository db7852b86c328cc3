// The limits of pre-trade risk: what each bounds, and what the `guarded` profile bounds it by.

/** A bound, the plain word that there is none, or nothing: a control without its bound refuses. */
export type Limit = number | 'unlimited' | null | undefined

/** Lots of one instrument on either side of flat; a side that is left out lets nothing pass. */
export interface LotLimits {
  readonly long?: Limit
  readonly short?: Limit
}

/** A number of times in a window. */
export interface RateLimit {
  readonly count: number
  readonly seconds: number
}

/** How many orders a strategy may send in one instrument in a second, how many it may try to send before it is stopped, and how many all of them may send. */
export interface MessageLimits {
  readonly reject: number
  readonly terminate: number
  readonly account?: Limit
}

/** Shares are of equity, unless they say what else. */
export interface RiskLimits {
  /** Value of an order in the account's currency, as a share of equity, and its lots as a share of average daily volume. */
  readonly orderValue?: Limit
  readonly orderEquity?: Limit
  readonly orderVolume?: Limit
  /** Value of all that a strategy asks to open within a second. */
  readonly basketEquity?: Limit
  /** Worst-case value of a position in one asset, long or short. */
  readonly positionEquity?: Limit
  /** Worst-case lots of an instrument's asset: of each alike, or by its id with `default` for the rest. */
  readonly positionLots?: Limit | Readonly<Record<string, LotLimits>>
  /** Worst-case value of all that a strategy holds. */
  readonly strategyEquity?: Limit
  /** Worst-case value of all that the account holds, added; and of what it holds on one side once the other is closed. */
  readonly grossEquity?: Limit
  readonly netEquity?: Limit
  /** Worst-case value of one asset in all strategies and listings, added. */
  readonly concentration?: Limit
  /** How far a limit price may be beyond the reference price, as a share of it. */
  readonly priceTolerance?: Limit
  /** Age of market data in bar lengths. */
  readonly dataAge?: Limit
  /** Standard deviations that the last bar may move. */
  readonly dataJump?: Limit
  /** Distance of bid and ask as a share of their middle. */
  readonly dataSpread?: Limit
  /** Orders of one strategy, instrument and side that fill in a window. */
  readonly repeatedExecutions?: RateLimit | 'unlimited' | null | undefined
  readonly messages?: MessageLimits | 'unlimited' | null | undefined
  /** Seconds in which the same order again is a duplicate. */
  readonly duplicateSeconds?: Limit
  /** Whether a strategy's buy may meet the account's own sell. */
  readonly selfMatch?: 'deny' | 'unlimited' | null | undefined
  /** Whether the working exits of a position may come to more than it. */
  readonly overExit?: 'deny' | 'unlimited' | null | undefined
  /** Entries of a strategy in a session. */
  readonly dailyTrades?: Limit
}

/** What the `guarded` profile takes where the config names nothing else. */
export const guardedLimits = {
  orderValue: 25_000,
  orderEquity: 0.05,
  orderVolume: 0.01,
  basketEquity: 1,
  positionEquity: 0.2,
  positionLots: 'unlimited',
  strategyEquity: 1,
  grossEquity: 1.5,
  netEquity: 1,
  concentration: 0.3,
  priceTolerance: 0.03,
  dataAge: 3,
  dataJump: 8,
  dataSpread: 0.01,
  repeatedExecutions: { count: 10, seconds: 60 },
  // TWS takes fifty messages a second from a client.
  messages: { reject: 5, terminate: 20, account: 50 },
  duplicateSeconds: 1,
  selfMatch: 'deny',
  overExit: 'deny',
  dailyTrades: 100,
} as const satisfies Required<RiskLimits>
