// Risk fraction: so many lots that the stop, met at its own price, loses a share of equity.

import { lotsAtRisk, type Sizer, unsized } from './sizer.js'

/** Equity × allocation × fraction ÷ the distance to the stop, no more than the buying power pays for. An entry without a stop has no size. */
export function riskFraction(fraction: number): Sizer {
  return (context) => {
    const { equity, allocation, stopDistance } = context
    if (!(stopDistance > 0)) return unsized('risk', 'a stop to measure the risk by')
    return lotsAtRisk(equity * allocation * fraction, stopDistance, context)
  }
}
