// From an engine that has stopped to the run as plain data.

import { calendar } from '../../data/calendar/calendar.js'
import { hashColumnsOnce, hashQuotesOnce, hashSeries } from '../../data/content-hash.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { Assumption, OpenPosition, RunDetail, RunPredictions, RunResult, RunSeries } from '../../model/run.js'
import { canonicalHash, type Hashable } from '../../std/hash.js'
import { once } from '../../std/once.js'
import { percentText } from '../../std/percent-text.js'
import { engineVersion } from '../../std/version.js'
import type { AssembledRun } from '../assemble.js'
import { allocationOf } from '../backtest-request.js'
import { accountText } from '../config/account-config.js'
import type { BacktestConfig } from '../config/config.js'
import { limitText, spreadText } from '../config/fill-config.js'
import { haltsText, impactText } from '../config/market-config.js'
import { protectionText } from '../config/protection-config.js'
import { riskText } from '../config/risk-config.js'
import { sizesAtFill, sizingText } from '../config/sizing-config.js'
import { latencyText, venuesText } from '../config/venue-config.js'
import { costsAt, isUsStock } from '../market/venue-policy.js'
import { sessionCurve } from '../records/session-curve.js'
import { commonCalendar } from '../time/common-calendar.js'
import { brokerNotes } from './broker-notes.js'
import { corporateActionNotes } from './corporate-actions-notes.js'
import { failureNotes } from './failure-notes.js'
import { idleOptionNotes } from './idle-options.js'
import { operatorNotes } from './operator-notes.js'
import { orderLifeNotes } from './order-life-notes.js'
import { routingText, virtualAccountNotes } from './routing-text.js'
import { accountNotes, runAccount } from './run-account.js'
import { detailNotes, detailText, runDetail } from './run-detail.js'
import { predictionNotes, predictionsText, runPredictions } from './run-predictions.js'
import { sizeNotes } from './size-notes.js'
import { watchText } from './watch-text.js'

export function runResult(run: AssembledRun): RunResult {
  const { config, request } = run
  const equity = run.equity.curve()
  const series = run.feed.series.map((one) => describe(run, run.moving?.bars.recordedOf(one.series) ?? one.series))
  const calendarId = commonCalendar(series.map((one) => one.instrument))
  const strategies = run.strategies.map(({ host }, index) => ({
    name: host.name,
    params: host.params as Readonly<Record<string, unknown>>,
    sourceHash: request.strategies[index]?.sourceHash ?? null,
    warmUp: host.warmUp,
  }))
  const detail = runDetail(run.feed)
  const predictions = runPredictions(run.predictions)
  const data = dataHash(run, series, detail, predictions)
  // Records are rows of numbers until somebody wants objects.
  const orders = once(() => run.orders.orders)
  const fills = once(() => run.engine.fills.records())
  const roundTrips = once(() => run.portfolio.roundTrips)
  const decisions = once(() => decisionsOf(run))
  const events = once(() => run.log.events?.records())
  const account = runAccount(run)
  const kept = { ...config, ...request.inject?.config }
  // As are the hash of a config and what is assumed: of thousands of short runs nobody asks for them.
  const configHash = once(() =>
    canonicalHash({
      config: kept,
      strategies: strategies.map(({ name, params, sourceHash }, index) => ({
        ...{ name, params, sourceHash },
        allocation: allocationOf(request.strategies, index),
      })),
      // Their ticks, lots, hours and venues decide fills and margin.
      instruments: series.map(({ instrument, timeframe }) => ({ ...instrument, timeframe })),
    } as unknown as Hashable),
  )
  const assumed = once(() => [
    ...assumptions(config, request.sources ?? {}),
    ...detailAssumption(detail, request.sources?.detail),
    ...predictionsAssumption(predictions, request.sources?.predictions),
  ])
  return {
    strategies,
    series,
    ...(detail.length > 0 && { detail }),
    ...(predictions !== null && { predictions }),
    calendar: calendarId,
    currency: run.portfolio.currency,
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
    account,
    ...(run.postTrade !== null && { risk: run.postTrade.result }),
    corporateActions: run.actions?.booked ?? [],
    denials: run.pipeline.denials,
    get decisions() {
      return decisions()
    },
    get events() {
      return events()
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
      execution: run.engine.fills.hash(),
      data,
      get config() {
        return configHash()
      },
    },
    get assumptions() {
      return assumed()
    },
    config: kept as unknown as Readonly<Record<string, unknown>>,
    notes: [
      ...notes(series, config),
      ...sizeNotes(run),
      ...orderLifeNotes(
        run.broker.barsOutside,
        series.filter((_, index) => run.feed.series[index]?.executes === true),
        openPositions(run),
        run.lastTime,
      ),
      ...brokerNotes(run.log.sessions, run.orders.executions.anomalies),
      ...accountNotes(account, run.liquidation?.firstTime ?? null),
      ...virtualAccountNotes(account.virtual ?? []),
      ...idleOptionNotes(run),
      ...detailNotes(detail),
      ...predictionNotes(run),
      ...failureNotes(run),
      ...operatorNotes(run),
      ...corporateActionNotes(run.actions?.booked ?? [], config.dividendPayDays),
    ],
  }
}

/** Of the bars, of the bid and ask that it trades on, of what a run books over them, of the shorter ones inside, of the pairs that convert, and of the predictions. */
function dataHash(
  { feed, request, config }: AssembledRun,
  series: readonly RunSeries[],
  details: readonly RunDetail[],
  predictions: RunPredictions | null,
): string {
  const bars = hashSeries(series.map(({ instrument, timeframe, dataHash: columns }) => ({ instrument: instrument.id, timeframe, columns })))
  const booked = feed.series.flatMap(({ executes, series: { instrument, actions = [] } }) =>
    executes && actions.length > 0 ? [{ instrument: instrument.id, actions }] : [],
  )
  const detail = details.map(({ instrument, timeframe, dataHash: columns }) => ({ instrument, timeframe, columns }))
  const rates = (request.rates ?? []).map(({ instrument, timeframe, columns }) => ({
    ...{ instrument: instrument.id, timeframe },
    columns: hashColumnsOnce(columns),
  }))
  const quotes = feed.series.flatMap(({ executes, series: { instrument, timeframe, quotes: beside } }) =>
    executes && beside !== undefined && costsAt(config, instrument.venue).spread === 'recorded'
      ? [{ instrument: instrument.id, timeframe, columns: hashQuotesOnce(beside) }]
      : [],
  )
  if (booked.length === 0 && quotes.length === 0 && detail.length === 0 && rates.length === 0 && predictions === null) return bars
  const parts = {
    bars,
    booked,
    ...(quotes.length > 0 && { quotes }),
    ...(detail.length > 0 && { detail }),
    ...(rates.length > 0 && { rates }),
    ...(predictions !== null && { predictions: predictions.dataHash }),
  }
  return canonicalHash(parts as unknown as Hashable)
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
    dataHash: provenance?.dataHash ?? hashColumnsOnce(columns),
    label: provenance?.label ?? '',
    synthetic: provenance?.synthetic ?? false,
  }
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
    const rate = portfolio.rate(position.instrument.id)
    const { realizedPnl, fees } = position.tripSoFar
    return {
      strategy: position.strategy,
      instrument: position.openedIn ?? position.instrument.id,
      quantity: position.quantity,
      averagePrice: position.averagePrice,
      mark,
      openedAt: position.openedAt,
      unrealizedPnl: position.unrealizedPnl(mark) * rate,
      realizedPnl: realizedPnl * rate,
      fees: fees * rate,
      ...(rate === 1 ? {} : { rate }),
    }
  })
}

function assumptions(config: BacktestConfig, sources: Readonly<Record<string, Assumption['source']>>): Assumption[] {
  return Object.entries(config).map(([name, value]) => ({
    name,
    value: describeValue(name, value, config),
    source: sources[name] ?? 'default',
  }))
}

function detailAssumption(detail: readonly RunDetail[], source: Assumption['source'] = 'config'): Assumption[] {
  return detail.length === 0 ? [] : [{ name: 'detail', value: detailText(detail), source }]
}

function predictionsAssumption(predictions: RunPredictions | null, source: Assumption['source'] = 'config'): Assumption[] {
  return predictions === null ? [] : [{ name: 'predictions', value: predictionsText(predictions), source }]
}

function describeValue(name: string, value: unknown, config: BacktestConfig): string {
  const own = accountText(name, value) ?? sizingText(name, value) ?? routingText(name, config) ?? watchText(name, config)
  if (own !== null) return own
  if (name === 'protection') return protectionText(config.protection, config.riskProfile === 'guarded')
  if (name === 'riskProfile') return riskText(config)
  if (name === 'fees' && value === 'auto') return 'IBKR fixed for US stocks and ETFs, else none'
  if (name === 'fxCost' && value === 'ibkr') return '0.2 bps, at least 2.00'
  if (name === 'slippage' && value === 'auto') return '1 tick, or 1 bp where there is no tick'
  if (name === 'limit') return limitText(value as BacktestConfig['limit'])
  if (name === 'impact') return impactText(value as BacktestConfig['impact'])
  if (name === 'halts') return haltsText(value as BacktestConfig['halts'])
  if (name === 'latency') return latencyText(value as BacktestConfig['latency'])
  if (name === 'venues') return venuesText(value as BacktestConfig['venues'])
  if (name === 'spread') return spreadText(value as BacktestConfig['spread'])
  if (name === 'dividendPayDays') return `${value} days after the ex-date, where the pay date is not known`
  if (name === 'participation' && typeof value === 'number') return `${percentText(value)} of a bar’s volume`
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
  const schedules = series.map(({ instrument }) => ({ instrument, fees: costsAt(config, instrument.venue).fees }))
  if (
    schedules.some(({ instrument, fees }) => fees === 'ibkr-fixed' || fees === 'ibkr-tiered' || (fees === 'auto' && isUsStock(instrument)))
  ) {
    found.push('IBKR’s published schedule of today is applied to all years: the broker does not publish earlier ones.')
  }
  if (config.impact !== 'none')
    found.push('Our own fills move the bars that follow them: marks, indicators and later prices are not the recorded ones.')
  if (series.some(({ instrument }) => sizesAtFill(config, instrument.id)))
    found.push('All-in sizes are worked out at the fill price, which no broker does: for research only.')
  return found
}
