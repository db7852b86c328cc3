// Parity with backtesting.py 0.6.6: our ids for the figures of its stats block, as fractions where it prints percents.

import type { Metric } from '../metric.js'
import { known, map, none } from '../value.js'
import { backtestingPyStats } from './backtesting-py-stats.js'
import type { Override, ParityMode } from './parity.js'

type Label = keyof typeof backtestingPyStats

export const backtestingPy: ParityMode = {
  totalReturn: stat('Return [%]', '(end − first mark) / first mark'),
  cagr: stat('CAGR [%]', '(end / first mark)^(1 / years) − 1, years = days between the bars / 365.25'),
  volatility: stat('Volatility (Ann.) [%]', '√((var(r) + (1 + g)²)^N − (1 + g)^(2N)), g geometric mean of day returns'),
  sharpe: stat('Sharpe Ratio', '((1 + g)^N − 1 − rf) / volatility'),
  sortino: stat('Sortino Ratio', '((1 + g)^N − 1 − rf) / (√mean(min(r, 0)²)·√N)', { ddof: 0 }),
  calmar: stat('Calmar Ratio', '((1 + g)^N − 1) / |max drawdown|', { dayCount: 'N periods a year' }),
  maxDrawdown: stat('Max. Drawdown [%]', 'min over bars of E / running max(E) − 1'),
  longestDrawdownDays: stat('Max. Drawdown Duration', 'longest drawdown, up to the next bar period'),
  winRate: stat('Win Rate [%]', 'share of trades with P&L > 0'),
  profitFactor: stat('Profit Factor', 'Σ returns of wins / |Σ returns of losses|'),
  expectancy: stat('Expectancy [%]', 'mean return of trades', { unit: 'fraction' }),
  averageHoldingTime: stat('Avg. Trade Duration', 'mean of exit − entry time, up to the next bar period'),
  sqn: stat('SQN', '√n·mean(P&L) / std(P&L, ddof 1)'),
  kelly: stat('Kelly Criterion', 'W − (1 − W) / (mean win / |mean loss|)'),
  exposure: stat('Exposure Time [%]', 'bars from entry to exit of closed trades / bars', { basis: 'trade' }),
  alpha: stat('Alpha [%]', 'return − rf − beta·(buy and hold − rf), of the whole run', { dayCount: null }),
  beta: stat('Beta', 'cov / var of log returns of equity and market, by bars', { ddof: 1, basis: 'bar' }),
}

function stat(label: Label, formula: string, rest: Partial<Metric> = {}): Override {
  const scale = label.endsWith('[%]') ? 100 : 1
  return {
    formula,
    source: `backtesting.py 0.6.6 ${label}`,
    value: (sample) =>
      sample.barEquity.length === 0 ? none('no bars') : map(backtestingPyStats[label](sample), (value) => known(value / scale)),
    ...rest,
  }
}
