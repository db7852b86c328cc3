// The assembly of a run: every stage is made here, once, and given what it needs.

import { DelayedVenue } from '../broker/simulated/delayed-venue.js'
import { DropCopy } from '../broker/simulated/drop-copy.js'
import { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { Breach } from '../model/breach.js'
import type { BrokerEvent, OrderEvent } from '../model/broker.js'
import type { EpochMs } from '../model/time.js'
import { OrderManager } from '../orders/order-manager.js'
import { Portfolio } from '../portfolio/portfolio.js'
import { accountModel } from '../risk/accounts.js'
import { closingProfile, type RiskProfile } from '../risk/approve.js'
import { connected } from '../risk/connected.js'
import type { AccountRouter } from '../routing/account-router.js'
import type { BacktestRequest } from './backtest-request.js'
import { SimulatedClock } from './clock.js'
import type { BacktestConfig } from './config/config.js'
import { refuseUnknownNames } from './config/option-names.js'
import { protectionRule } from './config/protection-config.js'
import { sizeCapsOf, sizerOf } from './config/sizing-config.js'
import { reconcileEveryMs } from './config/watch-rules.js'
import { Engine } from './engine.js'
import type { SeatedStrategy } from './engine-parts.js'
import { Commitments } from './exposure/commitments.js'
import { Liquidation } from './exposure/liquidation.js'
import { MarginBook } from './exposure/margin-book.js'
import type { RunInside } from './injection.js'
import { Carry } from './market/carry.js'
import { CorporateActions } from './market/corporate-actions.js'
import { refuseUnequalListings } from './market/listings.js'
import { MarketHistories } from './market/market-histories.js'
import { haltsOfRun } from './market/run-halts.js'
import { venuePolicies } from './market/venue-policy.js'
import { Pipeline, type Seats } from './pipeline.js'
import { Waiting } from './planning/waiting.js'
import { Protection } from './protection/protection.js'
import { EquityRecorder } from './records/equity-recorder.js'
import { RunLog } from './records/run-log.js'
import { accountRules } from './seats/account-rules.js'
import { runControls } from './seats/run-controls.js'
import { routingOf } from './seats/run-routing.js'
import { lotsIn, RunWatch } from './seats/run-watch.js'
import { seatStrategies } from './seats/seating.js'
import type { StrategyHosts } from './seats/strategy-hosts.js'
import type { OnFailure } from './seats/supervised-host.js'
import { BarFeed } from './time/bar-feed.js'
import type { EngineEvent } from './time/engine-event.js'
import { EventQueue } from './time/event-queue.js'
import { latencyLines } from './time/latency-lines.js'
import { MovingRun } from './time/moving-run.js'
import { PredictionFeed } from './time/prediction-feed.js'
import { Rank } from './time/rank.js'
import { Timers } from './time/timers.js'
import { Connection } from './watch/connection.js'
import { Reconciling } from './watch/reconciling.js'

/** Everything that one run is made of. */
export interface AssembledRun extends RunInside {
  readonly request: BacktestRequest
  readonly engine: Engine
  readonly equity: EquityRecorder
  /** Null where the bars show no corporate action. */
  readonly actions: CorporateActions | null
  /** Null where each strategy is an account of its own. */
  readonly accounts: AccountRouter | null
  /** Null but for a margin account. */
  readonly margin: MarginBook | null
  readonly liquidation: Liquidation | null
  /** Null where holding costs nothing. */
  readonly carry: Carry | null
  /** Null where the run has none. */
  readonly predictions: PredictionFeed | null
  /** Null where our fills do not move the bars. */
  readonly moving: MovingRun | null
  readonly strategies: readonly SeatedStrategy[]
  lastTime: number
}

/** Wires the stages of a run; nothing has happened yet. */
export function assemble(request: BacktestRequest, config: BacktestConfig, keepsDecisions: boolean, hosts: StrategyHosts): AssembledRun {
  const moving = MovingRun.of(config, request.series)
  const feed = new BarFeed(moving === null ? request.series : moving.bars.series)
  const executing = feed.series.filter((one) => one.executes)
  const instruments = executing.map((one) => one.series.instrument)
  refuseUnequalListings(instruments)
  refuseUnknownNames(config, instruments)
  const queue = new EventQueue<EngineEvent>()
  const clock = new SimulatedClock()
  const timers = new Timers(queue)
  const log = new RunLog(keepsDecisions)
  const { rates = [] } = request
  const rules = accountRules(
    config,
    executing.map((one) => one.series),
    rates,
  )
  const portfolio = new Portfolio(instruments, config.cash, feed.nextTime, rules)
  const lines = latencyLines(config, instruments)
  const deliver = (event: BrokerEvent, time: EpochMs): void => queue.push(time, Rank.ledger, event)
  const hear = (event: OrderEvent, time = event.time): void => (port === null ? deliver(event, time) : port.heard(event, time))
  const halts = haltsOfRun(config, feed)
  const histories = new MarketHistories(feed, halts)
  const broker = new SimulatedBroker(
    executing.map((one) => one.series),
    venuePolicies(config, { halts, impact: moving?.bars ?? null }),
    lines.length === 0 ? hear : (event) => delayed?.hear(event),
  )
  const delayed = lines.length === 0 ? null : new DelayedVenue(broker, lines, hear)
  const { inject } = request
  const port =
    inject?.port?.({
      broker: delayed ?? broker,
      copy: new DropCopy(broker),
      clock,
      revise: (one) => broker.revise(one),
      leaveTwin: (id) => broker.leaveTwin(id),
      deliver,
    }) ?? null
  const connection = Connection.of(port)
  const line = lineControls(connection)
  const orders = new OrderManager(port ?? delayed ?? broker)
  const model = accountModel(config)
  const margin = config.account === 'margin' ? new MarginBook(portfolio, instruments, config.marginRates) : null
  const limitsShorts = config.shortAvailability !== 'unlimited'
  const waiting = new Waiting()
  const commitments = new Commitments({ orders, waiting, portfolio, instruments, model, limitsShorts, margin, now: () => clock.now })
  const watch = RunWatch.of({ config, strategies: namesOf(request), instruments, portfolio })
  const stops = protectionRule(config.protection, config.riskProfile === 'guarded')
  const protection = stops === null ? null : new Protection(stops)
  const raise = (breach: Breach): void => postTrade?.raise(breach)
  const controls = runControls({
    ...{ config, model, clock, histories, instruments, orders, portfolio, commitments },
    strategies: namesOf(request),
    capabilities: broker.capabilities,
    stops: stops === null ? null : stops.isGiven ? 'default' : 'deny',
    first: [...line, ...(watch?.controls ?? [])],
    last: watch?.controls ?? [],
    raise,
  })
  const seats = (): readonly Seats[] => strategies.map((seated) => seated.seats)
  const routing = routingOf({ config, strategies: namesOf(request), instruments, clock, feed, histories, seats })
  const pipeline = new Pipeline({
    rules: {
      sizer: sizerOf(config),
      caps: sizeCapsOf(config),
      protectFrom: config.protectFrom,
      protection: stops,
      fit: controls.fit,
      exitFit: controls.exitFit,
    },
    accounts: routing.accounts,
    gates: routing.gates,
    listeners: [log.events, ...routing.listeners, protection, ...(watch?.listeners ?? []), ...controls.listeners].filter(
      (one) => one !== null,
    ),
    rotation: config.rotation,
    profile: controls.profile,
    facts: controls.facts,
    closing: [...line, ...closingProfile(broker.capabilities, lotsIn(portfolio))],
    commitments,
    waiting,
    orders,
    portfolio,
    log,
  })
  const onFailure: OnFailure | null =
    watch?.supervises !== true
      ? null
      : (breach, canAct) => {
          if (!canAct) postTrade?.raise(breach)
          else {
            postTrade?.raiseNow(breach)
            engine.settle(breach.time)
          }
        }
  const seating = { request, clock, config, feed, instruments, orders, portfolio, commitments, timers, moving, hosts, onFailure }
  const strategies = seatStrategies(seating)
  protection?.guard(
    strategies.map(({ seats }) => seats),
    pipeline,
    raise,
  )
  const equity = new EquityRecorder(
    feed.series.map((one) => one.series),
    portfolio.isOneCurrency,
  )
  const actions = CorporateActions.of({ feed, portfolio, broker, delayed, orders, strategies }, config.dividendPayDays)
  const carry = Carry.of(portfolio, instruments, config, watch?.results ?? null)
  const liquidation = margin === null ? null : new Liquidation({ margin, orders, portfolio, broker })
  const postTrade = watch?.postTrade(feed, { clock, orders, pipeline, broker, seats: strategies.map(({ seats }) => seats) }) ?? null
  const everyMs = reconcileEveryMs(config)
  const agreed = (time: EpochMs): void => postTrade?.reconciled(time)
  const reconciling = Reconciling.of({ broker: port, connection, orders, portfolio, instruments, everyMs, raise, agreed })
  const predictions = PredictionFeed.of(request.predictions, feed)
  const inside: RunInside = { config, clock, feed, rates, broker, orders, portfolio, pipeline, log, postTrade }
  const engine = new Engine({
    // Named one by one: V8 looks up every field anew, at each time of a run, in an object that was made by a spread.
    config,
    clock,
    feed,
    rates,
    broker,
    orders,
    portfolio,
    pipeline,
    log,
    postTrade,
    queue,
    timers,
    strategies,
    delayed,
    port,
    equity,
    actions,
    carry,
    liquidation,
    protection,
    predictions,
    moving,
    connection,
    reconciling,
    inspector: inject?.inspect?.(inside) ?? null,
  })
  return {
    ...inside,
    request,
    engine,
    equity,
    actions,
    accounts: routing.accounts,
    margin,
    liquidation,
    carry,
    predictions,
    moving,
    strategies,
    lastTime: feed.nextTime,
  }
}

/** Stands before every other control, of strategies and of the system itself. */
function lineControls(connection: Connection | null): RiskProfile {
  return connection === null ? [] : [{ name: 'connection', control: connected(connection) }]
}

function namesOf({ strategies }: BacktestRequest): readonly string[] {
  return strategies.map(({ strategy, name = strategy.name }) => name)
}
