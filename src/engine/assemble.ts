// The assembly of a run: every stage is made here, once, and given what it needs.

import { DelayedVenue } from '../broker/simulated/delayed-venue.js'
import type { HaltSource } from '../broker/simulated/halts/halt-source.js'
import { haltsOf } from '../broker/simulated/halts/halts.js'
import { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { BrokerEvent, OrderEvent } from '../model/broker.js'
import { assetOf, type Instrument } from '../model/instrument.js'
import type { EpochMs } from '../model/time.js'
import { OrderManager } from '../orders/order-manager.js'
import { Portfolio } from '../portfolio/portfolio.js'
import { PositionView } from '../portfolio/position.js'
import { accountModel } from '../risk/accounts.js'
import { closingProfile } from '../risk/approve.js'
import type { AccountRouter } from '../routing/account-router.js'
import { BenchError } from '../std/errors.js'
import { randomStream } from '../std/random.js'
import type { Strategy } from '../strategy/define-strategy.js'
import type { HostServices } from '../strategy/host.js'
import { type ColumnsOfSeries, columnCache } from '../strategy/lines.js'
import { accountRules } from './account-rules.js'
import type { BacktestRequest } from './backtest-request.js'
import { BarFeed } from './bar-feed.js'
import { Carry } from './carry.js'
import { SimulatedClock } from './clock.js'
import { Commitments } from './commitments.js'
import type { BacktestConfig } from './config.js'
import { CorporateActions } from './corporate-actions.js'
import { Engine } from './engine.js'
import type { EngineEvent } from './engine-event.js'
import type { SeatedStrategy } from './engine-parts.js'
import { EquityRecorder } from './equity-recorder.js'
import { EventQueue } from './event-queue.js'
import { filterMoves } from './filter-config.js'
import type { RunInside, StartHost } from './injection.js'
import { latencyLines } from './latency-lines.js'
import { Liquidation } from './liquidation.js'
import { refuseUnequalListings } from './listings.js'
import { MarginBook } from './margin-book.js'
import { haltRules } from './market-config.js'
import { MarketHistories } from './market-histories.js'
import { MovingRun } from './moving-run.js'
import { refuseTooFew, refuseUnknownNames, refuseUnknownParams } from './option-names.js'
import { Pipeline, type Seats } from './pipeline.js'
import { PredictionFeed } from './prediction-feed.js'
import { Protection } from './protection.js'
import { protectionRule } from './protection-config.js'
import { Rank } from './rank.js'
import { runControls } from './run-controls.js'
import { RunLog } from './run-log.js'
import { routingOf } from './run-routing.js'
import { lotsIn, RunWatch } from './run-watch.js'
import { Seat, type SizeFacts } from './seat.js'
import { MoveFacts, TripCounts } from './size-facts.js'
import { movesAsked, sizeCapsOf, sizerOf } from './sizing-config.js'
import type { StrategyHosts } from './strategy-hosts.js'
import { type OnFailure, SupervisedHost } from './supervised-host.js'
import { Timers } from './timers.js'
import { venuePolicies } from './venue-policy.js'

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
  const timers = new Timers(queue, clock)
  const log = new RunLog(keepsDecisions)
  const rules = accountRules(
    config,
    executing.map((one) => one.series),
    request.rates ?? [],
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
  const port = inject?.port?.({ broker: delayed ?? broker, clock, deliver }) ?? null
  const orders = new OrderManager(port ?? delayed ?? broker)
  const model = accountModel(config)
  const margin = config.account === 'margin' ? new MarginBook(portfolio, instruments, config.marginRates) : null
  const limitsShorts = config.shortAvailability !== 'unlimited'
  const commitments = new Commitments({ orders, portfolio, instruments, model, limitsShorts, margin, now: () => clock.now })
  const watch = RunWatch.of({ config, strategies: namesOf(request), instruments, portfolio })
  const stops = protectionRule(config.protection, config.riskProfile === 'guarded')
  const protection = stops === null ? null : new Protection(stops)
  const controls = runControls({
    ...{ config, model, clock, histories, instruments, orders, portfolio, commitments },
    strategies: namesOf(request),
    capabilities: broker.capabilities,
    stops: stops === null ? null : stops.isGiven ? 'default' : 'deny',
    first: watch?.controls ?? [],
    raise: (breach) => postTrade?.raise(breach),
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
    },
    accounts: routing.accounts,
    gates: routing.gates,
    listeners: [
      ...(log.events === null ? [] : [log.events]),
      ...routing.listeners,
      ...(protection === null ? [] : [protection]),
      ...(watch?.listeners ?? []),
      ...controls.listeners,
    ],
    rotation: config.rotation,
    profile: controls.profile,
    facts: controls.facts,
    closing: closingProfile(broker.capabilities, lotsIn(portfolio)),
    commitments,
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
  )
  const equity = new EquityRecorder(
    feed.series.map((one) => one.series),
    portfolio.isOneCurrency,
  )
  const actions = CorporateActions.of({ feed, portfolio, broker, orders, strategies }, config.dividendPayDays)
  const carry = Carry.of(portfolio, instruments, config, watch?.results ?? null)
  const liquidation = margin === null ? null : new Liquidation({ margin, orders, portfolio, broker })
  const postTrade = watch?.postTrade(feed, { clock, orders, pipeline, broker, seats: strategies.map(({ seats }) => seats) }) ?? null
  const predictions = PredictionFeed.of(request.predictions, feed)
  const inside: RunInside = { config, clock, feed, broker, orders, portfolio, pipeline, log, postTrade }
  const engine = new Engine({
    ...inside,
    queue,
    timers,
    strategies,
    delayed,
    equity,
    actions,
    carry,
    liquidation,
    protection,
    predictions,
    moving,
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

function namesOf({ strategies }: BacktestRequest): readonly string[] {
  return strategies.map(({ strategy, name = strategy.name }) => name)
}

function haltsOfRun(config: BacktestConfig, feed: BarFeed): HaltSource | null {
  const all = feed.series.map((one) => one.series)
  return haltsOf(
    haltRules(config.halts),
    all.filter((_, index) => feed.series[index]?.executes),
    all,
  )
}

interface SeatParts {
  readonly request: BacktestRequest
  readonly clock: SimulatedClock
  readonly config: BacktestConfig
  readonly feed: BarFeed
  readonly instruments: readonly Instrument[]
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly commitments: Commitments
  readonly timers: Timers
  readonly moving: MovingRun | null
  readonly hosts: StrategyHosts
  /** Null where a strategy that fails ends the run. */
  readonly onFailure: OnFailure | null
}

function seatStrategies(parts: SeatParts): SeatedStrategy[] {
  const columnsOf = parts.moving?.lines.columnsOf ?? columnCache()
  const account = accountView(parts.portfolio)
  const facts = sizeFacts(parts, columnsOf)
  return parts.request.strategies.map((asked, index) => {
    const { strategy, name = strategy.name, allocation: share } = asked
    const { clock, config, feed, orders, portfolio, timers, hosts, onFailure } = parts
    const services: HostServices = {
      clock,
      account,
      random: randomStream(config.seed, `strategy/${name}`),
      firstDecision: config.firstDecision,
      position: (instrument) => new PositionView(portfolio.position(name, instrument)),
      desk: (instrument) => orders.desk(name, instrument),
      schedule: (at, timer) => timers.schedule(index, timer, at),
      columnsOf,
    }
    const params = parseParams(strategy, asked.params ?? {})
    refuseTooFew(strategy, parts.instruments)
    refuseUnknownParams(strategy, params, parts.instruments)
    const common = { hosted: feed.series, services, moving: parts.moving !== null }
    const started = hosts.start({ asked, params, ...common })
    const another: StartHost = (other) =>
      hosts.start({ asked: { ...other, name }, params: parseParams(other.strategy, other.params), ...common })
    const injected = parts.request.inject?.host?.(started, another) ?? started
    const host = onFailure === null ? injected : new SupervisedHost(injected, clock, onFailure)
    const seats = seatsOf(name, share ?? 1 / parts.request.strategies.length, parts, facts)
    const slotSeats = host.slots.map((slot) => seats.byInstrument.get(slot.instrument.id) as Seat)
    return { host, seats, slots: host.slots, slotSeats }
  })
}

/** What sizers ask of each instrument. Where bars move, what they will ask is followed from the first bar. */
function sizeFacts({ config, feed, portfolio, moving }: SeatParts, columnsOf: ColumnsOfSeries): (instrument: string) => SizeFacts {
  const trips = new TripCounts(portfolio)
  const executing = feed.series.filter((one) => one.executes)
  const byInstrument = new Map(executing.map((one) => [one.series.instrument.id, { trips, moves: new MoveFacts(one, columnsOf) }]))
  for (const { moves } of moving === null ? [] : byInstrument.values()) {
    moves.follow(movesAsked(config))
    if (config.filters !== undefined) moves.follow(filterMoves(config.filters))
  }
  return (instrument) => byInstrument.get(instrument) as SizeFacts
}

function seatsOf(
  strategy: string,
  allocation: number,
  { instruments, orders, portfolio, commitments }: SeatParts,
  facts: (instrument: string) => SizeFacts,
): Seats {
  const assets = new Set(instruments.map(assetOf)).size
  const seats = instruments.map((instrument) => {
    const position = portfolio.position(strategy, instrument.id)
    const desk = orders.desk(strategy, instrument.id)
    const fields = { strategy, instrument, position, desk, allocation, instruments: assets }
    return new Seat(fields, portfolio, commitments, facts(instrument.id))
  })
  return { strategy, byInstrument: new Map(seats.map((seat) => [seat.instrument.id, seat])) }
}

function accountView(portfolio: Portfolio): { readonly equity: number; readonly cash: number } {
  return {
    get equity() {
      return portfolio.equity
    },
    get cash() {
      return portfolio.cash
    },
  }
}

function parseParams(strategy: Strategy, params: Readonly<Record<string, unknown>>): unknown {
  const parsed = strategy.params.safeParse(params)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new BenchError(
    'BAD_PARAMETER',
    `${strategy.name}: ${issue?.path.join('.')}: ${issue?.message}`,
    'the strategy’s params say what it takes',
  )
}
