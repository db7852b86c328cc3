// One guarded position: what is remembered of its stop, and where its orders stand.

import type { OrderEvent } from '../../model/broker.js'
import { assetOf } from '../../model/instrument.js'
import { isTerminal, type Order, type OrderIntent, type Side, sign } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { SplitHistory } from '../../model/split-history.js'
import { splitOrderPrice } from '../../model/split-order.js'
import type { EpochMs } from '../../model/time.js'
import type { LivePosition } from '../../portfolio/position.js'
import { closingLots } from '../planning/closing-lots.js'
import type { Seat } from '../seats/seat.js'
import { StopTries } from './stop-tries.js'

/** One strategy's position in an asset, and what is remembered of its stop. */
export interface Guard {
  readonly position: LivePosition
  /** Its seats in every listing of the asset. */
  readonly seats: readonly Seat[]
  /** The stop as it stood last; null where the position had none. */
  last: LastStop | null
  readonly splits: SplitHistory
  /** The stop that was sent in place of one that still slept; null where there was none. */
  standIn: StandIn | null
  /** When the broker or a control refused the supervisor something last: it is not asked again at the same time. */
  refusedAt: EpochMs
  /** Orders that it asked to change or to end, and that the broker has not answered for. */
  readonly asked: Set<number>
  readonly tries: StopTries
  /** When something was done last, and how many times at that time. */
  actedAt: EpochMs
  acts: number
  /** Whether it is among those that are to be looked at. */
  isChanged: boolean
}

interface StandIn {
  readonly id: number
  readonly child: number
  readonly entry: number
  hasActed: boolean
}

interface LastStop {
  readonly side: Side
  readonly tag: string
  readonly price: OrderPrice
}

/** By instrument; the listings of an asset share theirs. */
export function guardsOf(seats: readonly Seat[]): ReadonlyMap<string, Guard> {
  const byAsset = new Map<string, Guard>()
  for (const { instrument, position } of seats) {
    const asset = assetOf(instrument)
    if (byAsset.has(asset)) continue
    const own = seats.filter((seat) => assetOf(seat.instrument) === asset)
    const never = Number.NEGATIVE_INFINITY
    const memory = {
      last: null,
      splits: new SplitHistory(),
      standIn: null,
      refusedAt: never,
      asked: new Set<number>(),
      tries: new StopTries(),
      actedAt: never,
      acts: 0,
    }
    byAsset.set(asset, { position, seats: own, ...memory, isChanged: false })
  }
  return new Map(seats.map(({ instrument }) => [instrument.id, byAsset.get(assetOf(instrument)) as Guard]))
}

/** Where an order stands, in the shares of today. What is told of one that had ended already finds it where it stood then. */
export function levelOf({ splits, position }: Guard, { kind }: OrderEvent, { intent, price, status, updatedAt }: Order): OrderPrice {
  const isLate = isTerminal(status) && (kind === 'revised' || (kind === 'filled' && status !== 'filled'))
  if (!isLate) return price
  return splits.ratiosSince(updatedAt).reduce((level, ratio) => splitOrderPrice(level, intent.side, ratio, position.instrument), price)
}

/** Whether the broker refuses what the supervisor asked for. That it refuses a strategy says nothing of the stop that is to be sent now. */
export function refusesSupervisor({ asked }: Guard, event: OrderEvent, { clientOrderId, intent, parentId, status }: Order): boolean {
  if (event.kind === 'rejected') return intent.role === 'stop' && parentId === null
  const isRefusal = event.kind === 'update-rejected' || event.kind === 'cancel-rejected'
  const isAnswer = isRefusal || (event.kind === 'updated' && event.isUnasked !== true) || isTerminal(status)
  return isAnswer && asked.delete(clientOrderId) && isRefusal
}

/** Whether there is a position, by our books, that an order would reduce: the end of one that has none left is no refusal. */
export function reduces({ side }: OrderIntent, { position }: Guard): boolean {
  return sign(side) * position.quantity < 0
}

/** Whether the system or the broker is closing all of it at market. */
export function isLeaving({ position, seats }: Guard): boolean {
  const lots = closingLots(seats)
  return lots > 0 && lots >= Math.abs(position.quantity)
}

/** The listing that the position was opened in. */
export function seatFor({ position, seats }: Guard): Seat {
  return seats.find(({ instrument }) => instrument.id === position.openedIn) ?? (seats[0] as Seat)
}

export function orderWith({ seats }: Guard, id: number): { readonly seat: Seat; readonly order: Order } {
  const seat = seats.find(({ desk }) => desk.orders.some((order) => order.clientOrderId === id)) as Seat
  return { seat, order: seat.desk.orders.find((order) => order.clientOrderId === id) as Order }
}
