// The gate before every match: whether a bar trades at all, and which orders sit it out. No order fills, triggers or trails on a bar that it sits out.

import type { BarColumns, BarSeries } from '../../model/bar.js'
import type { BarCopy } from './bar-copy.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { isImmediate, worksOutside } from './time-in-force.js'
import type { TradingHours } from './trading-hours.js'

export class TradingGate {
  /** Bars outside regular sessions that an order sat out. */
  barsOutside = 0
  /** The last of them: under `same-close` a bar is matched twice. */
  #lastOutside = -1
  readonly #listing: string
  /** Units in a lot. */
  readonly #lot: number
  readonly #columns: BarColumns
  readonly #hours: TradingHours
  readonly #policy: VenuePolicy
  /** The first bar that reports volume: until then it is not known, whatever comes later. */
  readonly #firstVolume: number

  constructor({ instrument, columns }: BarSeries, hours: TradingHours, policy: VenuePolicy) {
    this.#listing = instrument.id
    this.#lot = instrument.lot
    this.#columns = columns
    this.#hours = hours
    this.#policy = policy
    const firstVolume = columns.volume.findIndex((volume) => volume > 0)
    this.#firstVolume = firstVolume < 0 ? Number.POSITIVE_INFINITY : firstVolume
  }

  /** Whether the bar's volume is not reported, so that no cap can hold. */
  isVolumeUnknown({ index, volume }: BarCopy): boolean {
    return index < this.#firstVolume || !(volume >= 0)
  }

  /** Lots that our fills may take of a bar that trades: all when volume is not reported. */
  lotsAllowed(bar: BarCopy): number {
    const { participation } = this.#policy
    if (participation === null || this.isVolumeUnknown(bar)) return Number.POSITIVE_INFINITY
    return Math.floor((participation * bar.volume) / this.#lot + 1e-9)
  }

  /** Whether anything traded in the bar: not without volume where volume is reported, not in a halt, and not where a feed repeats one price. */
  trades(bar: BarCopy): boolean {
    if (this.isVolumeUnknown(bar)) return !(this.#isHalted(bar) || this.#isFrozen(bar))
    return bar.volume > 0 && !this.#isHalted(bar)
  }

  /** Says of each order whether it sits out the open, or the path, of a bar. */
  admit(orders: readonly RestingOrder[], bar: BarCopy, part: 'open' | 'path'): void {
    const isRegular = this.#hours.isRegular(bar.index)
    let waits = false
    for (const order of orders) {
      order.idle =
        order.auction !== null ||
        (!isRegular && this.#sleepsOutside(order, bar.index)) ||
        (part === 'path' && this.#onlyTakesOpen(order, bar.closeTime))
      waits ||= order.idle && !order.dormant
    }
    if (part === 'path' && !isRegular && waits && this.#lastOutside !== bar.index) this.#countBar(bar.index)
  }

  /** Counts a bar that concerns no order and is not matched. */
  countOutside(orders: readonly RestingOrder[], bar: number): void {
    if (!this.#hours.isRegular(bar) && orders.some((order) => !order.dormant && this.#sleepsOutside(order, bar))) this.#countBar(bar)
  }

  #countBar(bar: number): void {
    this.#lastOutside = bar
    this.barsOutside++
  }

  #sleepsOutside({ intent }: RestingOrder, bar: number): boolean {
    return !(worksOutside(intent) && this.#hours.isExtended(bar))
  }

  /** An order that takes the first price or none, and one that ends before the bar does: nobody can say which prices of the bar came before its end. */
  #onlyTakesOpen(order: RestingOrder, closeTime: number): boolean {
    if (order.intent.timeInForce === 'GTD') return order.endsAt < closeTime
    return isImmediate(order) && !order.waitsForTrigger && !order.isMarket
  }

  /** A halt that begins inside a bar leaves the prices that traded before it. */
  #isHalted({ openTime }: BarCopy): boolean {
    const { halts } = this.#policy
    return halts?.isHalted(this.#listing, openTime) === true
  }

  /** One price, without volume, for `staleAfter` bars: a feed that repeats what it knew last. */
  #isFrozen({ index, open, high, low, close }: BarCopy): boolean {
    const { staleAfter } = this.#policy
    if (staleAfter === null || index + 1 < staleAfter || high !== low || open !== close) return false
    const { high: highs, low: lows } = this.#columns
    for (let before = index - 1; before > index - staleAfter; before--) if (highs[before] !== high || lows[before] !== low) return false
    return true
  }
}
