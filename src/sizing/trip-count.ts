// How the round trips of a strategy have gone: what a Kelly fraction is made from.

/** Round trips after fees; one that made exactly nothing is neither a win nor a loss. Sums in the account's currency. */
export interface TripCount {
  readonly wins: number
  readonly losses: number
  /** Sum of the results of the wins, and of the losses without their sign. */
  readonly won: number
  readonly lost: number
}

/** The share of wins; NaN before the first win or loss. */
export function winRate({ wins, losses }: TripCount): number {
  return wins / (wins + losses)
}

/** The mean win ÷ the mean loss; NaN before there is one of each. */
export function payoff({ wins, losses, won, lost }: TripCount): number {
  return won / wins / (lost / losses)
}
