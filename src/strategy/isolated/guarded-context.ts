// A context for code that should touch nothing but what it is given: the language without Node, without code from strings, without WebAssembly.
//
// It guards against accidents, such as a strategy that reads a file. It is no security boundary: whoever wants out of a `vm` context gets out.

import { createContext, runInContext, Script } from 'node:vm'
import type { Inside } from './inside.js'

const buffers = [
  ...['ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint8ClampedArray', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
]

/** The globals that stay. What is not here is deleted: eval, WebAssembly, console, SharedArrayBuffer, Atomics, and whatever comes with a newer Node. */
const allowed = [
  ...[
    'Object',
    'Function',
    'Array',
    'Number',
    'Boolean',
    'String',
    'Symbol',
    'BigInt',
    'Date',
    'Promise',
    'RegExp',
    'JSON',
    'Math',
    'Intl',
  ],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['parseFloat', 'parseInt', 'isFinite', 'isNaN', 'Infinity', 'NaN', 'undefined', 'globalThis'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Proxy', 'Reflect', 'Iterator', 'DataView'],
  ...buffers,
]

/**
 * Takes the other globals away, and hands out two deeds: one makes shared memory an object of this context, one sets the most bytes that a buffer may
 * be made with. Filling a buffer is one call that nothing interrupts, so that one of them must not be beyond the limit by itself.
 */
const prelude = `(allowed, buffers) => {
  const own = SharedArrayBuffer.prototype
  const kept = new Set(allowed.split(' '))
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!kept.has(name)) delete globalThis[name]
  let most = Infinity
  const check = (bytes) => {
    if (bytes > most) throw new RangeError(Math.round(bytes / 2 ** 20) + ' MB in one buffer, limit ' + most / 2 ** 20 + ' MB')
  }
  for (const name of buffers.split(' ')) {
    const plain = globalThis[name]
    const size = plain.BYTES_PER_ELEMENT ?? 1
    const limited = new Proxy(plain, {
      construct(target, args, newTarget) {
        if (typeof args[0] === 'number') check(args[0] * size)
        if (typeof args[1]?.maxByteLength === 'number') check(args[1].maxByteLength)
        return Reflect.construct(target, args, newTarget)
      },
    })
    plain.prototype.constructor = limited
    globalThis[name] = limited
  }
  return {
    adopt: (block) => Object.setPrototypeOf(block, own),
    limitBuffers: (bytes) => { most = bytes },
  }
}`

interface Deeds {
  /** Nothing of the outer realm is reachable from a block that was adopted. */
  adopt(block: SharedArrayBuffer): SharedArrayBuffer
  /** From now on, no buffer of more bytes. */
  limitBuffers(bytes: number): void
}

/** A strategy in a context of its own. */
export interface Guarded extends Deeds {
  readonly inside: Inside
}

/**
 * Evaluates a strategy's bundle, whose value is an `Inside`, with no buffer of more than `bufferBytes`. Throws what the strategy's file throws, and after
 * `timeoutMs` gives up.
 */
export function guardedContext(code: string, timeoutMs: number, bufferBytes = Number.POSITIVE_INFINITY): Guarded {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  const prepare = runInContext(prelude, context) as (allowed: string, buffers: string) => Deeds
  const { adopt, limitBuffers } = prepare(allowed.join(' '), buffers.join(' '))
  limitBuffers(bufferBytes)
  const inside = new Script(code, { filename: BUNDLE_NAME }).runInContext(context, { timeout: timeoutMs }) as Inside
  return { inside, adopt, limitBuffers }
}

/** As stacks name the bundle. */
export const BUNDLE_NAME = 'isolated-strategy.js'
