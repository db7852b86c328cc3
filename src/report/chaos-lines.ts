// What was made to go wrong in a run, in a few lines: what it cost, what did not hold, and when each fault came on.

import type { RunChaos, RunFault } from '../model/run-chaos.js'
import { counted, decimal, minute, numbersText } from './wording.js'

/** More are in run.json. */
const MOST_ONSETS = 3

export function chaosLines({ faults, violations, damage }: RunChaos, currency: string): string[] {
  const held = violations.length === 0 ? 'every invariant held' : `${counted(violations.length, 'invariant')} broke`
  return [
    `Chaos: ${held}, damage ${decimal(damage)} ${currency} against the same run without faults`,
    ...violations.map(
      ({ invariant, time, message, context }) => `${minute(time)} UTC  ${invariant} broke: ${message}${inBrackets(context)}`,
    ),
    ...faults.map(faultText),
  ]
}

function inBrackets(context: Readonly<Record<string, number | string>>): string {
  return Object.keys(context).length === 0 ? '' : ` (${numbersText(context)})`
}

/** `runaway-1 came on at 2008-10-10 20:00 UTC, for 5 min`: what was asked for is in the clock of the exchange. */
function faultText({ name, target, minutes, onsets }: RunFault): string {
  const what = target === null ? name : `${name} (${target})`
  if (onsets.length === 0) return `${what} never came on`
  const rest = onsets.length - MOST_ONSETS
  const times = [`${onsets.slice(0, MOST_ONSETS).map(minute).join(', ')} UTC`, ...(rest > 0 ? [`${rest} times more`] : [])]
  return `${what} came on at ${times.join(', ')}, for ${minutes === null ? 'good' : `${Number(minutes.toFixed(1))} min`}`
}
