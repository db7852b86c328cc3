// A signal of the engine's own: a copy of what a handler gave, read once. What the strategy does with its object afterwards does not change what it said.

import { type Fields, isRecord } from './fault.js'

type Draft = Record<string, unknown>

/** Of anything but an object nothing is copied, and a promise stays one: the check says what is wrong with them. */
export function ownSignal(signal: unknown): unknown {
  if (!isRecord(signal) || typeof signal.then === 'function') return signal
  const own: Draft = { ...signal }
  const { order, protect, size, oca, metadata, triggers } = own
  if (order !== undefined) own.order = ownOrder(order)
  if (protect !== undefined) own.protect = ownProtection(protect)
  if (size !== undefined) own.size = ownRecord(size)
  if (oca !== undefined) own.oca = ownRecord(oca)
  if (metadata !== undefined) own.metadata = ownRecord(metadata)
  if (Array.isArray(triggers)) own.triggers = triggers.map(ownTrigger)
  return own
}

function ownTrigger(trigger: unknown): unknown {
  return isRecord(trigger) && trigger.order !== undefined ? { ...trigger, order: ownOrder(trigger.order) } : ownRecord(trigger)
}

/** With how far it follows behind. */
function ownOrder(order: unknown): unknown {
  return isRecord(order) && isRecord(order.trail) ? { ...order, trail: ownRecord(order.trail) } : ownRecord(order)
}

/** With fractions of the price, and how far it follows behind. */
function ownProtection(protect: unknown): unknown {
  if (!isRecord(protect)) return protect
  const own: Draft = { ...protect }
  const { stop, target, trail } = own
  if (typeof stop === 'object') own.stop = ownRecord(stop)
  if (typeof target === 'object') own.target = ownRecord(target)
  if (typeof trail === 'object') own.trail = ownRecord(trail)
  return own
}

function ownRecord(value: unknown): unknown {
  return isRecord(value) ? { ...(value as Fields) } : value
}
