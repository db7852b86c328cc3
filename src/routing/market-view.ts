// What market filters ask about the market besides their seat; the engine answers from what is known at the time.

import type { MarketFacts } from '../model/market-facts.js'

export interface MarketView {
  market(instrument: string): Pick<MarketFacts, 'ageMs' | 'barMs'>
  /** From bid to ask at the last close as a part of their middle: as recorded, or as the run models it; NaN where nobody knows. */
  spread(instrument: string): number
}
