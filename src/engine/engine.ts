// The engine: a synchronous state machine over one time at a time. It moves bars through matching, marks, strategies and timers by rank.

import type { BrokerEvent, Statement } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import type { Instrument } from '../model/instrument.js'
import type { Prediction } from '../model/prediction.js'
import type { RoundTrip } from '../model/round-trip.js'
import { isSignalList, type Signal, type Signals } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import type { HostSlot } from '../strategy/strategy-host.js'
import type { EngineParts, SeatedStrategy } from './engine-parts.js'
import { FillTable } from './records/fill-table.js'
import type { Seat } from './seats/seat.js'
import type { FeedSeries } from './time/bar-feed.js'
import { QuietStretch } from './time/quiet-stretch.js'
import { Rank } from './time/rank.js'
import type { PostTrade } from './watch/post-trade.js'

export class Engine {
  readonly fills = new FillTable()
  readonly #parts: EngineParts
  readonly #unseenFills: Fill[] = []
  readonly #reportsFills: boolean
  readonly #quiet: QuietStretch
  /** What follows from a corporate action: in the midst of it no stop is looked at, since orders and positions are not all in the new shares. */
  readonly #follows = {
    settle: (time: EpochMs): void => this.#drain(time),
    beginSplit: (instruments: readonly Instrument[], ratio: number): void => this.#parts.pipeline.beginSplit(instruments, ratio),
    endSplit: (time: EpochMs): void => this.#parts.pipeline.endSplit(time),
    note: (fill: Fill): void => this.note(fill),
    closed: (trip: RoundTrip, time: EpochMs): void => this.#parts.pipeline.closed(trip, time),
  }

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#reportsFills = parts.strategies.some(({ host }) => host.handlesFills)
    this.#quiet = new QuietStretch(
      parts,
      (seated, own, signals, time) => this.#take(seated, own, signals, time),
      (time) => this.#watch(time),
    )
  }

  /** The next time at which anything happens; Infinity when all is done. */
  get nextTime(): EpochMs {
    const { feed, queue, actions, delayed, predictions, postTrade } = this.#parts
    let next = Math.min(feed.nextTime, queue.nextTime)
    if (actions !== null) next = Math.min(next, actions.nextTime)
    if (predictions !== null) next = Math.min(next, predictions.nextTime)
    if (postTrade !== null) next = Math.min(next, postTrade.nextTime)
    return delayed === null ? next : Math.min(next, delayed.nextTime)
  }

  /** Everything that happens at one time, rank by rank: bars that end now are done with before bars that begin now open. */
  at(time: EpochMs): void {
    const { clock, feed, portfolio, delayed, port } = this.#parts
    clock.advance(time)
    portfolio.advanceRates(time)
    this.#operate(time)
    this.#act(time)
    // What was to come about since the bars before has: the venue matches those that end now with it.
    port?.before(time)
    // A broker with latency hears and speaks between bars too.
    delayed?.act(time)
    this.settle(time)
    feed.collectClosing(time)
    if (feed.closingCount > 0) {
      this.#matchPaths(time)
      this.#mark(time)
      this.#liquidate(time)
      this.#watch(time)
      this.#onFill(time)
      this.#onPrediction(time)
      this.#onBar(time)
      this.#onBars(time)
      this.#matchSameClose(time)
    } else {
      this.#onFill(time)
      this.#onPrediction(time)
    }
    if (this.#parts.queue.size > 0) this.#onTimer(time)
    // Of markets that never close: the day before has just ended.
    this.#act(time)
    this.#parts.postTrade?.beginSession(time)
    feed.collectOpening(time)
    if (feed.openingCount > 0) {
      this.#matchOpens(time)
      this.#onFill(time)
    }
    if (this.#parts.reconciling?.ask(time)) this.settle(time)
    this.#parts.inspector?.afterTime(time)
  }

  /** Replays bars in which no order can act, up to `most`; answers how many it replayed. */
  replayQuietly(most: number): number {
    return this.#quiet.replay(most)
  }

  /** Applies what the broker has said up to now, in the order it was said; then every position has its stop. */
  settle(time: EpochMs): void {
    const { protection } = this.#parts
    this.#drain(time)
    if (protection !== null) while (protection.review(time)) this.#drain(time)
  }

  #drain(time: EpochMs): void {
    const { queue } = this.#parts
    if (queue.size === 0) return
    for (let next = queue.take(time, Rank.ledger); next !== undefined; next = queue.take(time, Rank.ledger)) {
      if (next.kind === 'timer') fail('timers ring at their own time')
      this.#hear(next, time)
    }
  }

  #hear(event: BrokerEvent, time: EpochMs): void {
    if (event.kind === 'disconnected') this.#parts.connection?.lost(time)
    if (event.kind === 'reconnected') this.#reconnect(time)
    if (event.kind === 'statement') this.#reconcile(event.statement, time)
    const fill = this.#parts.pipeline.settle(event, time)
    if (fill !== null) this.#keep(fill)
    this.#parts.inspector?.afterEvent(event, time)
    this.#parts.pipeline.followUp(time)
  }

  #reconnect(time: EpochMs): void {
    const { connection, reconciling, protection } = this.#parts
    connection?.restored(reconciling !== null, time)
    reconciling?.ask(time, true)
    protection?.recheck()
  }

  /** Has what a statement shows take the way of everything that the broker says. */
  #reconcile(statement: Statement, time: EpochMs): void {
    const { reconciling, pipeline, protection } = this.#parts
    if (reconciling === null) return
    const mending = reconciling.mend(statement, time)
    for (const word of mending.words) this.#hear(word, time)
    for (const order of mending.cancels) pipeline.cancelOwn(order, time, 'reconciliation: asked again')
    if (reconciling.conclude(statement, mending, time)) protection?.recheck()
  }

  /** Hears what the venue said before the data ended and was still under way to us; then its books have the last word. */
  #hearRest(): void {
    const { delayed, clock, reconciling } = this.#parts
    delayed?.finish()
    this.#hearAll()
    if (reconciling?.askLast(clock.now)) this.#hearAll()
  }

  #hearAll(): void {
    const { queue, clock } = this.#parts
    const end = Number.POSITIVE_INFINITY
    for (let next = queue.take(end, Rank.ledger); next !== undefined; next = queue.take(end, Rank.ledger)) {
      if (next.kind !== 'timer') this.#hear(next, clock.now)
    }
  }

  /** Books what corporate actions are due. */
  #act(time: EpochMs): void {
    const { actions, moving, feed, protection } = this.#parts
    if (actions === null) return
    actions.apply(time, this.#follows)
    if (protection !== null && actions.booked.length > 0) {
      protection.restate(actions.booked)
      this.settle(time)
    }
    moving?.takeIn(feed)
  }

  /** Keeps a fill that is booked already, as that of a delisting is. */
  note(booked: Fill): void {
    this.#keep(this.#parts.pipeline.attributed(booked))
  }

  /** What is left to do after the last bar. */
  finish(): void {
    this.#parts.protection?.end()
    this.#hearRest()
    this.#parts.actions?.finish(this.#follows)
    this.#parts.inspector?.atEnd()
  }

  /** Keeps a fill, and that its strategy has yet to hear of it. One in another currency is kept with the rate that it was booked at. */
  #keep(fill: Fill): void {
    const { portfolio } = this.#parts
    const rate = portfolio.isOneCurrency ? 1 : portfolio.rate(fill.instrument)
    this.fills.append(rate === 1 ? fill : { ...fill, rate })
    if (this.#reportsFills) this.#unseenFills.push(fill)
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

  /** An operator goes before everything else of a time. */
  #operate(time: EpochMs): void {
    const { postTrade } = this.#parts
    if (postTrade === null || postTrade.nextOperatorTime > time) return
    postTrade.operate(time)
    this.settle(time)
    this.#onRiskBreach(postTrade, time)
  }

  /** Monitors and breakers look at a mark; answers whether anything came of it. */
  #watch(time: EpochMs): boolean {
    const { postTrade } = this.#parts
    if (postTrade === null || !postTrade.check(time)) return false
    this.settle(time)
    this.#onRiskBreach(postTrade, time)
    return true
  }

  /** Strategies are told what concerns them, and may act on it. What they bring about by that is told after the next mark. */
  #onRiskBreach(postTrade: PostTrade, time: EpochMs): void {
    for (const breach of postTrade.takeUntold()) {
      for (const seated of this.#parts.strategies) {
        if (!seated.host.handlesBreaches || (breach.strategy !== null && breach.strategy !== seated.host.name)) continue
        this.#take(seated, null, seated.host.onRiskBreach(breach), time)
      }
    }
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

  /** Of an instrument without a bar there is no price to act on: nobody is told. */
  #onPrediction(time: EpochMs): void {
    const { predictions: feed, feed: bars, strategies } = this.#parts
    if (feed === null || !feed.collect(time)) return
    for (let k = feed.first; k < feed.end; k++) if ((bars.series[feed.seriesOf(k)] as FeedSeries).cursor.index < 0) feed.early++
    for (const seated of strategies) {
      if (!seated.host.handlesPredictions) continue
      for (let k = feed.first; k < feed.end; k++) {
        const index = feed.seriesOf(k)
        if ((bars.series[index] as FeedSeries).cursor.index < 0) continue
        const signals = seated.host.onPrediction(seated.slots[index] as HostSlot, feed.predictions[k] as Prediction)
        this.#take(seated, seated.slotSeats[index] as Seat, signals, time)
      }
    }
  }

  #onBar(time: EpochMs): void {
    const { strategies, feed } = this.#parts
    for (const seated of strategies) {
      for (let k = 0; k < feed.closingCount; k++) {
        const { index } = feed.closing[k] as FeedSeries
        const signals = seated.host.onBar(seated.slots[index] as HostSlot)
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
    if (!isSignalList(signals)) this.#decide(seated, own, signals, time)
    else for (const signal of signals) this.#decide(seated, own, signal, time)
  }

  #decide({ seats }: SeatedStrategy, own: Seat | null, signal: Signal, time: EpochMs): void {
    this.#parts.pipeline.decide(seats, signal, own, time)
    this.settle(time)
  }
}

function listOf(signals: Signals): readonly Signal[] {
  if (signals === undefined) return []
  return isSignalList(signals) ? signals : [signals]
}
