// Kelly fraction: the share of capital that would have grown fastest on the strategy's odds, times a fraction of it, capped.

import { lotsFor, type Sizer, unsized } from './sizer.js'
import { payoff, type TripCount, winRate } from './trip-count.js'

export interface KellyRule {
  /** Of the full Kelly share: 0.5 is half Kelly. */
  readonly fraction: number
  /** The most of the strategy's equity. */
  readonly cap: number
  /** The odds, where they are known: a share of wins, and the mean win ÷ the mean loss. Else those of the round trips so far. */
  readonly odds: { readonly winRate: number; readonly payoff: number } | null
  /** From how many wins and losses on the trips say something, and the share of equity until then. */
  readonly after: number
  readonly start: number
}

/**
 * Equity × allocation × the share, no more than the buying power. Odds that lose have no size. The share is that of bets which lose all they stake:
 * of a position that only loses a part, it is the smaller one. J. L. Kelly, A New Interpretation of Information Rate (1956).
 */
export function kellySize(rule: KellyRule): Sizer {
  return (context) => {
    const { equity, allocation, buyingPower, trips } = context
    const share = rule.odds === null ? shareSoFar(rule, trips) : fractionOf(rule, rule.odds.winRate, rule.odds.payoff)
    if (!(share > 0)) return unsized('kelly', 'odds that win')
    return { lots: lotsFor(Math.min(equity * allocation * share, buyingPower), context) }
  }
}

/** Trips that all won have no mean loss: their odds know no bound, and the cap is theirs. */
function shareSoFar(rule: KellyRule, trips: TripCount): number {
  if (trips.wins + trips.losses < rule.after) return Math.min(rule.start, rule.cap)
  if (trips.losses === 0) return rule.cap
  return trips.wins === 0 ? 0 : fractionOf(rule, winRate(trips), payoff(trips))
}

function fractionOf({ fraction, cap }: KellyRule, won: number, ratio: number): number {
  return Math.min(cap, fraction * (won - (1 - won) / ratio))
}
