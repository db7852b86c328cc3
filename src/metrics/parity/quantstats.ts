// Parity with quantstats 0.0.81: parametric VaR, sample moments, a PSR that takes three off the kurtosis twice, and trade figures made of periods.
// Later versions changed CVaR and corrected the PSR.

import { withActiveReturns } from '../active-return.js'
import { beta } from '../alpha-beta.js'
import { calmar } from '../calmar.js'
import { drawdownCurve } from '../drawdowns.js'
import { kelly } from '../kelly.js'
import { kurtosis, skew } from '../moments.js'
import { normalCdf, normalInverse } from '../normal.js'
import { payoffRatio } from '../payoff-ratio.js'
import { profitFactor } from '../profit-factor.js'
import { returnDeviation } from '../returns.js'
import type { Sample } from '../sample.js'
import { sharpePerPeriod } from '../sharpe.js'
import { mean, sum } from '../sums.js'
import { known, type MetricValue, map, none } from '../value.js'
import { winRate } from '../win-rate.js'
import { cagrByPeriods, type Override, type ParityMode, sessionMaxDrawdown } from './parity.js'

const version = 'quantstats 0.0.81'

export const quantstats: ParityMode = {
  cagr: ofSessions('(end / start)^(N / n) − 1', 'cagr', cagrByPeriods, { dayCount: 'N periods a year' }),
  calmar: ofSessions(
    'CAGR by periods / |max drawdown of sessions|',
    'calmar',
    (sample) => calmar(cagrByPeriods(sample), sessionMaxDrawdown(sample)),
    { dayCount: 'N periods a year' },
  ),
  maxDrawdown: ofSessions('min over sessions of E / running max(start, E) − 1', 'max_drawdown', sessionMaxDrawdown),
  ulcer: ofSessions('√(Σ dd² / (n − 1))', 'ulcer_index', ulcer, { ddof: 1 }),
  var95: ofSessions('mean(r) + Φ⁻¹(0.05)·std(r, ddof 1)', 'value_at_risk; parametric', normalVar, { ddof: 1 }),
  cvar95: ofSessions('mean of r < parametric VaR, which stands in where there is none', 'conditional_value_at_risk', normalCvar),
  skew: ofSessions('G₁, the sample skew; 0 without spread', 'skew (pandas)', ({ returns }) => sampleSkew(returns), { ddof: 1 }),
  kurtosis: ofSessions('G₂, the sample EXCESS kurtosis; 0 without spread', 'kurtosis (pandas)', ({ returns }) => sampleKurtosis(returns), {
    ddof: 1,
  }),
  psr: ofSessions('Φ[SR·√(n − 1) / √(1 + SR²/2 − G₁·SR + ((G₂ − 3)/4)·SR²)]', 'probabilistic_ratio', psr),
  winRate: ofSessions('sessions with r > 0 / sessions with r ≠ 0; 0 without any', 'win_rate', ({ returns }) =>
    returns.every((value) => value === 0) ? known(0) : winRate([...returns]),
  ),
  payoffRatio: ofSessions('mean gain / |mean loss|, by sessions', 'payoff_ratio', ({ returns }) => payoffRatio([...returns])),
  profitFactor: ofSessions('Σ gains / |Σ losses|, by sessions; 0 without any', 'profit_factor', ({ returns }) =>
    returns.every((value) => value === 0) ? known(0) : profitFactor([...returns]),
  ),
  kelly: ofSessions('W − (1 − W) / R, by sessions', 'kelly_criterion', ({ returns }) => {
    const gains = [...returns]
    return map(payoffRatio(gains), (ratio) => map(winRate(gains), (rate) => kelly(rate, ratio)))
  }),
  exposure: ofSessions('sessions with r ≠ 0 / n, up to the next percent', 'exposure', ({ returns }) =>
    known(Math.ceil((returns.filter((value) => value !== 0).length / returns.length) * 100) / 100),
  ),
  alpha: ofSessions('(mean(r) − beta·mean(b))·N', 'greeks', alpha),
  informationRatio: ofSessions(
    'mean(r − b) / std(r − b, ddof 1), not annualised',
    'information_ratio',
    (sample) => withActiveReturns(sample, sharpePerPeriod),
    { dayCount: null },
  ),
}

function ofSessions(formula: string, source: string, value: Override['value'], rest: Partial<Override> = {}): Override {
  return { formula, source: `${version} ${source}`, basis: 'session', value, ...rest }
}

function ulcer({ initialEquity, sessionEquity }: Sample): MetricValue {
  const squares = drawdownCurve(sessionEquity, initialEquity).map((depth) => depth ** 2)
  return squares.length < 2 ? none('fewer than 2 returns') : known(Math.sqrt(sum(squares) / (squares.length - 1)))
}

function normalVar({ returns }: Sample): MetricValue {
  if (returns.length < 2) return none('fewer than 2 returns')
  const deviation = returnDeviation(returns)
  return deviation === 0 ? none('zero variance') : known(mean(returns) + normalInverse(0.05) * deviation)
}

function normalCvar(sample: Sample): MetricValue {
  return map(normalVar(sample), (limit) => {
    const beyond = sample.returns.filter((value) => value < limit)
    return known(beyond.length === 0 ? limit : mean(beyond))
  })
}

/** G₁ of n ≥ 3 values; 0 without spread, as pandas has it. */
function sampleSkew(returns: Float64Array): MetricValue {
  const n = returns.length
  if (n < 3) return none('fewer than 3 returns')
  if (returnDeviation(returns) === 0) return known(0)
  return map(skew(returns), (biased) => known((biased * Math.sqrt(n * (n - 1))) / (n - 2)))
}

/** G₂ of n ≥ 4 values; 0 without spread, as pandas has it. */
function sampleKurtosis(returns: Float64Array): MetricValue {
  const n = returns.length
  if (n < 4) return none('fewer than 4 returns')
  if (returnDeviation(returns) === 0) return known(0)
  return map(kurtosis(returns), (biased) => known(((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (biased - 3) + 6)))
}

function psr({ returns, excess }: Sample): MetricValue {
  return map(sharpePerPeriod(excess), (ratio) =>
    map(sampleSkew(returns), (third) =>
      map(sampleKurtosis(returns), (fourth) => {
        const variance = 1 + ratio ** 2 / 2 - third * ratio + ((fourth - 3) / 4) * ratio ** 2
        if (variance <= 0) return none('the variance of the Sharpe ratio is not above zero')
        return known(normalCdf((ratio * Math.sqrt(returns.length - 1)) / Math.sqrt(variance)))
      }),
    ),
  )
}

function alpha({ returns, benchmarkReturns, periodsPerYear }: Sample): MetricValue {
  if (benchmarkReturns === null) return none('no benchmark')
  return map(beta(returns, benchmarkReturns), (slope) => known((mean(returns) - slope * mean(benchmarkReturns)) * periodsPerYear))
}
