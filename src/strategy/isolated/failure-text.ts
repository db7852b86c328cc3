// What was thrown, as text that crosses the border.

import { BenchError } from '../../std/errors.js'
import type { AnswerText } from './border.js'
import { exactText } from './exact-text.js'

export function failureText(error: unknown): string {
  const isOurs = error instanceof BenchError
  const thrown = isOurs ? (error.cause ?? error) : error
  const failure = {
    code: isOurs ? error.code : 'STRATEGY_THREW',
    message: fieldOf(error, 'message') ?? String(error),
    hint: isOurs ? error.hint : '',
    stack: fieldOf(thrown, 'stack') ?? '',
  } as const
  return exactText({ failure } satisfies AnswerText)
}

/** Errors of another realm are no `Error` here. */
function fieldOf(error: unknown, name: 'message' | 'stack'): string | undefined {
  return typeof error === 'object' && error !== null && name in error ? String((error as Record<string, unknown>)[name]) : undefined
}
