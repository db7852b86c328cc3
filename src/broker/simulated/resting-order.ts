// An order as it rests at the simulated venue: its price is a few numbers that the matching rules read, whatever its type. The matching walks
// copies, so that two paths of one bar can be compared.

import type { Instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { isSameTrail, limitOf, type OrderPrice, type Trail, triggerOf } from '../../model/order-price.js'
import { limitOnTick } from '../../model/tick-rounding.js'
import type { EpochMs, IsoDate } from '../../model/time.js'

export class RestingOrder {
  readonly id: number
  /** The venue's own, which stays its own whatever is sent under its client id; 0 before the venue has it. */
  permanentId = 0
  /** As it was sent; a split restates it. */
  intent: OrderIntent
  /** +1 buy, −1 sell. */
  readonly side: 1 | -1
  /** The ids of its children, in the order of its intent's. */
  readonly childIds: readonly number[]
  readonly parentId: number | null
  /** When it came; of a child that an end of its parent woke, when it woke. */
  arrivedAt: EpochMs
  /** The price that it acts at; NaN when it waits for none, has met it, or trails and has met no price yet. */
  trigger = Number.NaN
  waitsForTrigger = false
  /** +1: rising prices reach the trigger, −1: falling ones. */
  towards: 1 | -1 = 1
  /** The worst price that it takes; NaN at market, and while it depends on a price that was not met yet. */
  limit = Number.NaN
  /** Whether it takes any price: it always did, or its trigger has been met. */
  isMarket = true
  /** How far the trigger stays behind the best price; null when it stands still. */
  trail: Trail | null = null
  /** Whether its limit follows the quote. */
  isPegged = false
  /** Whether it must not trade at the first price that it meets. */
  mustRest: boolean
  /** The trigger as it was told last. */
  toldTrigger: number | null = null
  /** Lots still to fill; a notional order has none until its first fill. */
  leaves = 0
  /** Lots that were asked for inside a bar, for the bars after it. */
  nextLots = 0
  notional: number | null = null
  triggered = false
  /** Lots of `leaves` that close an opposite position before the rest opens one. */
  closing: number
  /** A price that was changed inside a bar, for the bars after it. */
  nextPrice: OrderPrice | null = null
  /** A child that waits for its parent's first fill. */
  dormant = false
  /** The bar inside which it came to life, or −1: it cannot use that bar's open. */
  bornBar = -1
  /** Whether it has met the price at which it woke. */
  metBirthPrice = false
  filledUnits = 0
  filledValue = 0
  feesPaid = 0
  /** Lots that have filled, and their mean price: kept where children wait for the last of them. */
  filledLots = 0
  filledAt = 0
  /** The auction that it is for, if any: it trades nowhere else. */
  readonly auction: 'open' | 'close' | null
  /** Whether it sits out what is being matched. */
  idle = false
  /** When its time in force ends; Infinity where that is not known beforehand. */
  endsAt: EpochMs = Number.POSITIVE_INFINITY
  /** Whether it has worked in a bar. */
  hasBegun = false
  /** Where days end as recorded, the session in which it first worked: a DAY order ends with it. */
  session: IsoDate | null = null
  /** The price as it was asked for last; trigger and limit above are what holds now. */
  #asked: OrderPrice

  constructor(
    id: number,
    intent: OrderIntent,
    side: 1 | -1,
    price: OrderPrice,
    childIds: readonly number[],
    parentId: number | null,
    arrivedAt: EpochMs,
  ) {
    this.id = id
    this.intent = intent
    this.closing = intent.closing
    this.side = side
    this.childIds = childIds
    this.parentId = parentId
    this.arrivedAt = arrivedAt
    this.mustRest = intent.terms.postOnly
    this.auction = auctionOf(intent)
    this.#asked = atMarket
    this.#ask(price)
  }

  /** As a report tells it: a stop that has triggered is a market order, and a trailing one stands where the price has brought it. */
  get price(): OrderPrice {
    if (this.triggered) return this.isMarket ? atMarket : this.#asked
    const asked = this.#asked
    if (!('trail' in asked) || Number.isNaN(this.trigger) || asked.trigger === this.trigger) return asked
    return { ...asked, trigger: this.trigger }
  }

  /** Another price is asked for: of an order that has triggered no more than its limit changes. */
  reprice(price: OrderPrice, tick: Instrument['tick']): void {
    if (!this.triggered) {
      this.#ask(price)
      return
    }
    const was = this.#asked
    if (price.type !== 'trailing-stop-limit' || was.type !== 'trailing-stop-limit') {
      this.#asked = price
      this.limit = limitOf(price)
      return
    }
    // Without a word on its trigger it stands behind the one that it met.
    const asked = { ...price, trigger: price.trigger ?? was.trigger }
    this.#asked = asked
    this.limit = this.#limitBehind(asked, tick)
  }

  #ask(price: OrderPrice): void {
    const was = this.#asked
    this.#asked = price
    this.isPegged = price.type === 'relative'
    // The limit of a relative order is a cap: where it stands the next price says.
    this.limit = this.isPegged ? Number.NaN : limitOf(price)
    this.mustRest = this.intent.terms.postOnly
    this.trail = 'trail' in price ? price.trail : null
    // The same trail again, without a word on its trigger, stands where it stood.
    if (price.type === was.type && 'trail' in was && 'trail' in price && price.trigger === null && isSameTrail(was.trail, price.trail))
      return
    this.trigger = triggerOf(price)
    if (this.trail !== null) this.toldTrigger = this.trigger
    const isTouched = price.type === 'market-if-touched' || price.type === 'limit-if-touched'
    this.towards = isTouched ? (-this.side as 1 | -1) : this.side
    this.waitsForTrigger = this.trail !== null || !Number.isNaN(this.trigger)
    this.isMarket = !this.waitsForTrigger && !this.isPegged && Number.isNaN(this.limit)
  }

  /** Whether a new wish is met already: a trailing stop has its trigger from the price, and keeps it when only the quantity changes. */
  standsAt(price: OrderPrice): boolean {
    const { price: own } = this
    if (!('trail' in price) || !('trail' in own) || price.type !== own.type || !isSameTrail(price.trail, own.trail)) return false
    if ('offset' in price && 'offset' in own && price.offset !== own.offset) return false
    return price.trigger === null || price.trigger === own.trigger || price.trigger === this.toldTrigger
  }

  /** The limit that a relative order may not go beyond; NaN where there is none, or it is none. */
  get cap(): number {
    return limitOf(this.#asked)
  }

  /** Distance from the quote of a relative order, or from the trigger of a trailing limit. */
  get offset(): number {
    return 'offset' in this.#asked ? this.#asked.offset : Number.NaN
  }

  get isReduceOnly(): boolean {
    return this.intent.reduceOnly
  }

  /** Whether it guards what its parent opened. */
  get isProtection(): boolean {
    return this.parentId !== null && this.intent.role !== 'triggered'
  }

  get isDone(): boolean {
    return this.leaves === 0 && this.notional === null && this.nextLots === 0
  }

  /** The trigger is met: from now on its limit works, or any price is taken. */
  meetTrigger(tick: Instrument['tick']): void {
    const price = this.#asked
    if (price.type === 'trailing-stop-limit') {
      this.#asked = { ...price, trigger: this.trigger }
      this.limit = this.#limitBehind(this.#asked, tick)
    }
    this.triggered = true
    this.trigger = Number.NaN
    this.waitsForTrigger = false
    this.trail = null
    this.isMarket = Number.isNaN(this.limit)
  }

  /** Where a trailing limit stands once it has triggered: `offset` beyond the trigger. */
  #limitBehind({ offset, trigger }: { readonly offset: number; readonly trigger: number | null }, tick: Instrument['tick']): number {
    if (trigger === null) return Number.NaN
    const limit = trigger + this.side * offset
    return tick === 'none' ? limit : limitOnTick(limit, this.intent.side, tick)
  }

  copy(): RestingOrder {
    return this.#copied(this.id, this.childIds, this.parentId)
  }

  /** A copy under another id, without parent and children. */
  alone(id: number): RestingOrder {
    return this.#copied(id, [], null)
  }

  #copied(id: number, childIds: readonly number[], parentId: number | null): RestingOrder {
    const copy = new RestingOrder(id, this.intent, this.side, this.#asked, childIds, parentId, this.arrivedAt)
    copy.permanentId = this.permanentId
    copy.trigger = this.trigger
    copy.towards = this.towards
    copy.waitsForTrigger = this.waitsForTrigger
    copy.limit = this.limit
    copy.isMarket = this.isMarket
    copy.trail = this.trail
    copy.mustRest = this.mustRest
    copy.toldTrigger = this.toldTrigger
    copy.leaves = this.leaves
    copy.nextLots = this.nextLots
    copy.notional = this.notional
    copy.triggered = this.triggered
    copy.closing = this.closing
    copy.nextPrice = this.nextPrice
    copy.dormant = this.dormant
    copy.bornBar = this.bornBar
    copy.metBirthPrice = this.metBirthPrice
    copy.filledUnits = this.filledUnits
    copy.filledValue = this.filledValue
    copy.feesPaid = this.feesPaid
    copy.filledLots = this.filledLots
    copy.filledAt = this.filledAt
    copy.idle = this.idle
    copy.endsAt = this.endsAt
    copy.hasBegun = this.hasBegun
    copy.session = this.session
    return copy
  }
}

const atMarket: OrderPrice = { type: 'market' }

/** The auction that an intent is for, if any. */
function auctionOf({ price, timeInForce }: OrderIntent): 'open' | 'close' | null {
  if (price.type === 'market-on-close' || price.type === 'limit-on-close') return 'close'
  return timeInForce === 'OPG' ? 'open' : null
}
