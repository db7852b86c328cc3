// What a handler gave back, checked before the engine reads it: a strategy is a user's code and may be JavaScript, where a misspelt `stop` is a
// position without one.

import type { Signal, Signals } from '../model/signal.js'
import { BenchError } from '../std/errors.js'
import { faultOfOca, faultOfOrder, faultOfProtection, faultOfTerms, faultOfTimeInForce, faultOfTriggers } from './check-order.js'
import { type Fault, isNumber, isRecord, isWithin, unknownField, wrong } from './fault.js'
import { ownSignal } from './own-signal.js'

/** What is wrong with the value of a field, if anything. */
type Check = (value: unknown, name: string) => Fault | null

const checks = {
  text: (value, name) => (typeof value === 'string' ? null : wrong(name, value, 'a text')),
  number: (value, name) => (isNumber(value) ? null : wrong(name, value, 'a number')),
  strength: (value, name) => (isWithin(value, -1, 1) ? null : wrong(name, value, '-1 to 1')),
  confidence: (value, name) => (isWithin(value, 0, 1) ? null : wrong(name, value, '0 to 1')),
  flag: (value, name) => (typeof value === 'boolean' ? null : wrong(name, value, 'true or false')),
  size: (value, name) =>
    isRecord(value) && Object.keys(value).length === 1 && isNumber(value.lots ?? value.notional ?? value.weight)
      ? null
      : wrong(name, value, '{ lots: 100 }, { notional: 10_000 } or { weight: 0.25 }'),
  order: (value) => faultOfOrder(value),
  protection: (value) => faultOfProtection(value),
  oca: (value) => faultOfOca(value),
  triggers: (value) => faultOfTriggers(value),
  timeInForce: (value) => faultOfTimeInForce(value),
  metadata: (value, name) =>
    isRecord(value) && Object.values(value).every(isNote)
      ? null
      : wrong(name, value, "texts, numbers and flags by name: { model: 'm1', score: 0.8 }"),
} satisfies Record<string, Check>

/** The fields of each kind of signal, with what they hold. */
const common = { kind: checks.text, instrument: checks.text, tag: checks.text, reason: checks.text }
const terms = {
  order: checks.order,
  timeInForce: checks.timeInForce,
  goodTill: checks.number,
  outsideRth: checks.flag,
  postOnly: checks.flag,
  oca: checks.oca,
  triggers: checks.triggers,
}
const fieldsOfKinds = {
  enter: fieldsOf({
    ...common,
    direction: oneOf('long', 'short'),
    strength: checks.strength,
    confidence: checks.confidence,
    protect: checks.protection,
    protectAfter: oneOf('partial', 'full'),
    size: checks.size,
    metadata: checks.metadata,
    ...terms,
  }),
  exit: fieldsOf({ ...common, fraction: checks.number, metadata: checks.metadata, ...terms }),
  target: fieldsOf({ ...common, weight: checks.number }),
  amend: fieldsOf({ ...common, limit: checks.number, trigger: checks.number }),
  cancel: fieldsOf(common),
} satisfies Record<Signal['kind'], ReadonlyMap<string, Check>>

const fields: ReadonlyMap<unknown, ReadonlyMap<string, Check>> = new Map(Object.entries(fieldsOfKinds))

/** The signals that came at the time `now`, as the engine's own. Throws BAD_STRATEGY for anything that is not a signal, a list of signals or nothing, and names the field. */
export function checkSignals(strategy: string, handler: string, returned: Signals, now: number): Signals {
  if (returned === undefined) return undefined
  const own = Array.isArray(returned) ? returned.map(ownSignal) : ownSignal(returned)
  const fault = Array.isArray(own) ? firstFault(own, now) : faultOf(own, now)
  if (fault !== null) throw new BenchError('BAD_STRATEGY', `${strategy}: ${handler} returned ${fault.what}`, fault.hint)
  return own as Signals
}

function firstFault(signals: readonly unknown[], now: number): Fault | null {
  for (const signal of signals) {
    const fault = faultOf(signal, now)
    if (fault !== null) return fault
  }
  return null
}

function faultOf(signal: unknown, now: number): Fault | null {
  if (!isRecord(signal)) {
    return { what: `${String(signal)}, which is no signal`, hint: 'return enterLong(), exit(), another signal, a list of them, or nothing' }
  }
  if (typeof signal.then === 'function') return { what: 'a promise', hint: 'handlers are not async: take the word away' }
  const known = fields.get(signal.kind)
  if (known === undefined) {
    return { what: 'an object that is no signal', hint: 'make signals with enterLong, enterShort, exit, target, amend and cancel' }
  }
  for (const name of Object.keys(signal)) {
    const check = known.get(name)
    if (check === undefined) return unknownField(String(signal.kind), name, [...known.keys()])
    const value = signal[name]
    const fault = value === undefined ? null : check(value, name)
    if (fault !== null) return fault
  }
  if (signal.kind === 'enter' && signal.direction === undefined) return wrong('direction', undefined, "'long' or 'short'")
  return signal.kind === 'enter' || signal.kind === 'exit' ? faultOfTerms(signal, now) : null
}

/** JSON has no other numbers than finite ones. */
function isNote(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function fieldsOf(shape: Readonly<Record<string, Check>>): ReadonlyMap<string, Check> {
  return new Map(Object.entries(shape))
}

function oneOf(...words: readonly string[]): Check {
  return (value, name) => (words.includes(value as string) ? null : wrong(name, value, words.map((one) => `'${one}'`).join(' or ')))
}
