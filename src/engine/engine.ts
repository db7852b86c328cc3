// The engine: a synchronous state machine over one time at a time. It moves bars through matching, marks, strategies and timers by rank.

import type { DelayedVenue } from '../broker/simulated/delayed-venue.js'
import { IdleBand } from '../broker/simulated/idle-band.js'
import type { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { BrokerEvent } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import type { Signal, Signals } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import { fail } from '../std/assert.js'
import type { InstrumentSlot, StrategyHost } from '../strategy/host.js'
import type { BarFeed, FeedSeries } from './bar-feed.js'
import type { Carry } from './carry.js'
import type { SimulatedClock } from './clock.js'
import type { CorporateActions } from './corporate-actions.js'
import type { EngineEvent } from './engine-event.js'
import type { EquityRecorder } from './equity-recorder.js'
import type { EventQueue } from './event-queue.js'
import { fillTable } from './fill-table.js'
import type { Liquidation } from './liquidation.js'
import type { MovingRun } from './moving-run.js'
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
  /** What carries messages to the venue and back; null where they arrive at once. */
  readonly delayed: DelayedVenue | null
  readonly portfolio: Portfolio
  readonly pipeline: Pipeline
  readonly equity: EquityRecorder
  /** Null where the run has none to book. */
  readonly actions: CorporateActions | null
  /** Null where holding costs nothing, and in an account that is not liquidated. */
  readonly carry: Carry | null
  readonly liquidation: Liquidation | null
  /** Null where our fills do not move the bars. */
  readonly moving: MovingRun | null
}

/** Nothing works: no bar concerns an order. */
const noBand = new IdleBand()

export class Engine {
  readonly fills = fillTable()
  readonly #parts: EngineParts
  readonly #unseenFills: Fill[] = []
  readonly #reportsFills: boolean
  /** One series in the account's currency, no batch handler, nothing that fills at the close of a decision. */
  readonly #mayBeQuiet: boolean

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#reportsFills = parts.strategies.some(({ host }) => host.handlesFills)
    const handlesBars = parts.strategies.some(({ host }) => host.handlesBars)
    this.#mayBeQuiet =
      parts.feed.series.length === 1 &&
      parts.portfolio.isOneCurrency &&
      !handlesBars &&
      !parts.broker.fillsAtSameClose &&
      parts.moving === null
  }

  /** The next time at which anything happens; Infinity when all is done. */
  get nextTime(): EpochMs {
    const { feed, queue, actions, delayed } = this.#parts
    let next = Math.min(feed.nextTime, queue.nextTime)
    if (actions !== null) next = Math.min(next, actions.nextTime)
    return delayed === null ? next : Math.min(next, delayed.nextTime)
  }

  /** Everything that happens at one time, rank by rank: bars that end now are done with before bars that begin now open. */
  at(time: EpochMs): void {
    const { clock, feed, portfolio, delayed } = this.#parts
    clock.advance(time)
    portfolio.advanceRates(time)
    this.#act(time)
    // A broker with latency hears and speaks between bars too.
    delayed?.act(time)
    this.settle(time)
    feed.collectClosing(time)
    if (feed.closingCount > 0) {
      this.#matchPaths(time)
      this.#mark(time)
      this.#liquidate(time)
      this.#onFill(time)
      this.#onBar(time)
      this.#onBars(time)
      this.#matchSameClose(time)
    } else this.#onFill(time)
    if (this.#parts.queue.size > 0) this.#onTimer(time)
    // Of markets that never close: the day before has just ended.
    this.#act(time)
    feed.collectOpening(time)
    if (feed.openingCount > 0) {
      this.#matchOpens(time)
      this.#onFill(time)
    }
  }

  /**
   * Replays bars of a run with one series for as long as no order can act and nothing waits in the queue: then marks and decisions are all that
   * `at` would do. Stops after a bar with a signal or a timer, before one that concerns an order, or after `most` bars; answers how many it replayed.
   */
  replayQuietly(most: number): number {
    if (!this.#isQuiet()) return 0
    const { clock, feed, portfolio, equity, actions, broker } = this.#parts
    const one = feed.series[0] as FeedSeries
    const { instrument, cursor, bar: begin } = one
    const band = broker.hasOrders(instrument) ? broker.idleBand(instrument) : noBand
    if (band === null) return 0
    const { columns } = one.series
    const { closeTime, high, low } = columns
    const { nextEnd } = broker
    const isFree = band === noBand
    const concerns = (bar: number): boolean =>
      !(band.holds(high[bar] as number, low[bar] as number) && (closeTime[bar] as number) < nextEnd)
    const end = Math.min(actions === null ? one.length : one.barsBy(actions.nextTime), begin + most)
    let bar = begin
    if (bar >= end || (!isFree && concerns(bar))) return 0
    for (let isSilent = true; bar < end && isSilent; bar++) {
      if (!isFree && concerns(bar)) break
      if (!isFree || bar === begin) broker.passQuietly(instrument, bar)
      clock.advance(closeTime[bar] as number)
      portfolio.markBar(instrument, columns, bar)
      cursor.index = bar
      isSilent = this.#consult()
    }
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
    const { queue, delayed, carry, liquidation, portfolio } = this.#parts
    if (!this.#mayBeQuiet || queue.size > 0) return false
    if (delayed !== null && delayed.nextTime !== Number.POSITIVE_INFINITY) return false
    return (carry === null || carry.isIdle) && (liquidation === null || !portfolio.isExposed)
  }

  /** Applies what the broker has said up to now, in the order it was said. */
  settle(time: EpochMs): void {
    const { queue } = this.#parts
    if (queue.size === 0) return
    for (let next = queue.take(time, Rank.ledger); next !== undefined; next = queue.take(time, Rank.ledger)) {
      if (next.kind === 'timer') fail('timers ring at their own time')
      this.#hear(next, time)
    }
  }

  #hear(event: BrokerEvent, time: EpochMs): void {
    const fill = this.#parts.pipeline.settle(event, time)
    if (fill === null) return
    this.#keep(fill)
    if (this.#reportsFills) this.#unseenFills.push(fill)
  }

  /** Hears what the venue said before the data ended and was still under way to us. */
  #hearRest(): void {
    const { delayed, queue, clock } = this.#parts
    if (delayed === null) return
    delayed.finish()
    const end = Number.POSITIVE_INFINITY
    for (let next = queue.take(end, Rank.ledger); next !== undefined; next = queue.take(end, Rank.ledger)) {
      if (next.kind !== 'timer') this.#hear(next, clock.now)
    }
  }

  /** Books what corporate actions are due. */
  #act(time: EpochMs): void {
    const { actions, moving, feed } = this.#parts
    if (actions === null) return
    actions.apply(time, this)
    moving?.takeIn(feed)
  }

  /** Keeps a fill that is booked already, as that of a delisting is. */
  note(fill: Fill): void {
    this.#parts.pipeline.note(fill)
    this.#keep(fill)
    if (this.#reportsFills) this.#unseenFills.push(fill)
  }

  /** What is left to do after the last bar. */
  finish(): void {
    this.#hearRest()
    this.#parts.actions?.finish(this)
  }

  /** Fills of another currency are kept with the rate that they were booked at. */
  #keep(fill: Fill): void {
    const { portfolio } = this.#parts
    const rate = portfolio.isOneCurrency ? 1 : portfolio.rate(fill.instrument)
    this.fills.append(rate === 1 ? fill : { ...fill, rate })
  }

  #matchPaths(time: EpochMs): void {
    const { feed, broker } = this.#parts
    broker.matchPaths(feed.closing, feed.closingCount)
    this.#parts.moving?.follow(feed)
    if (broker.nextEnd <= time) broker.endDue(time)
    this.settle(time)
  }

  #matchOpens(time: EpochMs): void {
    const { feed, broker } = this.#parts
    if (broker.nextEnd <= time) broker.endDue(time)
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
    const { feed, portfolio, equity, carry, moving } = this.#parts
    for (let k = 0; k < feed.closingCount; k++) {
      const one = feed.closing[k] as FeedSeries
      if (one.executes) one.mark(portfolio)
      one.close()
    }
    moving?.takeIn(feed)
    carry?.charge(time)
    equity.record(time, portfolio)
  }

  /** The broker's own act, at the rank of monitors. */
  #liquidate(time: EpochMs): void {
    const { liquidation } = this.#parts
    if (liquidation === null) return
    liquidation.check(time)
    this.settle(time)
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
