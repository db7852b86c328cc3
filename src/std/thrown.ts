// What was thrown, read with care: anything can be thrown, also what throws as it is looked at.

import { BenchError } from './errors.js'

interface Thrown {
  /** An error of bench that went through the strategy's code; null for one of its own. */
  readonly ours: BenchError | null
  readonly message: string
  /** Empty where it has none. */
  readonly stack: string
  /** What was thrown, where it can be looked at. */
  readonly cause: unknown
}

export function readThrown(thrown: unknown): Thrown {
  const ours = read(() => (thrown instanceof BenchError ? thrown : null)) ?? null
  const message = read(() => fieldOf(thrown, 'message') ?? String(thrown))
  const stack = read(() => fieldOf(ours?.cause ?? thrown, 'stack')) ?? ''
  return message === undefined
    ? { ours: null, message: 'something that throws as it is read', stack, cause: undefined }
    : { ours, message, stack, cause: thrown }
}

/** Undefined for what throws. */
function read<Value>(look: () => Value): Value | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

/** Errors of another realm are no `Error` here. */
function fieldOf(thrown: unknown, name: 'message' | 'stack'): string | undefined {
  return typeof thrown === 'object' && thrown !== null && name in thrown ? String((thrown as Record<string, unknown>)[name]) : undefined
}
