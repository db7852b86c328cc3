// Volatility target: a position that moves as much in a year as it is meant to, however much its instrument does.

import { lotsFor, type Sizer, unsized } from './sizer.js'

/**
 * Equity × allocation ÷ instruments × target ÷ the instrument's own annual volatility, the ratio at most `cap`, and no more than the buying power.
 * `target` is an annual standard deviation: 0.1 is 10 %. Moreira and Muir, Volatility-Managed Portfolios (2017), scale by variance; this scales by deviation.
 */
export function volatilityTarget(target: number, bars: number, cap: number): Sizer {
  return (context) => {
    const { equity, allocation, instruments, buyingPower } = context
    const own = context.volatility(bars)
    if (!(own >= 0)) return unsized('volatility', `the volatility of ${bars} bars`)
    return { lots: lotsFor(Math.min(((equity * allocation) / instruments) * Math.min(target / own, cap), buyingPower), context) }
  }
}
