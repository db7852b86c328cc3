// What waits for the end of other orders: replacements and exits for the confirmation of a cancel, increases of a batch for its reductions.

import type { OrderEvent } from '../../model/broker.js'
import { splitPrice } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import { isTerminal, type Order, type OrderIntent, sign } from '../../model/order.js'
import type { Signal } from '../../model/signal.js'
import { splitIntent } from '../../model/split-order.js'
import { splitSignal } from '../../model/split-signal.js'
import type { Replacement } from '../exposure/commitments.js'
import type { Seat } from '../seats/seat.js'

/** A signal with its seat, and the last close when it was decided. */
export interface Decision {
  readonly seat: Seat
  readonly signal: Signal
  readonly decidedAt: number
}

/** An intent that waits for the cancel of the order it replaces. */
export interface Successor extends Decision {
  /** That order, which may have ended while what follows on it has not gone out yet. */
  readonly replaces: Order
  readonly intent: OrderIntent
  /** The decision that asked for it, in the log. */
  readonly sequence: number
  /** What the order that it replaces had filled when it was decided; lots. */
  readonly filledBefore: number
}

/** Increases that wait for reductions to end, or an exit that waits for others to be canceled. */
interface Deferred {
  readonly waitsFor: Set<number>
  readonly decisions: readonly Decision[]
  /** Whether only cancels make room for it. */
  readonly needsCancel: boolean
  /** Whether an order that it waited for has ended. */
  hasRoom: boolean
}

/** What a broker says of an order that something may wait for. */
export interface OrderEnd {
  readonly event: OrderEvent
  readonly order: Order
}

const none: readonly Successor[] = []
const noReplacements: readonly Replacement[] = []

export class Waiting {
  /** By the id of the order that is being canceled. */
  readonly #successors = new Map<number, Successor>()
  #deferred: readonly Deferred[] = []
  /** What is held back for a split; null where none is under way. */
  #held: OrderEnd[] | null = null

  get isEmpty(): boolean {
    return this.#successors.size === 0 && this.#deferred.length === 0
  }

  replace(successor: Successor): void {
    this.#successors.set(successor.replaces.clientOrderId, successor)
  }

  /** What waits to replace an order; it waits no longer. */
  takeSuccessor(clientOrderId: number): Successor | undefined {
    const successor = this.#successors.get(clientOrderId)
    this.#successors.delete(clientOrderId)
    return successor
  }

  /** What waits to take the place of orders, as far as it would be placed if they ended now. */
  get replacements(): readonly Replacement[] {
    if (this.#successors.size === 0) return noReplacements
    return [...this.#successors.values()].flatMap((successor) => {
      const { replaces } = successor
      const intent = isTerminal(replaces.status) && replaces.status !== 'canceled' ? null : remainder(successor, replaces)
      return intent === null ? [] : [{ replaces, intent }]
    })
  }

  /** What waits under the key of an order that is sent now, which says the same anew; it waits no longer. */
  takeOutdated({ strategy, instrument, role, tag }: OrderIntent): readonly Successor[] {
    if (this.#successors.size === 0) return none
    const outdated = [...this.#successors].filter(
      ([, { intent }]) => intent.strategy === strategy && intent.instrument === instrument && intent.role === role && intent.tag === tag,
    )
    for (const [id] of outdated) this.#successors.delete(id)
    return outdated.map(([, successor]) => successor)
  }

  /** Increases that go once reductions have ended. */
  defer(waitsFor: Set<number>, increases: readonly Decision[]): void {
    this.#add({ waitsFor, decisions: increases, needsCancel: false, hasRoom: false })
  }

  /** An exit that goes once others have been canceled. */
  standBy(waitsFor: Set<number>, exit: Decision): void {
    this.#add({ waitsFor, decisions: [exit], needsCancel: true, hasRoom: false })
  }

  /** A later word on an instrument takes the place of an earlier one that still waits; exits under other tags stand by beside each other. */
  #add(batch: Deferred): void {
    const isBeside = (earlier: Deferred, one: Decision, other: Decision): boolean =>
      batch.needsCancel && earlier.needsCancel && tagOf(one.signal) !== tagOf(other.signal)
    const others = this.#deferred.map((earlier) => {
      const isSaidAnew = (one: Decision) => batch.decisions.some((other) => other.seat === one.seat && !isBeside(earlier, one, other))
      return { ...earlier, decisions: earlier.decisions.filter((one) => !isSaidAnew(one)) }
    })
    this.#deferred = [...others, batch]
  }

  /** What stood by for an order last that will not be canceled: it goes where others made room, and else waits no longer. */
  takeRefused(clientOrderId: number): { readonly ready: readonly Decision[]; readonly dropped: readonly Decision[] } {
    const last = this.#deferred.filter(({ needsCancel, waitsFor }) => needsCancel && waitsFor.delete(clientOrderId) && waitsFor.size === 0)
    if (last.length > 0) this.#deferred = this.#deferred.filter((batch) => !last.includes(batch))
    const decisionsOf = (hasRoom: boolean) => last.flatMap((batch) => (batch.hasRoom === hasRoom ? batch.decisions : []))
    return { ready: decisionsOf(true), dropped: decisionsOf(false) }
  }

  /** What waited for this order last, unless `placed` goes on in its place. */
  takeReady(ended: number, placed: Order | null): readonly Decision[] {
    const ready = this.#deferred.filter((batch) => {
      const { waitsFor } = batch
      if (!waitsFor.delete(ended)) return false
      batch.hasRoom = true
      if (placed !== null) waitsFor.add(placed.clientOrderId)
      return waitsFor.size === 0
    })
    if (ready.length > 0) this.#deferred = this.#deferred.filter((batch) => !ready.includes(batch))
    return ready.flatMap(({ decisions }) => decisions)
  }

  /**
   * A split comes, and what waits goes into the new shares. What follows on the ends of orders that it brings is held back until all orders stand in
   * them: `endSplit` answers it.
   */
  beginSplit(instruments: readonly Instrument[], ratio: number): void {
    const splits = new Map(instruments.map((one) => [one.id, one]))
    for (const [id, successor] of this.#successors) {
      const instrument = splits.get(successor.seat.instrument.id)
      if (instrument !== undefined) this.#successors.set(id, splitSuccessor(successor, ratio, instrument))
    }
    const split = (one: Decision): Decision => (splits.has(one.seat.instrument.id) ? splitDecision(one, ratio) : one)
    this.#deferred = this.#deferred.map((batch) => ({ ...batch, decisions: batch.decisions.map(split) }))
    this.#held = []
  }

  /** Whether what follows on the end of an order is held back. */
  holds(end: OrderEnd): boolean {
    this.#held?.push(end)
    return this.#held !== null
  }

  endSplit(): readonly OrderEnd[] {
    const held = this.#held ?? []
    this.#held = null
    return held
  }

  clear(): void {
    this.#successors.clear()
    this.#deferred = []
  }
}

function tagOf(signal: Signal): string {
  return ('tag' in signal ? signal.tag : undefined) ?? ''
}

function splitDecision(one: Decision, ratio: number): Decision {
  return { ...one, signal: splitSignal(one.signal, ratio), decidedAt: splitPrice(one.decidedAt, ratio) }
}

/** What the order before it has filled so far is taken off in the old shares; where that is all of it nothing will be placed. */
function splitSuccessor(successor: Successor, ratio: number, instrument: Instrument): Successor {
  const order = successor.seat.desk.orders.find(({ clientOrderId }) => clientOrderId === successor.replaces.clientOrderId)
  const left = order === undefined ? successor.intent : remainder(successor, order)
  if (left === null) return successor
  const filledBefore = order?.filledQuantity ?? successor.filledBefore
  return { ...successor, ...splitDecision(successor, ratio), intent: splitIntent(left, ratio, instrument), filledBefore }
}

/** What of a replacement is left to do, the order before it having filled some of it in the meantime; null where it is all done. */
export function remainder({ intent, filledBefore }: Successor, { filledQuantity }: Order): OrderIntent | null {
  const filled = filledQuantity - filledBefore
  if (filled === 0) return intent
  if (!('lots' in intent.quantity) || intent.quantity.lots <= filled) return null
  return { ...intent, quantity: { lots: intent.quantity.lots - filled }, closing: Math.max(0, intent.closing - filled) }
}

/** What only reduces asks for no more than is held by now; null where nothing is. */
export function withinHeld(intent: OrderIntent, held: number): OrderIntent | null {
  if (!intent.reduceOnly || !('lots' in intent.quantity)) return intent
  const lots = Math.min(intent.quantity.lots, Math.max(0, -sign(intent.side) * held))
  if (lots === intent.quantity.lots) return intent
  return lots === 0 ? null : { ...intent, quantity: { lots } }
}
