// Win rate of round trips; one that made exactly nothing is neither a win nor a loss.

import type { Metric } from './metric.js'
import { type MetricValue, quotient } from './value.js'

export const winRateMetric: Metric = {
  id: 'winRate',
  label: 'Win rate',
  formula: 'wins / (wins + losses), by P&L after fees; zero is neither',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'the usual definition',
  value: ({ roundTrips }) => winRate(roundTrips.map((trip) => trip.pnl)),
}

export function winRate(pnl: readonly number[]): MetricValue {
  const wins = pnl.filter((value) => value > 0).length
  const losses = pnl.filter((value) => value < 0).length
  return quotient(wins, wins + losses, noTrips(pnl))
}

/** Why there is no winner or loser to count. */
function noTrips(pnl: readonly number[]): string {
  return pnl.length === 0 ? 'no closed round trips' : 'no winning or losing round trip'
}
