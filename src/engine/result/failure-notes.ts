// What a run says of the strategies that failed in it and went on without.

import type { Breach } from '../../model/breach.js'
import { formatTime } from '../../model/time.js'
import type { AssembledRun } from '../assemble.js'

export function failureNotes({ postTrade }: AssembledRun): readonly string[] {
  const failed = postTrade?.result.breaches.filter(({ code }) => code === 'STRATEGY_FAILED') ?? []
  const notes = failed.map(failureNote)
  if (failed.some(({ context }) => context.cause === 'STRATEGY_STOPPED'))
    notes.push('Limits of time and memory are measured on this machine: where one was passed, another run may pass it later or not at all.')
  return notes
}

function failureNote({ strategy, time, context }: Breach): string {
  const when = Number.isFinite(time) ? `, ${formatTime(time)}` : ''
  return `${strategy} failed in ${context.handler}${when}, and was not asked again: ${context.message}.`
}
