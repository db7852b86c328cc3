// A quiet stretch: bars of a run with one series in which no order can act. Marks and decisions are all that the engine would do at them.

import { IdleBand } from '../../broker/simulated/idle-band.js'
import type { BarColumns } from '../../model/bar.js'
import type { Signals } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import type { HostSlot } from '../../strategy/strategy-host.js'
import type { EngineParts, SeatedStrategy } from '../engine-parts.js'
import type { Seat } from '../seats/seat.js'
import { StretchWatch } from '../watch/stretch-watch.js'
import type { FeedSeries } from './bar-feed.js'

/** Nothing works: no bar concerns an order. */
const noBand = new IdleBand()

/** Takes what a strategy said down the pipeline. */
type Take = (seated: SeatedStrategy, own: Seat, signals: Signals, time: EpochMs) => void

export class QuietStretch {
  readonly #parts: EngineParts
  readonly #take: Take
  /** Null where the run watches nothing. */
  readonly #watch: StretchWatch | null
  /** One series in the account's currency, no batch handler, nothing that fills at the close of a decision. */
  readonly #mayBeQuiet: boolean

  /** `watch` has monitors look at a mark, and answers whether anything came of it. */
  constructor(parts: EngineParts, take: Take, watch: (time: EpochMs) => boolean) {
    const { postTrade, feed, portfolio, equity } = parts
    const [one] = feed.series
    this.#parts = parts
    this.#take = take
    this.#watch =
      postTrade === null || one === undefined ? null : new StretchWatch({ postTrade, portfolio, equity }, one.series.columns, watch)
    this.#mayBeQuiet =
      feed.series.length === 1 &&
      portfolio.isOneCurrency &&
      !parts.strategies.some(({ host }) => host.handlesBars) &&
      !parts.broker.fillsAtSameClose &&
      parts.moving === null &&
      // Who looks on sees every time.
      parts.inspector === null
  }

  /**
   * Replays bars for as long as no order can act and nothing waits in the queue. Stops after a bar with a signal or a timer, before one that concerns an order, or after `most` bars; answers how many it replayed.
   */
  replay(most: number): number {
    if (!this.#isQuiet()) return 0
    const { clock, feed, portfolio, equity, broker } = this.#parts
    const one = feed.series[0] as FeedSeries
    const { instrument, cursor, bar: begin } = one
    const band = broker.hasOrders(instrument) ? broker.idleBand(instrument) : noBand
    if (band === null) return 0
    const { columns } = one.series
    const { nextEnd } = broker
    const isFree = band === noBand
    // Most often it is the next bar that an order waits for.
    if (!isFree && !passes(columns, begin, band, nextEnd)) return 0
    const end = Math.min(this.#known(one), begin + most)
    let bar = begin
    this.#watch?.begin(begin)
    for (let isSilent = true; bar < end && isSilent; bar++) {
      if (!isFree && !passes(columns, bar, band, nextEnd)) break
      if (!isFree || bar === begin) broker.passQuietly(instrument, bar)
      clock.advance(columns.closeTime[bar] as number)
      portfolio.markQuietly(columns, bar)
      cursor.index = bar
      const acted = this.#watch?.check(bar) === true
      isSilent = this.#consult()
      if (acted) isSilent = false
    }
    if (bar === begin) return 0
    portfolio.observeBars(columns, begin, bar)
    const worth = equity.recordBars(portfolio, begin, bar)
    this.#watch?.takeIn(worth, bar)
    one.closeAt(bar - 1)
    return bar - begin
  }

  /** Up to which bar nothing happens that is known beforehand. */
  #known(one: FeedSeries): number {
    const { actions, predictions, postTrade } = this.#parts
    let end = one.length
    if (actions !== null) end = Math.min(end, one.barsBy(actions.nextTime))
    // A prediction of the very time at which a bar closes is told before that bar.
    if (predictions !== null) end = Math.min(end, one.barsBy(predictions.nextTime - 1))
    // An operator goes before the bars of a time, a session begins after those that close as it does.
    if (postTrade !== null) end = Math.min(end, one.barsBy(postTrade.nextOperatorTime - 1), one.barsBy(postTrade.nextSessionTime))
    return end
  }

  /** Asks every strategy about the bar of the only series that has just closed; answers whether none said anything. */
  #consult(): boolean {
    const { strategies, queue, clock } = this.#parts
    let isSilent = true
    for (let k = 0; k < strategies.length; k++) {
      const seated = strategies[k] as SeatedStrategy
      const signals = seated.host.onBar(seated.slots[0] as HostSlot)
      if (signals === undefined) continue
      this.#take(seated, seated.slotSeats[0] as Seat, signals, clock.now)
      isSilent = false
    }
    // A timer that was set waits in the queue: it ends the stretch as a signal does.
    return isSilent && queue.size === 0
  }

  #isQuiet(): boolean {
    const { queue, delayed, carry, liquidation, portfolio, protection } = this.#parts
    if (!this.#mayBeQuiet || queue.size > 0 || (protection !== null && !protection.isCalm)) return false
    if (delayed !== null && delayed.nextTime !== Number.POSITIVE_INFINITY) return false
    return (carry === null || carry.isIdle) && (liquidation === null || !portfolio.isExposed)
  }
}

/** Whether a bar goes by without an order: it stays inside the band, and none ends by its close. */
function passes({ high, low, closeTime }: BarColumns, bar: number, band: IdleBand, nextEnd: EpochMs): boolean {
  return band.holds(high[bar] as number, low[bar] as number) && (closeTime[bar] as number) < nextEnd
}
