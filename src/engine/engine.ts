// The engine: a synchronous state machine over one time at a time. It moves bars through matching, marks, strategies and timers by rank.

import type { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { Fill } from '../model/fill.js'
import type { Signal, Signals } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import { fail } from '../std/assert.js'
import type { InstrumentSlot, StrategyHost } from '../strategy/host.js'
import type { BarFeed, FeedSeries } from './bar-feed.js'
import type { SimulatedClock } from './clock.js'
import type { EngineEvent } from './engine-event.js'
import type { EquityRecorder } from './equity-recorder.js'
import type { EventQueue } from './event-queue.js'
import { fillTable } from './fill-table.js'
import type { Pipeline, Seats } from './pipeline.js'
import { Rank } from './rank.js'
import type { Seat } from './seat.js'
import type { Timers } from './timers.js'

/** A strategy at work: its host, its seats in the account, and its slot for each series of the feed. */
export interface SeatedStrategy {
  readonly host: StrategyHost
  readonly seats: Seats
  readonly slots: readonly InstrumentSlot[]
  /** Parallel to `slots`. */
  readonly slotSeats: readonly Seat[]
}

export interface EngineParts {
  readonly clock: SimulatedClock
  readonly feed: BarFeed
  readonly queue: EventQueue<EngineEvent>
  readonly timers: Timers
  readonly strategies: readonly SeatedStrategy[]
  readonly broker: SimulatedBroker
  readonly portfolio: Portfolio
  readonly pipeline: Pipeline
  readonly equity: EquityRecorder
}

export class Engine {
  readonly fills = fillTable()
  readonly #parts: EngineParts
  readonly #unseenFills: Fill[] = []
  readonly #reportsFills: boolean
  /** One series, no batch handler, nothing that fills at the close of a decision. */
  readonly #mayBeQuiet: boolean

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#reportsFills = parts.strategies.some(({ host }) => host.handlesFills)
    const handlesBars = parts.strategies.some(({ host }) => host.handlesBars)
    this.#mayBeQuiet = parts.feed.series.length === 1 && !handlesBars && !parts.broker.fillsAtSameClose
  }

  /** The next time at which anything happens; Infinity when all is done. */
  get nextTime(): EpochMs {
    return Math.min(this.#parts.feed.nextTime, this.#parts.queue.nextTime)
  }

  /** Everything that happens at one time, rank by rank: bars that end now are done with before bars that begin now open. */
  at(time: EpochMs): void {
    const { clock, feed } = this.#parts
    clock.advance(time)
    // A broker with latency speaks between bars too.
    this.settle(time)
    feed.collectClosing(time)
    if (feed.closingCount > 0) {
      this.#matchPaths(time)
      this.#mark(time)
      this.#onFill(time)
      this.#onBar(time)
      this.#onBars(time)
      this.#matchSameClose(time)
    }
    if (this.#parts.queue.size > 0) this.#onTimer(time)
    feed.collectOpening(time)
    if (feed.openingCount > 0) {
      this.#matchOpens(time)
      this.#onFill(time)
    }
  }

  /**
   * Replays bars of a run with one series for as long as no order works and nothing waits in the queue: then marks and decisions are all that
   * `at` would do. Stops after a bar with a signal or a timer, or after `most` bars; answers how many it replayed.
   */
  replayQuietly(most: number): number {
    if (!this.#isQuiet()) return 0
    const { clock, feed, portfolio, equity } = this.#parts
    const one = feed.series[0] as FeedSeries
    const { instrument, cursor, bar: begin } = one
    const { columns } = one.series
    const { closeTime } = columns
    const end = Math.min(one.length, begin + most)
    let bar = begin
    for (let isSilent = true; bar < end && isSilent; bar++) {
      clock.advance(closeTime[bar] as number)
      portfolio.markBar(instrument, columns, bar)
      cursor.index = bar
      isSilent = this.#consult()
    }
    if (bar === begin) return 0
    equity.recordBars(portfolio, begin, bar)
    one.closeAt(bar - 1)
    return bar - begin
  }

  /** Asks every strategy about the bar of the only series that has just closed; answers whether none said anything. */
  #consult(): boolean {
    const { strategies, queue, clock } = this.#parts
    let isSilent = true
    for (let k = 0; k < strategies.length; k++) {
      const seated = strategies[k] as SeatedStrategy
      const signals = seated.host.onBar(seated.slots[0] as InstrumentSlot)
      if (signals === undefined) continue
      this.#take(seated, seated.slotSeats[0] as Seat, signals, clock.now)
      isSilent = false
    }
    // A timer that was set waits in the queue: it ends the stretch as a signal does.
    return isSilent && queue.size === 0
  }

  #isQuiet(): boolean {
    return this.#mayBeQuiet && this.#parts.queue.size === 0 && !this.#parts.broker.hasOrders(0)
  }

  /** Applies what the broker has said up to now, in the order it was said. */
  settle(time: EpochMs): void {
    const { queue, pipeline } = this.#parts
    if (queue.size === 0) return
    for (let next = queue.take(time, Rank.ledger); next !== undefined; next = queue.take(time, Rank.ledger)) {
      if (next.kind === 'timer') fail('timers ring at their own time')
      const fill = pipeline.settle(next)
      if (fill === null) continue
      this.fills.append(fill)
      if (this.#reportsFills) this.#unseenFills.push(fill)
    }
  }

  #matchPaths(time: EpochMs): void {
    const { feed, broker } = this.#parts
    for (let k = 0; k < feed.closingCount; k++) {
      const one = feed.closing[k] as FeedSeries
      if (one.executes) broker.matchPath(one.instrument, one.bar)
    }
    this.settle(time)
  }

  #matchOpens(time: EpochMs): void {
    const { feed, broker } = this.#parts
    for (let k = 0; k < feed.openingCount; k++) {
      const one = feed.opening[k] as FeedSeries
      one.open()
      if (one.executes) broker.matchOpen(one.instrument, one.bar)
    }
    this.settle(time)
  }

  /** Market orders decided at this very close fill here under `same-close`; what they did shows in the next mark. */
  #matchSameClose(time: EpochMs): void {
    const { feed, broker } = this.#parts
    if (!broker.fillsAtSameClose) return
    for (let k = 0; k < feed.closingCount; k++) {
      const one = feed.closing[k] as FeedSeries
      if (one.executes && broker.hasOrders(one.instrument)) broker.matchSameClose(one.instrument, one.cursor.index)
    }
    this.settle(time)
    this.#onFill(time)
  }

  #mark(time: EpochMs): void {
    const { feed, portfolio, equity } = this.#parts
    for (let k = 0; k < feed.closingCount; k++) {
      const one = feed.closing[k] as FeedSeries
      if (one.executes) one.mark(portfolio)
      one.close()
    }
    equity.record(time, portfolio)
  }

  #onFill(time: EpochMs): void {
    if (this.#unseenFills.length === 0) return
    for (const fill of this.#unseenFills.splice(0)) {
      const seated = this.#parts.strategies.find(({ host }) => host.name === fill.strategy)
      const slot = seated?.slots.find((candidate) => candidate.instrument.id === fill.instrument)
      if (seated === undefined || slot === undefined || !seated.host.handlesFills) continue
      this.#take(seated, seated.seats.byInstrument.get(fill.instrument) as Seat, seated.host.onFill(slot, fill), time)
    }
  }

  #onBar(time: EpochMs): void {
    const { strategies, feed } = this.#parts
    for (const seated of strategies) {
      for (let k = 0; k < feed.closingCount; k++) {
        const { index } = feed.closing[k] as FeedSeries
        const signals = seated.host.onBar(seated.slots[index] as InstrumentSlot)
        if (signals !== undefined) this.#take(seated, seated.slotSeats[index] as Seat, signals, time)
      }
    }
  }

  #onBars(time: EpochMs): void {
    const { strategies, pipeline } = this.#parts
    for (const { host, seats } of strategies) {
      if (!host.handlesBars) continue
      const signals = listOf(host.onBars())
      if (signals.length === 0) continue
      pipeline.decideBatch(seats, signals, time, () => this.settle(time))
    }
  }

  #onTimer(time: EpochMs): void {
    const { queue, strategies, timers } = this.#parts
    for (let next = queue.take(time, Rank.timer); next !== undefined; next = queue.take(time, Rank.timer)) {
      if (next.kind !== 'timer') fail('what the broker said is settled before timers ring')
      if (!timers.isDue(next.strategy, next.name, time)) continue
      const seated = strategies[next.strategy] as SeatedStrategy
      this.#take(seated, null, seated.host.onTimer(next.name), time)
    }
  }

  /** One handler's signals, one after the other, each settled before the next is looked at. */
  #take(seated: SeatedStrategy, own: Seat | null, signals: Signals, time: EpochMs): void {
    if (signals === undefined) return
    if (!isList(signals)) this.#decide(seated, own, signals, time)
    else for (const signal of signals) this.#decide(seated, own, signal, time)
  }

  #decide({ seats }: SeatedStrategy, own: Seat | null, signal: Signal, time: EpochMs): void {
    this.#parts.pipeline.decide(seats, signal, own, time)
    this.settle(time)
  }
}

function listOf(signals: Signals): readonly Signal[] {
  if (signals === undefined) return []
  return isList(signals) ? signals : [signals]
}

function isList(signals: Signal | readonly Signal[]): signals is readonly Signal[] {
  return Array.isArray(signals)
}
