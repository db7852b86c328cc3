// A signal of the engine's own: a copy of what a handler gave, read once. What the strategy does with its object afterwards does not change what it said.

import { type Fields, isRecord } from './fault.js'

type Draft = Record<string, unknown>

/** Of anything but an object nothing is copied, and a promise stays one: the check says what is wrong with them. */
export function ownSignal(signal: unknown): unknown {
  if (!isRecord(signal) || typeof signal.then === 'function') return signal
  const own: Draft = { ...signal }
  if (own.order !== undefined) own.order = ownRecord(own.order)
  if (own.protect !== undefined) own.protect = ownRecord(own.protect)
  if (own.size !== undefined) own.size = ownRecord(own.size)
  if (own.oca !== undefined) own.oca = ownRecord(own.oca)
  if (own.metadata !== undefined) own.metadata = ownRecord(own.metadata)
  if (Array.isArray(own.triggers)) own.triggers = own.triggers.map(ownTrigger)
  return own
}

function ownTrigger(trigger: unknown): unknown {
  return isRecord(trigger) && trigger.order !== undefined ? { ...trigger, order: ownRecord(trigger.order) } : ownRecord(trigger)
}

/** With the objects in it: how far a trail stays behind, or a stop from the fill. */
function ownRecord(value: unknown): unknown {
  if (!isRecord(value)) return value
  const own: Draft = { ...value }
  for (const name of nested) if (isRecord(own[name])) own[name] = { ...(own[name] as Fields) }
  return own
}

const nested = ['trail', 'stop', 'target'] as const
