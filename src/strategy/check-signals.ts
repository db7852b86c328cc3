// What a handler gave back, checked before the engine reads it: a strategy is a user's code, and may be JavaScript.

import type { OrderPrice, Signal, Signals } from '../model/signal.js'
import { BenchError } from '../std/errors.js'

const kinds: readonly Signal['kind'][] = ['enter', 'exit', 'target', 'amend', 'cancel']
const orderTypes: readonly OrderPrice['type'][] = ['market', 'limit', 'stop', 'stop-limit']

/** The signals as they came. Throws BAD_STRATEGY for anything that is not a signal, a list of signals or nothing. */
export function checkSignals(strategy: string, handler: string, returned: Signals): Signals {
  if (returned === undefined) return undefined
  const signals: readonly unknown[] = Array.isArray(returned) ? returned : [returned]
  for (const signal of signals) {
    const fault = faultOf(signal)
    if (fault !== null) throw new BenchError('BAD_STRATEGY', `${strategy}: ${handler} returned ${fault.what}`, fault.hint)
  }
  return returned
}

function faultOf(signal: unknown): { readonly what: string; readonly hint: string } | null {
  if (typeof signal !== 'object' || signal === null) {
    return { what: `${String(signal)}, which is no signal`, hint: 'return enterLong(), exit(), another signal, a list of them, or nothing' }
  }
  const { kind, order, then } = signal as { readonly kind?: unknown; readonly order?: unknown; readonly then?: unknown }
  if (typeof then === 'function') return { what: 'a promise', hint: 'handlers are not async: take the word away' }
  if (!kinds.some((known) => known === kind)) {
    return { what: 'an object that is no signal', hint: 'make signals with enterLong, enterShort, exit, target, amend and cancel' }
  }
  if (order !== undefined && !isOrderPrice(order)) {
    return { what: `the order ${JSON.stringify(order)}`, hint: 'write order: limit(101.5), stop(99) or stopLimit(99, 98.5)' }
  }
  return null
}

function isOrderPrice(order: unknown): boolean {
  return typeof order === 'object' && order !== null && orderTypes.some((type) => type === (order as { readonly type?: unknown }).type)
}
