// Holds our metrics to a folder of reference values: for each JSON in DIR/metrics the definitions in our default mode, each other tool's
// figures in its parity mode, and the probabilities of Sharpe ratios and of overfitting.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { computeSample, type MetricsMode } from '../../src/metrics/compute.js'
import { worstDrawdowns } from '../../src/metrics/drawdowns.js'
import type { MetricId } from '../../src/metrics/metric.js'
import { returnDeviation } from '../../src/metrics/returns.js'
import { type Sample, sampleOfReturns } from '../../src/metrics/sample.js'
import { downsideDeviation } from '../../src/metrics/sortino.js'
import { mean } from '../../src/metrics/sums.js'
import { type MetricValue, map } from '../../src/metrics/value.js'
import { compareOverfitting } from './overfitting.js'
import { readJson } from './read-json.js'
import { type Comparison, type GoldenRow, goldenRow } from './row.js'
import { compareProbability, type ProbabilityFile } from './sharpe-probability.js'

/** One row for each file and group of figures in `goldenDir`/metrics; none where there is no such folder. */
export function compareMetrics(goldenDir: string): GoldenRow[] {
  const folder = join(goldenDir, 'metrics')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().flatMap((file) => compareFile(file, readJson(join(folder, file))))
}

type Figures = Readonly<Record<string, number | string | null>>

interface SeriesFile {
  readonly returns: readonly number[]
  readonly dates: readonly string[] | null
  readonly benchmark?: readonly number[]
  readonly expected: Figures
  readonly peers: Readonly<Record<string, { readonly version: string; readonly values: Figures }>>
}

function compareFile(file: string, golden: object): GoldenRow[] {
  if (isSeries(golden)) return compareSeries(file, golden)
  if (isProbability(golden)) return [goldenRow(file, 'psr, dsr, minTrl', golden.cases.flatMap(compareProbability))]
  return [goldenRow(file, 'pbo', compareOverfitting(golden))]
}

function isSeries(golden: object): golden is SeriesFile {
  return 'returns' in golden
}

function isProbability(golden: object): golden is ProbabilityFile {
  return 'cases' in golden
}

function compareSeries(file: string, { returns, dates, benchmark, expected, peers }: SeriesFile): GoldenRow[] {
  const sample = sampleOfReturns({
    returns: Float64Array.from(returns),
    periodsPerYear: 252,
    ...(dates === null ? {} : { dates }),
    ...(benchmark === undefined ? {} : { benchmark: Float64Array.from(benchmark) }),
  })
  const definitions = goldenRow(file, 'definitions', compareFigures(expected, ourDefinitions(sample, dates)))
  const tools = Object.entries(peers).map(([tool, { version, values }]) => {
    if (!(tool in figuresOf)) return goldenRow(file, `${tool} ${version}`, [], 'no parity mode for it')
    return goldenRow(file, `${tool} ${version}`, compareFigures(values, ourFigures(tool, sample)))
  })
  return [definitions, ...tools]
}

function compareFigures(theirs: Figures, ours: Readonly<Record<string, number | string | null>>): Comparison[] {
  return Object.entries(theirs).map(([name, value]) => ({ name, ours: ours[name], theirs: value }))
}

/** Names of other tools' figures, and the id that stands for each in their parity mode. */
const figuresOf: Readonly<Record<string, Readonly<Record<string, MetricId>>>> = {
  empyrical: {
    total_return: 'totalReturn',
    cagr: 'cagr',
    annual_vol: 'volatility',
    sharpe: 'sharpe',
    sortino: 'sortino',
    calmar: 'calmar',
    max_drawdown: 'maxDrawdown',
    var95: 'var95',
    cvar95: 'cvar95',
    tail_ratio: 'tailRatio',
    omega: 'omega',
    alpha: 'alpha',
    beta: 'beta',
    excess_sharpe: 'informationRatio',
    up_capture: 'upCapture',
    down_capture: 'downCapture',
  },
  quantstats: {
    comp: 'totalReturn',
    cagr: 'cagr',
    volatility: 'volatility',
    sharpe: 'sharpe',
    sortino: 'sortino',
    calmar: 'calmar',
    max_drawdown: 'maxDrawdown',
    var95: 'var95',
    cvar95: 'cvar95',
    tail_ratio: 'tailRatio',
    omega: 'omega',
    ulcer: 'ulcer',
    skew: 'skew',
    kurtosis: 'kurtosis',
    psr: 'psr',
    win_rate: 'winRate',
    payoff_ratio: 'payoffRatio',
    profit_factor: 'profitFactor',
    kelly: 'kelly',
    exposure: 'exposure',
    alpha: 'alpha',
    beta: 'beta',
    information_ratio: 'informationRatio',
  },
}

function ourFigures(tool: string, sample: Sample): Record<string, number | null> {
  const names = figuresOf[tool]
  if (names === undefined) return {}
  const metrics = computeSample(sample, tool as MetricsMode)
  const figures = Object.fromEntries(Object.entries(names).map(([name, id]) => [name, metrics[id].value]))
  return tool === 'empyrical' ? { ...figures, downside_risk: downsideDeviation(sample.returns, sample.periodsPerYear).value } : figures
}

/** The figures that the files define, by our default mode; those that count periods or take sample moments by the mode that does. */
function ourDefinitions(sample: Sample, dates: readonly string[] | null): Record<string, number | string | null> {
  const { returns, periodsPerYear } = sample
  const ours = computeSample(sample)
  const periods = computeSample(sample, 'empyrical')
  const samples = computeSample(sample, 'quantstats')
  return {
    n: returns.length,
    total_return: ours.totalReturn.value,
    cagr_calendar: ours.cagr.value,
    cagr_252: periods.cagr.value,
    mean: mean(returns),
    std_ddof1: returns.length < 2 ? null : returnDeviation(returns),
    annual_vol: ours.volatility.value,
    sharpe: ours.sharpe.value,
    downside_dev_annual: downsideDeviation(returns, periodsPerYear).value,
    sortino: ours.sortino.value,
    max_drawdown: ours.maxDrawdown.value,
    calmar: periods.calmar.value,
    ...drawdownDates(sample, dates),
    var95_hist: ours.var95.value,
    cvar95_hist: ours.cvar95.value,
    var95_normal: samples.var95.value,
    skew_pop: ours.skew.value,
    kurtosis_pop_raw: ours.kurtosis.value,
    kurtosis_pop_excess: map(ours.kurtosis, (raw): MetricValue => ({ value: raw - 3 })).value,
    skew_sample_G1: withSpread(ours.skew, samples.skew),
    kurtosis_sample_G2_excess: withSpread(ours.skew, samples.kurtosis),
    tail_ratio: ours.tailRatio.value,
    alpha: ours.alpha.value,
    beta: ours.beta.value,
    tracking_error: ours.trackingError.value,
    information_ratio_annual: ours.informationRatio.value,
    omega_0: ours.omega.value,
    ulcer_index_n: ours.ulcer.value,
    ulcer_index_n_minus_1: samples.ulcer.value,
    psr_0: ours.psr.value,
    win_rate_nonzero: returns.every((value) => value === 0) ? null : samples.winRate.value,
    best: Math.max(...returns),
    worst: Math.min(...returns),
  }
}

/** quantstats says 0 where there is no spread; the definitions say that there is no figure. */
function withSpread(spread: MetricValue, value: MetricValue): number | null {
  return spread.value === null ? null : value.value
}

function drawdownDates(
  { barEquity, barTime, initialEquity }: Sample,
  dates: readonly string[] | null,
): Record<string, number | string | null> {
  const [worst] = worstDrawdowns(barEquity, barTime, initialEquity, 1)
  const at = (index: number | null): number | string | null => (index === null ? null : index < 0 ? 'start' : (dates?.[index] ?? index))
  if (worst === undefined) return { mdd_peak: 'start', mdd_trough: 'start', mdd_recovery: 'start' }
  return { mdd_peak: at(worst.peakIndex), mdd_trough: at(worst.valleyIndex), mdd_recovery: at(worst.recoveryIndex) }
}
