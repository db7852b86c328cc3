// Average trade: P&L of all round trips over their number.

import { expectancy } from './expectancy.js'
import type { Metric } from './metric.js'

export const averageTradePnlMetric: Metric = {
  id: 'averageTradePnl',
  label: 'Average trade',
  formula: 'Σ P&L / n, after fees',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'currency',
  better: 'higher',
  source: 'the usual definition',
  value: ({ roundTrips }) => expectancy(roundTrips.map((trip) => trip.pnl)),
}
