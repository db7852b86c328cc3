// The seats of a run: each strategy started in its host, with its positions, its desks and what sizers ask of its instruments.

import { assetOf, type Instrument } from '../../model/instrument.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { PositionView } from '../../portfolio/position.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import type { HostServices } from '../../strategy/host.js'
import { type ColumnsOfSeries, columnCache } from '../../strategy/lines.js'
import { allocationOf, type BacktestRequest } from '../backtest-request.js'
import type { SimulatedClock } from '../clock.js'
import type { BacktestConfig } from '../config/config.js'
import { filterMoves } from '../config/filter-config.js'
import { refuseTooFew, refuseUnknownParams } from '../config/option-names.js'
import { movesAsked } from '../config/sizing-config.js'
import type { SeatedStrategy } from '../engine-parts.js'
import type { Commitments } from '../exposure/commitments.js'
import type { StartHost } from '../injection.js'
import type { Seats } from '../pipeline.js'
import { MoveFacts, TripCounts } from '../planning/size-facts.js'
import type { BarFeed } from '../time/bar-feed.js'
import type { MovingRun } from '../time/moving-run.js'
import type { Timers } from '../time/timers.js'
import { Seat, type SizeFacts } from './seat.js'
import type { StrategyHosts } from './strategy-hosts.js'
import { type OnFailure, SupervisedHost } from './supervised-host.js'

/** What strategies are seated in. */
export interface SeatParts {
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

/** Every strategy of a run started, with its seats: they stand in the order of the request. */
export function seatStrategies(parts: SeatParts): SeatedStrategy[] {
  const columnsOf = parts.moving?.lines.columnsOf ?? columnCache()
  const account = accountView(parts.portfolio)
  const facts = sizeFacts(parts, columnsOf)
  return parts.request.strategies.map((asked, index) => {
    const { strategy, name = strategy.name } = asked
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
    const seats = seatsOf(name, allocationOf(parts.request.strategies, index), parts, facts)
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
