// The orders that sleep until an order fills: protection of what it opens, and what it triggers.

import type { Instrument } from '../../model/instrument.js'
import { type ChildIntent, opposite, type ProtectiveChild, type ProtectivePoint, type Side } from '../../model/order.js'
import { movedBy, type Trail } from '../../model/order-price.js'
import type { Enter, Exit, ProtectivePrice } from '../../model/signal.js'
import { limitOnTick, onTick, triggerOnTick } from '../../model/tick-rounding.js'

export const noChildren: readonly ChildIntent[] = []

/** Where protective fractions are taken from. */
interface ProtectionRules {
  readonly protectFrom: 'signal' | 'fill'
}

/** Stop, target, then what it triggers. `reference` is the price that fractions are of. */
export function childrenOf(
  signal: Enter,
  entrySide: Side,
  reference: number,
  instrument: Instrument,
  rules: ProtectionRules,
): readonly ChildIntent[] {
  const { protect, triggers } = signal
  if (protect === undefined) return triggers === undefined ? noChildren : triggersOf(signal, instrument)
  const side = opposite(entrySide)
  const losing = entrySide === 'buy' ? -1 : 1
  const { stop, target, trail } = protect
  const from = stop === undefined ? null : pointOf('stop', stop, losing, side, reference, instrument, rules)
  const to = target === undefined ? null : pointOf('target', target, -losing, side, reference, instrument, rules)
  const stopChild = stopOf(trail, from)
  const targetChild: ProtectiveChild | null = to === null ? null : { role: 'target', price: to }
  const children = pairOf(stopChild, targetChild)
  return triggers === undefined ? children : [...children, ...triggersOf(signal, instrument)]
}

function stopOf(trail: Trail | undefined, from: ProtectivePoint | null): ProtectiveChild | null {
  if (trail !== undefined) return { role: 'stop', price: { trail, from } }
  return from === null ? null : { role: 'stop', price: from }
}

function pairOf(stop: ProtectiveChild | null, target: ProtectiveChild | null): readonly ChildIntent[] {
  if (stop === null) return target === null ? noChildren : [target]
  return target === null ? [stop] : [stop, target]
}

export function triggersOf({ triggers }: Enter | Exit, instrument: Instrument): readonly ChildIntent[] {
  if (triggers === undefined) return noChildren
  return triggers.map(({ side, lots, order }) => ({
    role: 'triggered',
    side,
    lots,
    price: { ...onTick(order ?? { type: 'market' }, side, instrument) },
  }))
}

function pointOf(
  role: ProtectiveChild['role'],
  price: ProtectivePrice,
  direction: number,
  side: Side,
  reference: number,
  instrument: Instrument,
  { protectFrom }: ProtectionRules,
): ProtectivePoint {
  if (typeof price !== 'number' && protectFrom === 'fill') return { fractionOfFill: direction * price.fraction }
  const at = typeof price === 'number' ? price : movedBy(reference, direction * price.fraction)
  if (instrument.tick === 'none') return { at }
  return { at: role === 'stop' ? triggerOnTick(at, side, instrument.tick) : limitOnTick(at, side, instrument.tick) }
}
