// A sign: what a part of a schedule leaves in a run. A scenario lists those that have to be found, so that no entry of it is there for nothing.

import type { TransitionCause } from '../../model/breach.js'
import type { HeardEvent } from '../../model/heard-event.js'
import type { RunResult } from '../../model/run.js'
import type { Catcher } from './catcher.js'

/** A fact of the run: who said no, what held trading back or let it go on, a word of the broker, or a note. */
export type Sign = Refused | Latched | Heard | Noted

/** Who said no, a warning too. */
export interface Refused {
  readonly by: Catcher
  /** The strategy that it was said to; absent for any, and for the account. */
  readonly of?: string
  /** What of it was counted, such as the fills that were `missing` in a statement. */
  readonly count?: string
}

/** What held trading back, or let it go on. */
export interface Latched {
  readonly latch: TransitionCause
  /** The strategy that it was about; absent for any, and for the account. */
  readonly of?: string
}

/** What the broker said of an order. */
export interface Heard {
  readonly heard: HeardEvent['kind']
  /** Whose order; absent for anybody's. */
  readonly of?: string
}

/** Words that a note of the run has in it. */
export interface Noted {
  readonly noted: string
}

export function isFound(sign: Sign, run: RunResult): boolean {
  if ('noted' in sign) return run.notes.some((note) => note.includes(sign.noted))
  if ('latch' in sign) return isLatched(sign, run)
  return 'heard' in sign ? isHeard(sign, run) : isRefused(sign, run)
}

function isLatched({ latch, of }: Latched, { risk }: RunResult): boolean {
  return (risk?.transitions ?? []).some(({ cause, strategy }) => cause === latch && (of ?? strategy) === strategy)
}

function isRefused({ by, of, count }: Refused, { denials, risk }: RunResult): boolean {
  return [...denials, ...(risk?.breaches ?? [])].some(
    ({ code, strategy, context }) => code === by && (of ?? strategy) === strategy && (count === undefined || count in context),
  )
}

function isHeard({ heard, of }: Heard, { events = [], orders }: RunResult): boolean {
  const whose = new Map(orders.map(({ clientOrderId, intent }) => [clientOrderId, intent.strategy]))
  return events.some(({ kind, clientOrderId }) => kind === heard && (of === undefined || whose.get(clientOrderId) === of))
}

/** `PRICE_JUMP of stuck-signal-4`, `RECONCILIATION (missing)`, `revised of stuck-signal-4`, `"ids begin anew"` */
export function signText(sign: Sign): string {
  if ('noted' in sign) return `"${sign.noted}"`
  return sign.of === undefined ? wordOf(sign) : `${wordOf(sign)} of ${sign.of}`
}

function wordOf(sign: Refused | Latched | Heard): string {
  if ('heard' in sign) return sign.heard
  if ('latch' in sign) return `latch ${sign.latch}`
  return sign.count === undefined ? sign.by : `${sign.by} (${sign.count})`
}
