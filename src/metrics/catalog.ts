// The catalog: every metric with its contract, in the order of the metric contract.

import { informationRatioMetric, trackingErrorMetric } from './active-return.js'
import { alphaMetric, betaMetric } from './alpha-beta.js'
import { averageTradePnlMetric } from './average-trade.js'
import { cagrMetric } from './cagr.js'
import { calmarMetric } from './calmar.js'
import { downCaptureMetric, upCaptureMetric } from './capture.js'
import { feesMetric, slippageMetric } from './costs.js'
import { dsrMetric } from './dsr.js'
import { expectancyMetric, expectancyRMetric } from './expectancy.js'
import { exposureMetric } from './exposure.js'
import { averageHoldingTimeMetric } from './holding-time.js'
import { kellyMetric } from './kelly.js'
import { longestDrawdownMetric } from './longest-drawdown.js'
import { maxDrawdownMetric } from './max-drawdown.js'
import type { Metric, MetricId } from './metric.js'
import { kurtosisMetric, skewMetric } from './moments.js'
import { omegaMetric } from './omega.js'
import { payoffRatioMetric } from './payoff-ratio.js'
import { profitFactorMetric } from './profit-factor.js'
import { psrMetric } from './psr.js'
import { sharpeMetric } from './sharpe.js'
import { sortinoMetric } from './sortino.js'
import { sqnMetric } from './sqn.js'
import { tailRatioMetric } from './tail-ratio.js'
import { totalReturnMetric } from './total-return.js'
import { tradesPerDayMetric } from './trades-per-day.js'
import { turnoverMetric } from './turnover.js'
import { ulcerMetric } from './ulcer.js'
import { cvar95Metric, var95Metric } from './value-at-risk.js'
import { volatilityMetric } from './volatility.js'
import { winRateMetric } from './win-rate.js'

export const catalog: Readonly<Record<MetricId, Metric>> = {
  totalReturn: totalReturnMetric,
  cagr: cagrMetric,
  volatility: volatilityMetric,
  sharpe: sharpeMetric,
  sortino: sortinoMetric,
  calmar: calmarMetric,
  maxDrawdown: maxDrawdownMetric,
  longestDrawdownDays: longestDrawdownMetric,
  ulcer: ulcerMetric,
  var95: var95Metric,
  cvar95: cvar95Metric,
  skew: skewMetric,
  kurtosis: kurtosisMetric,
  tailRatio: tailRatioMetric,
  omega: omegaMetric,
  psr: psrMetric,
  dsr: dsrMetric,
  winRate: winRateMetric,
  profitFactor: profitFactorMetric,
  expectancy: expectancyMetric,
  expectancyR: expectancyRMetric,
  payoffRatio: payoffRatioMetric,
  averageHoldingTime: averageHoldingTimeMetric,
  sqn: sqnMetric,
  kelly: kellyMetric,
  exposure: exposureMetric,
  turnover: turnoverMetric,
  fees: feesMetric,
  slippage: slippageMetric,
  alpha: alphaMetric,
  beta: betaMetric,
  trackingError: trackingErrorMetric,
  informationRatio: informationRatioMetric,
  upCapture: upCaptureMetric,
  downCapture: downCaptureMetric,
  tradesPerDay: tradesPerDayMetric,
  averageTradePnl: averageTradePnlMetric,
}
