// A backtest: it drains the recorded bars through the assembled engine to their end, and gives back the run.

import { validateOnce } from '../data/validate-columns.js'
import type { BarSeries } from '../model/bar.js'
import { closingOrder } from '../model/closing-order.js'
import type { DecisionRecord } from '../model/decision.js'
import { assetOf } from '../model/instrument.js'
import type { RunResult } from '../model/run.js'
import type { EpochMs } from '../model/time.js'
import type { LivePosition } from '../portfolio/position.js'
import { BenchError } from '../std/errors.js'
import { firstFault, type SchemaFault } from '../std/schema-fault.js'
import { type AssembledRun, assemble } from './assemble.js'
import type { BacktestRequest } from './backtest-request.js'
import { accountConflict } from './config/account-config.js'
import { type BacktestConfig, type BacktestConfigInput, backtestConfigSchema } from './config/config.js'
import { inLotsOf } from './config/sizing-config.js'
import { refuseUnbookable } from './market/corporate-actions-check.js'
import { runResult } from './result/run-result.js'
import { StrategyHosts } from './seats/strategy-hosts.js'
import type { BarFeed, FeedSeries } from './time/bar-feed.js'

/** A run and its log. */
export interface Backtest {
  readonly result: RunResult
  readonly log: { readonly decisions: readonly DecisionRecord[] }
}

/**
 * Runs strategies over bars. Same strategies, data, config and seed give the same decision and execution hashes everywhere. Errors: `BAD_DATA` for bars that
 * are out of order or whose prices cannot be, `NO_BARS`, `BAD_CONFIG`, `USAGE`.
 */
export function runBacktest(request: BacktestRequest): RunResult {
  return runResult(drained(request, request.record?.decisions ?? true))
}

/** The same run with the decisions behind its hash, whatever `record` says. */
export function traceBacktest(request: BacktestRequest): Backtest {
  const run = drained(request, true)
  return { result: runResult(run), log: { decisions: run.log.decisions ?? [] } }
}

function drained(request: BacktestRequest, keepsDecisions: boolean): AssembledRun {
  const config = parseConfig(request.config ?? {})
  refuseUnusable(request)
  const hosts = new StrategyHosts(config, request.strategies.length)
  try {
    const assembled = assemble(withLots(withBookable(request, config), config), config, keepsDecisions, hosts)
    drain(assembled, request.onProgress)
    if (config.endOfData === 'close') closeOut(assembled)
    for (const { host } of assembled.strategies) host.end()
    return assembled
  } finally {
    hosts.close()
  }
}

function parseConfig(input: BacktestConfigInput): BacktestConfig {
  const parsed = backtestConfigSchema.safeParse(input)
  if (parsed.success) return consistent(parsed.data)
  const { path, message } = firstFault(parsed.error) as SchemaFault
  throw new BenchError('BAD_CONFIG', `${path.join('.') || 'config'}: ${message}`, 'bench config --schema lists every field')
}

/** What one field alone cannot tell. */
function consistent(config: BacktestConfig): BacktestConfig {
  const conflict = accountConflict(config)
  if (conflict === null) return config
  throw new BenchError('BAD_CONFIG', conflict.message, conflict.hint)
}

function refuseUnusable({ strategies, series, rates = [] }: BacktestRequest): void {
  if (strategies.length === 0) throw new BenchError('USAGE', 'a backtest needs a strategy', 'name one: bench backtest sma-cross')
  if (!series.some((one) => one.columns.length > 0))
    throw new BenchError('NO_BARS', 'there are no bars to replay', 'widen --from and --to, or look at bench data ls')
  const keys = series.map((one) => `${one.instrument.id} ${one.timeframe}`)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new BenchError('BAD_DATA', `${twice} is given twice`, 'give each instrument and timeframe once')
  for (const one of [...series, ...rates]) refuseUnsound(one)
  const names = strategies.map((one) => one.name ?? one.strategy.name)
  const same = names.find((name, index) => names.indexOf(name) !== index)
  if (same !== undefined) throw new BenchError('USAGE', `two strategies are called ${same}`, 'give each a name of its own')
}

/** Bars that are out of order, or whose prices cannot be, are no market: whoever made them, nothing is traded on them. */
function refuseUnsound({ instrument, timeframe, columns, detail }: BarSeries): void {
  validateOnce(columns, instrument, `${instrument.id} ${timeframe}`)
  if (detail !== undefined) validateOnce(detail.columns, instrument, `${instrument.id} ${detail.timeframe}`)
}

/** The request with what its bars show of corporate actions, or without where the config leaves them in the prices. */
function withBookable(request: BacktestRequest, { corporateActions }: BacktestConfig): BacktestRequest {
  const { series } = request
  if (!series.some(({ actions }) => actions !== undefined)) return request
  if (corporateActions === 'ignore') return { ...request, series: series.map((one) => ({ ...one, actions: undefined })) }
  refuseUnbookable(series)
  return request
}

/** The request in the lots that it is traded in. */
function withLots(request: BacktestRequest, { lotSize }: BacktestConfig): BacktestRequest {
  if (lotSize === 'instrument') return request
  return { ...request, series: request.series.map((one) => ({ ...one, instrument: inLotsOf(one.instrument, lotSize) })) }
}

/** How many steps pass between two reports of progress, and the most bars of a quiet stretch. */
const PROGRESS_STEP = 16_384

function drain(run: AssembledRun, onProgress: BacktestRequest['onProgress']): void {
  const { engine, feed, clock } = run
  const total = feed.series.reduce((sum, one) => sum + one.length, 0)
  for (const { host } of run.strategies) host.start()
  let steps = 0
  while (feed.nextTime !== Number.POSITIVE_INFINITY) {
    const replayed = engine.replayQuietly(PROGRESS_STEP)
    if (replayed === 0) engine.at(engine.nextTime)
    steps += Math.max(1, replayed)
    if (steps < PROGRESS_STEP) continue
    steps = 0
    onProgress?.(barsDone(feed), total)
  }
  // What is still heard then finds no market to answer in.
  run.pipeline.close()
  engine.finish()
  run.lastTime = clock.now
  // What filled at the very last close came after its mark.
  run.equity.amendLast(run.portfolio)
  onProgress?.(total, total)
}

function barsDone(feed: BarFeed): number {
  return feed.series.reduce((sum, one) => sum + one.bar, 0)
}

/** Sells what is held at the last close of its listing, and writes the last equity anew. */
function closeOut({ portfolio, orders, broker, engine, feed, equity, lastTime }: AssembledRun): void {
  broker.cancelAll(lastTime, 'the data ends')
  engine.settle(lastTime)
  for (const position of portfolio.openPositions()) {
    const { series, bar } = closingListing(feed, position)
    const { id } = series.instrument
    const close = closingOrder({
      strategy: position.strategy,
      instrument: id,
      role: 'end-of-data',
      side: position.isLong ? 'sell' : 'buy',
      lots: Math.abs(position.quantity),
      timeInForce: 'DAY',
      reason: 'the data ends',
    })
    const order = orders.record(close, lastTime)
    broker.closeOut(position.strategy, id, position.quantity, bar - 1, order.clientOrderId, portfolio.lastPrice(id))
    engine.settle(lastTime)
  }
  equity.amendLast(portfolio)
}

/** The listing of a position's asset that was priced last; of those that end together the one that it was opened in. */
function closingListing({ series }: BarFeed, { instrument, openedIn }: LivePosition): FeedSeries {
  const listed = series.filter((one) => one.executes && assetOf(one.series.instrument) === assetOf(instrument))
  return listed.reduce((best, one) => {
    const later = lastClose(one) - lastClose(best)
    return later > 0 || (later === 0 && one.series.instrument.id === openedIn) ? one : best
  })
}

/** When its last bar closed; −Infinity before the first. */
function lastClose({ series: { columns }, bar }: FeedSeries): EpochMs {
  return bar === 0 ? Number.NEGATIVE_INFINITY : (columns.closeTime[bar - 1] as number)
}
