// What a handler gave back, checked before the engine reads it: a strategy is a user's code and may be JavaScript, where a misspelt `stop` is a
// position without one.

import type { Signal, Signals } from '../model/signal.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'

/** The fields of each kind of signal, with what they hold. */
const common = { kind: 'text', instrument: 'text', tag: 'text', reason: 'text' } as const
const fields: Readonly<Record<Signal['kind'], Readonly<Record<string, Shape>>>> = {
  enter: {
    ...common,
    direction: ['long', 'short'],
    strength: 'number',
    confidence: 'number',
    order: 'order',
    protect: 'protection',
    size: 'size',
    timeInForce: ['DAY', 'GTC'],
  },
  exit: { ...common, fraction: 'number', order: 'order', timeInForce: ['DAY', 'GTC'] },
  target: { ...common, weight: 'number' },
  amend: { ...common, limit: 'number', trigger: 'number' },
  cancel: common,
}

const orderFields: Readonly<Record<string, readonly string[]>> = {
  market: [],
  limit: ['limit'],
  stop: ['trigger'],
  'stop-limit': ['trigger', 'limit'],
}

type Shape = 'text' | 'number' | 'order' | 'protection' | 'size' | readonly string[]
type Fields = Readonly<Record<string, unknown>>

/** The signals as they came. Throws BAD_STRATEGY for anything that is not a signal, a list of signals or nothing, and names the field. */
export function checkSignals(strategy: string, handler: string, returned: Signals): Signals {
  if (returned === undefined) return undefined
  const signals: readonly unknown[] = Array.isArray(returned) ? returned : [returned]
  for (const signal of signals) {
    const fault = faultOf(signal)
    if (fault !== null) throw new BenchError('BAD_STRATEGY', `${strategy}: ${handler} returned ${fault.what}`, fault.hint)
  }
  return returned
}

interface Fault {
  readonly what: string
  readonly hint: string
}

function faultOf(signal: unknown): Fault | null {
  if (!isRecord(signal)) {
    return { what: `${String(signal)}, which is no signal`, hint: 'return enterLong(), exit(), another signal, a list of them, or nothing' }
  }
  if (typeof signal.then === 'function') return { what: 'a promise', hint: 'handlers are not async: take the word away' }
  const known = fields[signal.kind as Signal['kind']]
  if (known === undefined) {
    return { what: 'an object that is no signal', hint: 'make signals with enterLong, enterShort, exit, target, amend and cancel' }
  }
  for (const [name, value] of Object.entries(signal)) {
    const shape = known[name]
    if (shape === undefined) return unknownField(String(signal.kind), name, Object.keys(known))
    const fault = value === undefined ? null : faultOfField(name, value, shape)
    if (fault !== null) return fault
  }
  return signal.kind === 'enter' && signal.direction === undefined ? wrong('direction', undefined, "'long' or 'short'") : null
}

function faultOfField(name: string, value: unknown, shape: Shape): Fault | null {
  if (typeof shape !== 'string')
    return shape.includes(value as string) ? null : wrong(name, value, shape.map((one) => `'${one}'`).join(' or '))
  switch (shape) {
    case 'text':
      return typeof value === 'string' ? null : wrong(name, value, 'a text')
    case 'number':
      return typeof value === 'number' ? null : wrong(name, value, 'a number')
    case 'order':
      return faultOfOrder(value)
    case 'protection':
      return faultOfProtection(value)
    case 'size':
      return hasNumbers(value, ['lots']) || hasNumbers(value, ['notional']) || hasNumbers(value, ['weight'])
        ? null
        : wrong(name, value, '{ lots: 100 }, { notional: 10_000 } or { weight: 0.25 }')
  }
}

function faultOfOrder(order: unknown): Fault | null {
  const form = 'market(), limit(101.5), stop(99) or stopLimit(99, 98.5)'
  const numbers = isRecord(order) ? orderFields[String(order.type)] : undefined
  if (numbers === undefined) return wrong('order', order, form)
  const { type: _type, ...prices } = order as Fields
  return hasNumbers(prices, numbers) ? null : wrong('order', order, form)
}

/** A stop and a target: a price, or a fraction of one between 0 and 1, so that 5 for 5 % is not taken for 500 %. */
function faultOfProtection(protect: unknown): Fault | null {
  if (!isRecord(protect)) return wrong('protect', protect, '{ stop: 95, target: { fraction: 0.1 } }')
  for (const [name, price] of Object.entries(protect)) {
    if (name !== 'stop' && name !== 'target') return unknownField('protect', name, ['stop', 'target'])
    if (price === undefined || typeof price === 'number') continue
    if (!hasNumbers(price, ['fraction'])) return wrong(`protect.${name}`, price, 'a price, or { fraction: 0.05 } for 5 %')
    const { fraction } = price as { readonly fraction: number }
    if (fraction <= 0 || fraction >= 1) return wrong(`protect.${name}`, price, 'a fraction between 0 and 1: { fraction: 0.05 } is 5 %')
  }
  return null
}

function unknownField(of: string, name: string, known: readonly string[]): Fault {
  return { what: `'${of}' with the field '${name}', which it does not have`, hint: didYouMean(name, known) ?? `it has ${known.join(', ')}` }
}

function wrong(name: string, value: unknown, wanted: string): Fault {
  return { what: `${name}: ${JSON.stringify(value) ?? String(value)}`, hint: `${name} is ${wanted}` }
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  if (!isRecord(value)) return false
  const keys = Object.keys(value)
  return keys.length === names.length && names.every((name) => typeof value[name] === 'number')
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
