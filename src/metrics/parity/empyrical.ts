// Parity with empyrical-reloaded (commit efe60664): it counts periods, sees session returns only, and does not annualise the information ratio.

import { withActiveReturns } from '../active-return.js'
import { calmar } from '../calmar.js'
import { sharpePerPeriod } from '../sharpe.js'
import { mean } from '../sums.js'
import { known, type MetricValue, none } from '../value.js'
import { cagrByPeriods, type ParityMode, sessionMaxDrawdown } from './parity.js'

export const empyrical: ParityMode = {
  cagr: {
    formula: '(end / start)^(N / n) − 1',
    source: 'empyrical cagr',
    basis: 'session',
    dayCount: 'N periods a year',
    value: cagrByPeriods,
  },
  calmar: {
    formula: 'CAGR by periods / |max drawdown of sessions|',
    source: 'empyrical calmar_ratio',
    basis: 'session',
    dayCount: 'N periods a year',
    value: (sample) => calmar(cagrByPeriods(sample), sessionMaxDrawdown(sample)),
  },
  maxDrawdown: {
    formula: 'min over sessions of E / running max(start, E) − 1',
    source: 'empyrical max_drawdown',
    basis: 'session',
    value: sessionMaxDrawdown,
  },
  cvar95: {
    formula: 'mean of the ⌊0.05·(n − 1)⌋ + 1 lowest r',
    source: 'empyrical conditional_value_at_risk',
    value: ({ returns }) => meanOfLowest(returns),
  },
  informationRatio: {
    formula: 'mean(r − b) / std(r − b, ddof 1), not annualised',
    source: 'empyrical excess_sharpe',
    dayCount: null,
    value: (sample) => withActiveReturns(sample, sharpePerPeriod),
  },
}

function meanOfLowest(returns: Float64Array): MetricValue {
  if (returns.length === 0) return none('no returns')
  const count = Math.floor(0.05 * (returns.length - 1)) + 1
  return known(mean(Float64Array.from(returns).sort().subarray(0, count)))
}
