// The assembly of a run: every stage is made here, once, and given what it needs.

import { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { Instrument } from '../model/instrument.js'
import { OrderManager } from '../orders/order-manager.js'
import { Portfolio } from '../portfolio/portfolio.js'
import { PositionView } from '../portfolio/position.js'
import { researchProfile } from '../risk/approve.js'
import { allIn } from '../sizing/all-in.js'
import { allocation } from '../sizing/allocation.js'
import { fixedLots, fixedNotional, fixedWeight } from '../sizing/fixed.js'
import type { Sizer } from '../sizing/sizer.js'
import { BenchError } from '../std/errors.js'
import { randomStream } from '../std/random.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { columnCache, StrategyHost } from '../strategy/host.js'
import type { BacktestRequest } from './backtest-request.js'
import { BarFeed } from './bar-feed.js'
import { SimulatedClock } from './clock.js'
import { Commitments } from './commitments.js'
import type { BacktestConfig } from './config.js'
import { Engine, type SeatedStrategy } from './engine.js'
import type { EngineEvent } from './engine-event.js'
import { EquityRecorder } from './equity-recorder.js'
import { EventQueue } from './event-queue.js'
import { Pipeline, type Seats } from './pipeline.js'
import { Rank } from './rank.js'
import { RunLog } from './run-log.js'
import { Seat } from './seat.js'
import { Timers } from './timers.js'
import { venuePolicy } from './venue-policy.js'

/** Everything that one run is made of. */
export interface AssembledRun {
  readonly request: BacktestRequest
  readonly config: BacktestConfig
  readonly clock: SimulatedClock
  readonly feed: BarFeed
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly broker: SimulatedBroker
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly equity: EquityRecorder
  readonly strategies: readonly SeatedStrategy[]
  readonly log: RunLog
  lastTime: number
}

/** Wires the stages of a run; nothing has happened yet. */
export function assemble(request: BacktestRequest, config: BacktestConfig, keepsDecisions: boolean): AssembledRun {
  const feed = new BarFeed(request.series)
  const executing = feed.series.filter((one) => one.executes)
  const instruments = executing.map((one) => one.series.instrument)
  const queue = new EventQueue<EngineEvent>()
  const clock = new SimulatedClock()
  const timers = new Timers(queue, clock)
  const log = new RunLog(keepsDecisions)
  const portfolio = new Portfolio(instruments, config.cash, feed.nextTime)
  const broker = new SimulatedBroker(
    executing.map((one) => one.series),
    venuePolicy(config),
    (event) => queue.push(event.time, Rank.ledger, event),
  )
  const orders = new OrderManager(broker)
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]))
  const commitments = new Commitments(orders, portfolio, byId, config.leverage)
  const pipeline = new Pipeline({
    rules: { sizer: sizerOf(config.sizing), protectFrom: config.protectFrom },
    rotation: config.rotation,
    profile: researchProfile(config.leverage),
    commitments,
    orders,
    portfolio,
    log,
  })
  const strategies = seatStrategies({ request, clock, config, feed, instruments, orders, portfolio, commitments, timers })
  const equity = new EquityRecorder(feed.series.map((one) => one.series))
  const engine = new Engine({ clock, feed, queue, timers, strategies, broker, portfolio, pipeline, equity })
  return { request, config, clock, feed, engine, pipeline, broker, orders, portfolio, equity, strategies, log, lastTime: feed.nextTime }
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
}

function seatStrategies(parts: SeatParts): SeatedStrategy[] {
  const columnsOf = columnCache()
  const account = accountView(parts.portfolio)
  return parts.request.strategies.map(({ strategy, params, name = strategy.name, allocation: share }, index) => {
    const { clock, config, feed, orders, portfolio, timers } = parts
    const host = new StrategyHost(name, strategy, parseParams(strategy, params ?? {}), feed.series, {
      clock,
      account,
      random: randomStream(config.seed, `strategy/${name}`),
      firstDecision: config.firstDecision,
      position: (instrument) => new PositionView(portfolio.position(name, instrument)),
      desk: (instrument) => orders.desk(name, instrument),
      schedule: (at, timer) => timers.schedule(index, timer, at),
      columnsOf,
    })
    const seats = seatsOf(name, share ?? 1 / parts.request.strategies.length, parts)
    const slotSeats = host.slots.map((slot) => seats.byInstrument.get(slot.instrument.id) as Seat)
    return { host, seats, slots: host.slots, slotSeats }
  })
}

function seatsOf(strategy: string, allocation: number, { instruments, orders, portfolio, commitments }: SeatParts): Seats {
  const seats = instruments.map((instrument) => {
    const position = portfolio.position(strategy, instrument.id)
    const desk = orders.desk(strategy, instrument.id)
    return new Seat({ strategy, instrument, position, desk, allocation, instruments: instruments.length }, portfolio, commitments)
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

function sizerOf(sizing: BacktestConfig['sizing']): Sizer {
  if (sizing === 'allocation') return allocation
  if (sizing === 'all-in') return allIn
  if ('lots' in sizing) return fixedLots(sizing.lots)
  return 'notional' in sizing ? fixedNotional(sizing.notional) : fixedWeight(sizing.weight)
}
