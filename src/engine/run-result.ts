// From an engine that has stopped to the run as plain data.

import { calendar } from '../data/calendar/calendar.js'
import { hashColumns, hashSeries } from '../data/content-hash.js'
import type { DecisionRecord } from '../model/decision.js'
import type { CalendarId } from '../model/instrument.js'
import type { Assumption, OpenPosition, RunResult, RunSeries } from '../model/run.js'
import { canonicalHash, type Hashable } from '../std/hash.js'
import { engineVersion } from '../std/version.js'
import type { AssembledRun } from './assemble.js'
import type { BacktestConfig } from './config.js'
import { sessionCurve } from './session-curve.js'
import { isUsStock } from './venue-policy.js'

export function runResult(run: AssembledRun): RunResult {
  const { config, request } = run
  const equity = run.equity.curve()
  const series = run.feed.series.map((one) => describe(run, one.series))
  const calendarId = commonCalendar(series)
  const strategies = run.strategies.map(({ host }, index) => ({
    name: host.name,
    params: host.params as Readonly<Record<string, unknown>>,
    sourceHash: request.strategies[index]?.sourceHash ?? null,
    warmUp: host.warmUp,
  }))
  const data = hashSeries(
    series.map(({ instrument, timeframe, dataHash }) => ({ instrument: instrument.id, timeframe, columns: dataHash })),
  )
  // Records are rows of numbers until somebody wants objects.
  const orders = once(() => run.orders.orders)
  const fills = once(() => run.engine.fills.records())
  const roundTrips = once(() => run.portfolio.roundTrips)
  const decisions = once(() => decisionsOf(run))
  const configured = { config, strategies: strategies.map(({ name, params, sourceHash }) => ({ name, params, sourceHash })) }
  return {
    strategies,
    series,
    calendar: calendarId,
    currency: series[0]?.instrument.currency ?? 'USD',
    initialCash: config.cash,
    seed: config.seed,
    engineVersion: engineVersion(),
    equity,
    sessions: sessionCurve(equity, calendarId, periodsPerYear(series)),
    get orders() {
      return orders()
    },
    get fills() {
      return fills()
    },
    get roundTrips() {
      return roundTrips()
    },
    openPositions: openPositions(run),
    denials: run.pipeline.denials,
    get decisions() {
      return decisions()
    },
    counts: {
      bars: series.reduce((sum, one) => sum + one.bars, 0),
      signals: run.pipeline.signals,
      denials: run.pipeline.denials.length,
      orders: run.orders.count,
      fills: run.engine.fills.length,
      roundTrips: run.portfolio.roundTripCount,
    },
    hashes: {
      decision: run.log.decisionHash,
      execution: run.log.executionHash,
      data,
      config: canonicalHash(configured as unknown as Hashable),
    },
    assumptions: assumptions(config, request.sources ?? {}),
    config: config as unknown as Readonly<Record<string, unknown>>,
    notes: notes(series, config),
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function describe({ request }: AssembledRun, series: AssembledRun['request']['series'][number]): RunSeries {
  const provenance = request.provenance?.[request.series.indexOf(series)]
  const { columns, instrument, timeframe } = series
  return {
    instrument,
    timeframe,
    bars: columns.length,
    from: columns.openTime[0] ?? 0,
    to: columns.closeTime[columns.length - 1] ?? 0,
    dataHash: provenance?.dataHash ?? hashColumns(columns),
    label: provenance?.label ?? '',
    synthetic: provenance?.synthetic ?? false,
  }
}

/** The calendar of all instruments, or 24/7 where they differ: then every day that has a bar counts. */
function commonCalendar(series: readonly RunSeries[]): CalendarId {
  const first = series[0]?.instrument.calendar ?? 'XNYS'
  return series.every((one) => one.instrument.calendar === first) ? first : '24/7'
}

/** What the calendars agree on; where they do not, every day counts. */
function periodsPerYear(series: readonly RunSeries[]): number {
  const periods = new Set(series.map((one) => calendar(one.instrument.calendar).periodsPerYear))
  const [only = 365] = periods
  return periods.size === 1 ? only : 365
}

/** The decisions, each with what its strategy's indicators read then: they are columns that are still there, so the run itself kept nothing of them. */
function decisionsOf({ log, strategies }: AssembledRun): readonly DecisionRecord[] | null {
  const hosts = new Map(strategies.map(({ host }) => [host.name, host]))
  return (
    log.decisions?.map((one) => ({ ...one, indicators: hosts.get(one.strategy)?.indicatorsAt(one.instrument, one.time) ?? {} })) ?? null
  )
}

function openPositions({ portfolio }: AssembledRun): OpenPosition[] {
  return portfolio.openPositions().map((position) => {
    const mark = portfolio.mark(position.instrument.id)
    return {
      strategy: position.strategy,
      instrument: position.instrument.id,
      quantity: position.quantity,
      averagePrice: position.averagePrice,
      mark,
      openedAt: position.openedAt,
      unrealizedPnl: position.unrealizedPnl(mark),
      ...position.tripSoFar,
    }
  })
}

function assumptions(config: BacktestConfig, sources: Readonly<Record<string, Assumption['source']>>): Assumption[] {
  const fields = Object.entries(config).map(([name, value]) => ({
    name,
    value: describeValue(name, value),
    source: sources[name] ?? 'default',
  }))
  return [...fields, { name: 'riskProfile', value: 'research: finite numbers, whole lots, ticks, buying power', source: 'default' }]
}

function describeValue(name: string, value: unknown): string {
  if (name === 'fees' && value === 'auto') return 'IBKR fixed for US stocks and ETFs, else none'
  if (name === 'slippage' && value === 'auto') return '1 tick, or 1 bp where there is no tick'
  if (name === 'participation' && typeof value === 'number') return `${Number((value * 100).toPrecision(12))}% of a bar’s volume`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function notes(series: readonly RunSeries[], config: BacktestConfig): string[] {
  const ids = (some: readonly RunSeries[]): string => [...new Set(some.map((one) => one.instrument.id))].join(', ')
  const found: string[] = []
  const indices = series.filter((one) => !one.instrument.tradable)
  const synthetic = series.filter((one) => one.synthetic)
  if (indices.length > 0)
    found.push(`${ids(indices)}: an index, which nobody can trade; the run takes its prices as if it could be bought, without dividends.`)
  if (synthetic.length > 0) found.push(`${ids(synthetic)}: synthetic bars, made by a seeded generator; they say nothing about a market.`)
  if (
    config.fees === 'ibkr-fixed' ||
    config.fees === 'ibkr-tiered' ||
    (config.fees === 'auto' && series.some((one) => isUsStock(one.instrument)))
  ) {
    found.push('IBKR’s published schedule of today is applied to all years: the broker does not publish earlier ones.')
  }
  if (config.sizing === 'all-in') found.push('All-in sizes are worked out at the fill price, which no broker does: for research only.')
  return found
}
