// The quote beside a bar, as the matching asks for it: what each side gets at once as the price goes along the bar.

import type { Bar } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'

/** One of a bar's four prices. */
export type Turn = 'open' | 'high' | 'low' | 'close'

/** The quote of one listing. Sides: +1 who buys, −1 who sells. */
export interface Quotes {
  /** Makes ready for a bar; bars come in their order. */
  begin(bar: Bar): void
  /** Prices go from one of the bar's prices to another now; the quote goes with them. */
  go(from: Turn, to: Turn): void
  /** Prices of before a time are in other shares from then on: of each there are `ratio`. */
  split(ratio: number, time: EpochMs): void
  /** What the side gets at once, where the bar's price stands at `price`. */
  priceFor(side: 1 | -1, price: number): number
  /** Where the bar's price stands when the side gets `quote` at once. */
  priceAt(side: 1 | -1, quote: number): number
}
