// The market data of an instrument as it is known now: what filters and controls ask about it.

/** Of the last closed bar of the series that executes. Prices in the instrument's currency, in the shares of now where a split has come since. */
export interface MarketFacts {
  /** NaN before the first. */
  readonly close: number
  /** Milliseconds of trading since the instrument last traded: hours in which its market is shut do not count. Infinity before the first bar. */
  readonly ageMs: number
  /** Milliseconds from the bar's open to its close. */
  readonly barMs: number
  /** How far the bar's close is from the one before, in standard deviations of such moves; NaN where there is too little to reckon them by. */
  readonly jump: number
  /** The same distance as a fraction of the close before; NaN before the second bar. */
  readonly move: number
  /** Whether trading stands still in it. */
  readonly isHalted: boolean
  /** Bid and ask at its close; NaN where the data has none. */
  readonly bid: number
  readonly ask: number
}
