// What was thrown, as text that crosses the border.

import { readThrown } from '../../std/thrown.js'
import type { AnswerText } from './border.js'
import { exactText } from './exact-text.js'

export function failureText(error: unknown): string {
  const { ours, message, stack } = readThrown(error)
  const failure = { code: ours?.code ?? 'STRATEGY_THREW', message, hint: ours?.hint ?? '', stack } as const
  return exactText({ failure } satisfies AnswerText)
}
