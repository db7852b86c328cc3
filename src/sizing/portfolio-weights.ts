// Target weights for entries: each instrument has a weight, and an entry brings its position up to it.

import { lotsFor, type Sizer, unsized } from './sizer.js'
import { targetLots } from './target-weight.js'

/** Lots from what is held to the instrument's weight of the strategy's allocation, no more than the buying power. One that has no weight has no size. */
export function portfolioWeights(weights: Readonly<Record<string, number>>): Sizer {
  return (context) => {
    const { instrument, heldLots, buyingPower } = context
    const weight = weights[instrument.id]
    if (weight === undefined) return unsized('weights', `a weight for ${instrument.id}`)
    return { lots: Math.min(Math.max(0, targetLots(Math.abs(weight), context) - heldLots), lotsFor(buyingPower, context)) }
  }
}
