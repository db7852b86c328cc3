// The protection supervisor: exactly one live stop over each position, of its whole size. It only decides: what is held and what works goes in, steps come out.

import type { Side } from '../model/order.js'

/** A stop that the broker has, or that is on its way there: it only reduces, and stands on the side that closes. */
export interface LiveStop {
  readonly id: number
  readonly side: Side
  /** Lots that it may still close. */
  readonly lots: number
  /** Where it stands; NaN where that is not known yet. */
  readonly trigger: number
  /** It has met its trigger: it is closing the position now. */
  readonly isTriggered: boolean
  /** The stop that it stands in for while that one sleeps; null for any other. */
  readonly standsInFor: number | null
  /** A change of it, or its end, is asked for and not confirmed. */
  readonly underWay: 'change' | 'cancel' | null
}

/** A position as the supervisor finds it. */
export interface GuardedPosition {
  /** Signed lots. */
  readonly held: number
  readonly stops: readonly LiveStop[]
  /** The system is closing all of it at market: no new stop is sent after that. */
  readonly isLeaving: boolean
}

/** One thing to do, in the order of the list. What a new stop looks like, the caller knows: the level of the one that was lost, or the default. */
export type ProtectionStep =
  | { readonly kind: 'cancel'; readonly id: number; readonly why: string }
  | { readonly kind: 'resize'; readonly id: number; readonly lots: number }
  | { readonly kind: 'place'; readonly side: Side; readonly lots: number }

const nothing: readonly ProtectionStep[] = []

/**
 * Of several stops the one that guards best stays: one that is closing already, else the one that another stood in for, else the nearest to the market, else
 * the oldest. It is made as large as
 * the position. A stop whose end is asked for still guards until it has ended, so nothing is put beside it.
 */
export function supervise({ held, stops, isLeaving }: GuardedPosition): readonly ProtectionStep[] {
  const side: Side = held > 0 ? 'sell' : 'buy'
  const isOn = (stop: LiveStop): boolean => held !== 0 && stop.side === side
  const staying = stops.filter((stop) => isOn(stop) && stop.underWay !== 'cancel')
  const first = staying[0]
  if (first === undefined) return [...strays(stops, isOn), ...missing(stops.some(isOn) || isLeaving, held, side)]
  const best = staying.reduce((one, other) => (guardsBetter(other, one) ? other : one), first)
  const needless = staying.filter((stop) => stop !== best)
  const isRight = isAsLarge(best, held)
  return [
    ...strays(stops, isOn),
    ...needless.map(({ id, standsInFor }) => {
      const why = standsInFor === best.id ? 'the stop of the entry is awake' : 'another stop guards the position'
      return { kind: 'cancel', id, why } as const
    }),
    ...(isRight ? nothing : [{ kind: 'resize', id: best.id, lots: Math.abs(held) } as const]),
  ]
}

function isAsLarge({ lots, underWay }: LiveStop, held: number): boolean {
  return lots === Math.abs(held) || underWay === 'change'
}

/** Stops of a position that is gone, or that has turned. */
function strays(stops: readonly LiveStop[], isOn: (stop: LiveStop) => boolean): readonly ProtectionStep[] {
  const gone = stops.filter((stop) => !isOn(stop) && stop.underWay !== 'cancel')
  return gone.map(({ id }) => ({ kind: 'cancel', id, why: 'the position that it guarded is gone' }))
}

function missing(isGuarded: boolean, held: number, side: Side): readonly ProtectionStep[] {
  return held === 0 || isGuarded ? nothing : [{ kind: 'place', side, lots: Math.abs(held) }]
}

function guardsBetter(one: LiveStop, other: LiveStop): boolean {
  if (one.isTriggered !== other.isTriggered) return one.isTriggered
  if (other.standsInFor === one.id || one.standsInFor === other.id) return other.standsInFor === one.id
  const nearer = one.side === 'sell' ? one.trigger - other.trigger : other.trigger - one.trigger
  if (Number.isNaN(nearer)) return Number.isNaN(other.trigger) && !Number.isNaN(one.trigger)
  return nearer === 0 ? one.id < other.id : nearer > 0
}
