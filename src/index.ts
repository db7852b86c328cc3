// The public library of trading-bench: what strategies import, and what programs call.
// biome-ignore-all assist/source/organizeImports: the exports stand in groups by what they are for

// Writing strategies
export { z } from 'zod'
export { defineStrategy } from './strategy/define-strategy.js'
export type {
  BarContext,
  BarsContext,
  IndicatorSet,
  InstrumentView,
  LinesOf,
  Strategy,
  StrategyContext,
} from './strategy/define-strategy.js'
export {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from './model/order-price.js'
export { amend, cancel, enterLong, enterShort, exit, target } from './model/signal.js'
export type { OrderPrice, Trail } from './model/order-price.js'
export type {
  Amend,
  Cancel,
  Enter,
  Exit,
  OcaGroup,
  Protection,
  Signal,
  SignalMetadata,
  Signals,
  Size,
  Target,
  TimeInForce,
  TriggeredOrder,
} from './model/signal.js'
export { sessionOn, timeOfDay } from './data/time-of-day.js'
export type { Session } from './data/calendar/session.js'
export type { Position } from './model/position.js'
export type { PredictedDirection, Prediction } from './model/prediction.js'
export type { WorkingOrder } from './model/order.js'
export { wholeDown } from './std/whole-down.js'

// Indicators
export { crossesAbove, crossesBelow, type Line } from './indicators/line.js'
export type { Indicator, IndicatorDefinition } from './indicators/indicator.js'
export { adx } from './indicators/adx.js'
export { atr } from './indicators/atr.js'
export { bollinger } from './indicators/bollinger.js'
export { directional } from './indicators/directional.js'
export { donchian } from './indicators/donchian.js'
export { ema } from './indicators/ema.js'
export { highest } from './indicators/highest.js'
export { lowest } from './indicators/lowest.js'
export { macd } from './indicators/macd.js'
export { momentum } from './indicators/momentum.js'
export { obv } from './indicators/obv.js'
export { roc } from './indicators/roc.js'
export { rsi } from './indicators/rsi.js'
export { sma } from './indicators/sma.js'
export { std } from './indicators/standard-deviation.js'
export { stochastic } from './indicators/stochastic.js'
export { trueRange } from './indicators/true-range.js'
export { cumulativeVwap, vwap } from './indicators/vwap.js'
export { wma } from './indicators/wma.js'

// Bars and instruments
export { loadBars, type LoadOptions } from './data/load-bars.js'
export { barsOf, type BarArrays, type BarArraysOptions } from './library/bars-of.js'
export type { LoadedBars } from './data/loaded-bars.js'
export { type SyntheticMarket, syntheticDaily } from './data/synthetic/daily-stocks.js'
export { syntheticMinutes } from './data/synthetic/minutes.js'
export type { Bar, BarColumns, BarField, BarSeries } from './model/bar.js'
export type { CorporateAction, Delisting, Dividend, Split, TickerChange } from './model/corporate-action.js'
export { type AssetClass, type CalendarId, type Instrument, instrument } from './model/instrument.js'

// Predictions: what a model outside said, and when
export { prediction, type PredictionOptions, type PredictionSource } from './model/prediction.js'
export { readPredictions } from './library/read-predictions.js'
export type { PredictionFile, PredictionFileOptions } from './data/predictions/read-predictions.js'

// Running a backtest: names, objects or arrays in, a run with its metrics out
export { backtest } from './library/backtest.js'
export type { BacktestOptions, BacktestRun, StrategySource } from './library/backtest.js'
export type { BarOptions, BarSource } from './library/bar-source.js'
export type { Band, BandEnd } from './report/band.js'
export type { BenchmarkRun } from './report/benchmark-run.js'
export type { BenchmarkCurve } from './report/verdict.js'
export type { DataSource } from './report/run-document.js'

// Results as data frames, bytes and files
export { barsTable, equityTable, fillsTable, ordersTable, tradesTable } from './library/frames.js'
export { toArrow } from './library/arrow.js'
export { type DanfoFrame, toDanfo } from './library/danfo.js'
export { markdownOf, type SaveOptions, saveRun, svgOf } from './library/save.js'
export type { RunFiles } from './report/run-directory.js'
export type { StaticKind } from './report/static/write-static.js'

// Runs on the disk: found by name, read back, held against each other
export { findRun } from './report/run-store/find-run.js'
export { type ListedRun, listRuns, type RunListing } from './report/run-store/list-runs.js'
export { readRun, type StoredRun } from './report/run-store/read-run.js'
export { type Comparison, compareRuns } from './report/compare/comparison.js'

// Bars on the disk: into the catalog, out to a file, and checked for what may be wrong with them
export { importFile } from './library/import-file.js'
export type { ImportFileOptions } from './data/import/import-file.js'
export { userCatalogFolder } from './data/catalog/catalog.js'
export type { Dataset } from './data/catalog/dataset.js'
export { type ExportedFile, exportBars, type ExportOptions } from './data/export/export-bars.js'
export { checkSeries, type SeriesQuality, type SeriesToCheck } from './data/quality/check-series.js'

// The engine itself: everything is given, nothing is looked up, and the call is synchronous
export { runBacktest, traceBacktest } from './engine/backtest.js'
export type { BacktestRequest, BacktestStrategy } from './engine/backtest-request.js'
export type { BacktestConfig, BacktestConfigInput } from './engine/config/config.js'
export type { Breach, StateTransition } from './model/breach.js'
export type { DecisionRecord } from './model/decision.js'
export type { DenialRecord } from './model/denial.js'
export type { Fill } from './model/fill.js'
export type { Order } from './model/order.js'
export type { RoundTrip } from './model/round-trip.js'
export type { BookedAction, RunResult, RunRisk } from './model/run.js'

// Chaos: what goes wrong, who has to stop it, and the proof
export { defineScenario } from './chaos/scenario/scenario.js'
export { exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from './chaos/scenario/controls-off.js'
export type { Catcher } from './chaos/scenario/catcher.js'
export type { Breakage, Budget, Scenario } from './chaos/scenario/scenario.js'
export type { Heard, Latched, Noted, Refused, Sign } from './chaos/scenario/sign.js'
export type { AtTime, Draw } from './chaos/scenario/draw.js'
export type { InForce } from './chaos/scenario/in-force.js'
export type { EntryInput } from './chaos/schedule/schedule.js'

// Metrics of a run or of any series of returns
export { computeMetrics, type MetricsMode } from './metrics/compute.js'
export {
  bootstrapInterval,
  type ConfidenceInterval,
  confidenceIntervals,
  type Intervals,
  type IntervalValue,
} from './metrics/confidence-interval.js'
export type { MetricId } from './metrics/metric.js'
export { overfitting } from './metrics/pbo.js'
export { rollingBeta, rollingSharpe, rollingVolatility } from './metrics/rolling.js'
export { metricsInputOf } from './metrics/run-input.js'
export type { Benchmark, MetricsInput } from './metrics/sample.js'
export type { MetricValue } from './metrics/value.js'

// Errors
export { BenchError, type ErrorCode } from './std/errors.js'
