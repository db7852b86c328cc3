// How returns are spread, by session and by month: histograms, and the quantiles beside the benchmark's.

import { kurtosis, skew } from '../../../metrics/moments.js'
import { quantile } from '../../../metrics/quantile.js'
import { returnDeviation } from '../../../metrics/returns.js'
import { metricsInputOf } from '../../../metrics/run-input.js'
import { sampleOf } from '../../../metrics/sample.js'
import { mean } from '../../../metrics/sums.js'
import { cvar95, var95 } from '../../../metrics/value-at-risk.js'
import type { RunResult } from '../../../model/run.js'
import type { BenchmarkCurve } from '../../verdict.js'
import { decimal, percent, whole } from '../../wording.js'
import type { ChartData } from '../chart-data.js'
import { monthlyChanges } from '../data/monthly-changes.js'
import { benchmarkReturns } from '../data/rolling.js'
import { html, type Markup } from '../html.js'
import { figure } from './figure.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

const heading = 'Distribution of returns'

export function distributions(result: RunResult, data: ChartData, benchmark: BenchmarkCurve | null): Markup {
  const { returns, fault } = sampleOf(metricsInputOf(result))
  if (fault !== null) return section('distribution', heading, html`<p class="empty">n/a: ${fault}.</p>`)
  const { sessions, initialCash } = result
  const samples: Sample[] = [
    { name: 'Sessions', returns },
    { name: 'Months', returns: monthlyChanges(sessions.date, sessions.equity, initialCash) },
  ]
  if (benchmark !== null) samples.push({ name: `Sessions of ${benchmark.name}`, returns: benchmarkReturns(result, benchmark, 0).returns })
  return section(
    'distribution',
    heading,
    html`<div class="pair">${histogram(data, 'sessions')}${histogram(data, 'months')}</div>`,
    statistics(samples),
  )
}

interface Sample {
  readonly name: string
  readonly returns: Float64Array
}

function histogram({ distributions }: ChartData, set: 'sessions' | 'months'): Markup {
  const one = distributions[set]
  const title = `Returns of ${set}`
  if (one === null) return html`<p class="empty">${title}: n/a, fewer than two that differ.</p>`
  return figure({
    name: 'distribution',
    data: set,
    title,
    means: meaning(
      title,
      'simple returns of marked-to-market equity',
      'bins by Freedman and Diaconis (1981), at most 60',
      `VaR: quantile of all returns of ${set}, linear interpolation`,
    ),
    legend: [
      { mark: 'normal', text: 'normal', hides: 'normal' },
      { mark: 'loss', text: 'VaR', hides: 'lines' },
    ],
    note: one.note,
  })
}

interface Statistic {
  readonly name: string
  readonly rule: string
  readonly text: (returns: Float64Array) => string
}

/** Under this many values a figure of them says nothing. */
const FEWEST = 2

function statistics(samples: readonly Sample[]): Markup {
  const columns: Column<Statistic>[] = samples.map(({ name, returns }) => ({
    head: name,
    numeric: true,
    means: meaning(name, `${whole(returns.length)} simple returns of equity`),
    cell: (one) => (returns.length < FEWEST ? 'n/a' : one.text(returns)),
  }))
  return table<Statistic>(
    'Quantiles and moments of the returns',
    [
      { head: 'Figure', cell: (one) => one.name, rowMeans: ({ name, rule }) => meaning(name, rule, 'of simple returns of equity') },
      ...columns,
    ],
    rows,
  )
}

const two = (value: number): string => percent(value, 2)
const orAbsent = ({ value }: { readonly value: number | null }, write: (value: number) => string): string =>
  value === null ? 'n/a' : write(value)
const linear = 'linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996)'

function atQuantile(name: string, share: number): Statistic {
  return { name, rule: linear, text: (returns) => two(quantile(returns, share)) }
}

const rows: readonly Statistic[] = [
  { name: 'Returns', rule: 'how many there are', text: (returns) => whole(returns.length) },
  {
    name: 'Above zero',
    rule: 'returns above zero / returns',
    text: (returns) => percent(returns.filter((value) => value > 0).length / returns.length),
  },
  { name: 'Mean', rule: 'arithmetic mean', text: (returns) => percent(mean(returns), 3) },
  { name: 'Deviation', rule: 'standard deviation, ddof 1, not annualised', text: (returns) => two(returnDeviation(returns)) },
  { name: 'Skew', rule: 'm₃ / m₂^1.5, biased moments (scipy.stats.skew)', text: (returns) => orAbsent(skew(returns), decimal) },
  {
    name: 'Kurtosis',
    rule: 'm₄ / m₂², biased moments, raw: 3 for a normal (scipy.stats.kurtosis, fisher=False)',
    text: (returns) => orAbsent(kurtosis(returns), decimal),
  },
  atQuantile('Worst', 0),
  atQuantile('1 %, VaR 99 %', 0.01),
  { name: '5 %, VaR 95 %', rule: linear, text: (returns) => orAbsent(var95(returns), two) },
  {
    name: 'CVaR 95 %',
    rule: 'mean of returns ≤ VaR 95 % (Rockafellar and Uryasev, 2000)',
    text: (returns) => orAbsent(cvar95(returns), two),
  },
  atQuantile('25 %', 0.25),
  atQuantile('Median', 0.5),
  atQuantile('75 %', 0.75),
  atQuantile('95 %', 0.95),
  atQuantile('99 %', 0.99),
  atQuantile('Best', 1),
]
