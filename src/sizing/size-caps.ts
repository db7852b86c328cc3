// Caps: what one instrument and all of them may come to, and the share of equity that stays cash. They bound every size, whoever made it.

import type { Denial } from '../model/denial.js'
import { type GateNotes, type SizeCapName, sizeCapNames } from '../model/gate-notes.js'
import type { OrderQuantity } from '../model/order.js'
import { ROUNDING } from '../std/whole-down.js'
import { lotsFor, type SizingContext } from './sizer.js'

/** Shares of equity; Infinity where there is none. */
export interface SizeCaps {
  readonly symbol: number
  readonly total: number
  /** What is left in cash. Short positions count with their value, as if they had been paid for. */
  readonly cashReserve: number
}

/** What is there already, working entries at their whole size among it, without what the order closes or takes the place of; the account's currency. */
export interface CapContext extends Pick<SizingContext, 'instrument' | 'price' | 'rate' | 'equity'> {
  readonly symbolValue: number
  readonly totalValue: number
  /** Takes what the caps left less of; null or absent where nothing is kept. */
  readonly notes?: GateNotes | null
}

/** The name of the cap that leaves least, and what it leaves. */
interface Room {
  readonly cap: SizeCapName
  readonly limit: number
  readonly value: number
}

/** The size as far as the caps allow, at the sizing price. A size that they leave nothing of is a denial. */
export function withinCaps(size: OrderQuantity, caps: SizeCaps, context: CapContext): OrderQuantity | Denial {
  const room = least(caps, context)
  const left = room.limit - room.value
  if ('notional' in size) {
    if (left > 0 && left < size.notional) noteCut(context.notes, room, size.notional, left)
    return left > 0 ? { notional: Math.min(size.notional, left) } : none(room)
  }
  const lots = left === Number.POSITIVE_INFINITY ? size.lots : Math.min(size.lots, lotsFor(room.limit * ROUNDING - room.value, context))
  if (lots > 0 && lots < size.lots) noteCut(context.notes, room, size.lots, lots)
  return lots > 0 || size.lots <= 0 ? { lots } : none(room)
}

function least({ symbol, total, cashReserve }: SizeCaps, { equity, symbolValue, totalValue }: CapContext): Room {
  const rooms: readonly Room[] = [
    { cap: 'symbol', limit: capOf(symbol, equity), value: symbolValue },
    { cap: 'total', limit: capOf(total, equity), value: totalValue },
    { cap: 'cash reserve', limit: cashReserve === 0 ? Number.POSITIVE_INFINITY : equity - cashReserve * equity, value: totalValue },
  ]
  // What is not known leaves nothing.
  const left = ({ limit, value }: Room): number => (Number.isNaN(limit - value) ? Number.NEGATIVE_INFINITY : limit - value)
  return rooms.reduce((tightest, room) => (left(room) < left(tightest) ? room : tightest))
}

function capOf(share: number, equity: number): number {
  return share === Number.POSITIVE_INFINITY ? share : share * equity
}

function none({ cap, limit, value }: Room): Denial {
  return { code: 'SIZE_CAP', context: { cap, limit, value } }
}

function noteCut(notes: CapContext['notes'], { cap, limit, value }: Room, wanted: number, left: number): void {
  notes?.note('cap', sizeCapNames.indexOf(cap))
  notes?.note('capLimit', limit)
  notes?.note('capValue', value)
  notes?.note('capWanted', wanted)
  notes?.note('capLeft', left)
}
