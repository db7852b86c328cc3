// A quiet stretch: bars of a run with one series in which no order can act. Marks and decisions are all that the engine would do at them.

import { IdleBand } from '../broker/simulated/idle-band.js'
import type { Signals } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { InstrumentSlot } from '../strategy/host.js'
import type { FeedSeries } from './bar-feed.js'
import type { EngineParts, SeatedStrategy } from './engine-parts.js'
import type { Seat } from './seat.js'

/** Nothing works: no bar concerns an order. */
const noBand = new IdleBand()

/** Takes what a strategy said down the pipeline. */
type Take = (seated: SeatedStrategy, own: Seat, signals: Signals, time: EpochMs) => void

export class QuietStretch {
  readonly #parts: EngineParts
  readonly #take: Take
  /** One series in the account's currency, no batch handler, nothing that fills at the close of a decision. */
  readonly #mayBeQuiet: boolean

  constructor(parts: EngineParts, take: Take) {
    this.#parts = parts
    this.#take = take
    this.#mayBeQuiet =
      parts.feed.series.length === 1 &&
      parts.portfolio.isOneCurrency &&
      !parts.strategies.some(({ host }) => host.handlesBars) &&
      !parts.broker.fillsAtSameClose &&
      parts.moving === null
  }

  /**
   * Replays bars for as long as no order can act and nothing waits in the queue. Stops after a bar with a signal or a timer, before one that concerns an order, or after `most` bars; answers how many it replayed.
   */
  replay(most: number): number {
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
}
