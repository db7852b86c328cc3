// The hands of the protection supervisor: it hears of every order, looks at what changed once the broker has said everything, and sends what is decided.

import type { OrderEvent } from '../model/broker.js'
import { closingOrder } from '../model/closing-order.js'
import { assetOf, type Instrument } from '../model/instrument.js'
import { isTerminal, type Order, type OrderIntent, type Side, sign } from '../model/order.js'
import type { OrderListener } from '../model/order-listener.js'
import { type OrderPrice, triggerOf } from '../model/order-price.js'
import type { BookedAction } from '../model/run.js'
import { splitOrderPrice } from '../model/split-order.js'
import { onTick } from '../model/tick-rounding.js'
import type { EpochMs } from '../model/time.js'
import { type LiveStop, type ProtectionStep, supervise } from '../orders/protection-supervisor.js'
import type { LivePosition } from '../portfolio/position.js'
import { closingLots } from './closing-lots.js'
import type { Pipeline, Seats } from './pipeline.js'
import type { ProtectionRule } from './plan-protection.js'
import type { Seat } from './seat.js'

/** What the supervisor acts through. */
export type ProtectionPipeline = Pick<Pipeline, 'sendClose' | 'resizeClose' | 'cancelOwn'>

/** One strategy's position in an asset, and what is remembered of its stop. */
interface Guard {
  readonly position: LivePosition
  /** Its seats in every listing of the asset. */
  readonly seats: readonly Seat[]
  /** The stop as it stood last; null where the position had none. */
  last: LastStop | null
  /** When the broker or a control refused something last: it is not asked again at the same time. */
  refusedAt: EpochMs
  /** When something was done last, and how many times at that time. */
  actedAt: EpochMs
  acts: number
  /** Whether it is among those that are to be looked at. */
  isChanged: boolean
}

/** A broker that makes something else of what it is asked for is not asked for ever at one time. */
const MOST_ACTS = 16

interface LastStop {
  readonly side: Side
  readonly tag: string
  readonly price: OrderPrice
}

const stopTypes: ReadonlySet<OrderPrice['type']> = new Set(['stop', 'stop-limit', 'trailing-stop', 'trailing-stop-limit'])

export class Protection implements OrderListener {
  readonly #rule: ProtectionRule
  #pipeline: ProtectionPipeline | null = null
  #guards: ReadonlyMap<string, ReadonlyMap<string, Guard>> = new Map()
  #changed: Guard[] = []
  #isOver = false
  #splitsSeen = 0

  constructor(rule: ProtectionRule) {
    this.#rule = rule
  }

  /** What it is to guard, and what it acts through: a pipeline that it listens to already. */
  guard(seats: readonly Seats[], pipeline: ProtectionPipeline): void {
    this.#pipeline = pipeline
    this.#guards = new Map(seats.map((one) => [one.strategy, guardsOf([...one.byInstrument.values()])]))
    this.recheck()
  }

  /** After a restart or a lost connection: whatever is held or stands anywhere is looked at. */
  recheck(): void {
    for (const byInstrument of this.#guards.values()) {
      for (const guard of byInstrument.values()) if (!guard.position.isFlat || stopsOf(guard).length > 0) this.#mark(guard)
    }
  }

  #mark(guard: Guard): void {
    if (!guard.isChanged) this.#changed.push(guard)
    guard.isChanged = true
  }

  /** Whether there is nothing to look at. */
  get isCalm(): boolean {
    return this.#changed.length === 0
  }

  heard(event: OrderEvent, { intent, price }: Order, time: EpochMs): void {
    const guard = this.#guards.get(intent.strategy)?.get(intent.instrument)
    if (guard === undefined) return
    this.#mark(guard)
    if (!intent.reduceOnly || !stopTypes.has(price.type)) return
    guard.last = { side: intent.side, tag: intent.tag, price }
    if (event.kind === 'rejected' || event.kind === 'update-rejected' || event.kind === 'cancel-rejected') guard.refusedAt = time
  }

  /** Splits that were booked since the last time: what is remembered goes into the new shares, and every position in them is looked at. */
  restate(booked: readonly BookedAction[]): void {
    for (; this.#splitsSeen < booked.length; this.#splitsSeen++) {
      const { action, instrument } = booked[this.#splitsSeen] as BookedAction
      if (action.kind !== 'split') continue
      for (const byInstrument of this.#guards.values()) {
        const guard = byInstrument.get(instrument)
        if (guard === undefined) continue
        this.#mark(guard)
        // A stop that lives stands in the new shares already.
        if (guard.last === null || stopsOf(guard).length > 0) continue
        const { side, price } = guard.last
        guard.last = { ...guard.last, price: splitOrderPrice(price, side, action.ratio, guard.position.instrument) }
      }
    }
  }

  /** Looks at what changed; answers whether it did anything, so that the broker has to be heard again. */
  review(time: EpochMs): boolean {
    if (this.#changed.length === 0 || this.#isOver) return false
    const guards = this.#changed
    this.#changed = []
    let hasActed = false
    for (const guard of guards) {
      guard.isChanged = false
      if (guard.refusedAt === time) this.#mark(guard)
      else if (this.#look(guard, time)) hasActed = true
    }
    return hasActed
  }

  /** At the end of the data nothing is sent any more. */
  end(): void {
    this.#isOver = true
    this.#changed = []
  }

  #look(guard: Guard, time: EpochMs): boolean {
    const { position } = guard
    const stops = stopsOf(guard)
    if (position.isFlat && stops.length === 0) {
      guard.last = null
      return false
    }
    const steps = supervise({ held: position.quantity, stops: stops.map(liveStop), isLeaving: isLeaving(guard) })
    if (steps.length === 0) return false
    guard.acts = guard.actedAt === time ? guard.acts + 1 : 1
    guard.actedAt = time
    const areApproved = steps.map((step) => this.#do(step, guard, time))
    if (areApproved.includes(false) || guard.acts === MOST_ACTS) {
      guard.refusedAt = time
      this.#mark(guard)
    }
    return true
  }

  /** Answers whether it was approved. */
  #do(step: ProtectionStep, guard: Guard, time: EpochMs): boolean {
    const pipeline = this.#pipeline as ProtectionPipeline
    if (step.kind === 'place') {
      const seat = seatFor(guard)
      return pipeline.sendClose(seat, this.#intent(guard, seat.instrument, step.side, step.lots), time) !== null
    }
    const { seat, order } = orderWith(guard, step.id)
    if (step.kind === 'resize') return pipeline.resizeClose(seat, order, step.lots, time)
    pipeline.cancelOwn(order, time, step.why)
    return true
  }

  #intent({ position, last }: Guard, instrument: Instrument, side: Side, lots: number): OrderIntent {
    const lost = last !== null && last.side === side ? last : null
    const price = lost?.price ?? defaultPrice(position, side, this.#rule)
    const close = closingOrder({
      strategy: position.strategy,
      instrument: instrument.id,
      role: 'stop',
      side,
      lots,
      timeInForce: 'GTC',
      reason: lost === null ? 'protection: the position had no stop' : 'protection: the stop was lost',
    })
    return { ...close, tag: lost?.tag ?? '', price: onTick(price, side, instrument) }
  }
}

function guardsOf(seats: readonly Seat[]): ReadonlyMap<string, Guard> {
  const byAsset = new Map<string, Guard>()
  for (const { instrument, position } of seats) {
    const asset = assetOf(instrument)
    if (byAsset.has(asset)) continue
    const own = seats.filter((seat) => assetOf(seat.instrument) === asset)
    const never = Number.NEGATIVE_INFINITY
    byAsset.set(asset, { position, seats: own, last: null, refusedAt: never, actedAt: never, acts: 0, isChanged: false })
  }
  return new Map(seats.map(({ instrument }) => [instrument.id, byAsset.get(assetOf(instrument)) as Guard]))
}

/** Stops that are awake and have not ended. */
function stopsOf({ seats }: Guard): Order[] {
  const stops: Order[] = []
  for (const { desk } of seats) for (const order of desk.orders) if (isLiveStop(order)) stops.push(order)
  return stops
}

function isLiveStop({ intent, price, status, quantity, filledQuantity }: Order): boolean {
  if (!intent.reduceOnly || isTerminal(status) || quantity - filledQuantity <= 0) return false
  return intent.role === 'stop' || stopTypes.has(price.type) || stopTypes.has(intent.price.type)
}

function liveStop({ clientOrderId, intent, price, status, quantity, filledQuantity }: Order): LiveStop {
  return {
    id: clientOrderId,
    side: intent.side,
    lots: quantity - filledQuantity,
    trigger: triggerOf(price),
    isTriggered: status === 'triggered' || status === 'partially-filled',
    underWay: status === 'pending-cancel' ? 'cancel' : status === 'pending-update' ? 'change' : null,
  }
}

/** Whether the system or the broker is closing all of it at market. */
function isLeaving({ position, seats }: Guard): boolean {
  const lots = closingLots(seats)
  return lots > 0 && lots >= Math.abs(position.quantity)
}

/** The listing that the position was opened in. */
function seatFor({ position, seats }: Guard): Seat {
  return seats.find(({ instrument }) => instrument.id === position.openedIn) ?? (seats[0] as Seat)
}

function orderWith({ seats }: Guard, id: number): { readonly seat: Seat; readonly order: Order } {
  const seat = seats.find(({ desk }) => desk.orders.some((order) => order.clientOrderId === id)) as Seat
  return { seat, order: seat.desk.orders.find((order) => order.clientOrderId === id) as Order }
}

/** Behind the average price of the position. */
function defaultPrice({ averagePrice }: LivePosition, side: Side, { order, distance, limitOffset }: ProtectionRule): OrderPrice {
  const trigger = averagePrice * (1 + sign(side) * distance)
  const trail = { fraction: distance }
  switch (order) {
    case 'stop':
      return { type: 'stop', trigger }
    case 'trailing-stop':
      return { type: 'trailing-stop', trail, trigger }
    case 'trailing-stop-limit':
      return { type: 'trailing-stop-limit', trail, offset: Math.abs(averagePrice) * limitOffset, trigger }
  }
}
