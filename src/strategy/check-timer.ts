// A timer that a strategy asks for, checked before the engine has it: any value may come from JavaScript.

import { type EpochMs, formatTime } from '../model/time.js'
import { BenchError } from '../std/errors.js'

/** Throws BAD_STRATEGY for what is no time to come, or no name. A timer for this very time would ring for ever. */
export function checkTimer(at: EpochMs, name: string, now: EpochMs): void {
  if (typeof name !== 'string') {
    throw new BenchError('BAD_STRATEGY', `schedule was given ${printed(name)} as the name of a timer`, "give a text: schedule(at, 'close')")
  }
  if (typeof at !== 'number' || !Number.isFinite(at)) {
    const hint = 'give epoch milliseconds: context.time + 60_000, or date.getTime()'
    throw new BenchError('BAD_STRATEGY', `the timer '${name}' is set for ${printed(at)}, which is no time`, hint)
  }
  if (!(at > now)) {
    throw new BenchError(
      'BAD_STRATEGY',
      `the timer '${name}' is set for ${formatTime(at)}, which is not to come`,
      'schedule a time after context.time',
    )
  }
}

function printed(value: unknown): string {
  return typeof value === 'object' && value !== null ? article(Object.prototype.toString.call(value).slice(8, -1)) : String(value)
}

function article(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
}
