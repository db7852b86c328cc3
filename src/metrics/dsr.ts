// Deflated Sharpe ratio: the probabilistic one against the best that luck would show in as many trials.

import type { Metric } from './metric.js'
import { normalInverse } from './normal.js'
import { psr, withTrackRecord } from './psr.js'
import type { Trials } from './sample.js'
import { known, type MetricValue, map, none } from './value.js'

const eulerMascheroni = 0.5772156649015329

export const dsrMetric: Metric = {
  id: 'dsr',
  label: 'Deflated Sharpe ratio',
  formula: 'PSR(SR₀), SR₀ = σ(SRₙ)·[(1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))], σ with ddof 1 over the N trials',
  basis: 'session',
  ddof: 1,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'D. H. Bailey, M. López de Prado, The Deflated Sharpe Ratio (2014)',
  value: ({ excess, trials }) => (trials === null ? none('the number of trials is unknown') : dsr(excess, trials)),
}

export function dsr(excess: Float64Array, trials: Trials): MetricValue {
  return map(expectedMaximumSharpe(trials), (reference) => withTrackRecord(excess, (record) => psr(record, reference)))
}

/** SR₀: the Sharpe ratio, per period, to expect of the best of so many trials without skill; 0 for a single one. */
export function expectedMaximumSharpe({ count, sharpeDeviation }: Trials): MetricValue {
  if (!(count >= 1) || !(sharpeDeviation >= 0)) return none('no trials')
  if (count === 1) return known(0)
  const best = (1 - eulerMascheroni) * normalInverse(1 - 1 / count) + eulerMascheroni * normalInverse(1 - 1 / (count * Math.E))
  return known(sharpeDeviation * Math.max(best, 0))
}
