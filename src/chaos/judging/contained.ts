// When it hurt for the last time after it was caught: a strategy that misbehaves that still grew, a position that only a fault explains, books that differed.

import type { Fill } from '../../model/fill.js'
import { sign } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import { isIn, type Span, spansOf } from './spans.js'

/** The first catch where nothing came after it; Infinity where the books never agreed again. */
export function containedAt(
  run: RunResult,
  twin: RunResult,
  caught: EpochMs,
  schedule: Schedule,
  trial: Pick<Trial, 'onsets'>,
  misbehaving: ReadonlySet<string>,
): EpochMs {
  const grown = misbehaving.size > 0 ? grownBy(run, misbehaving) : grownBeyond(run, twin, spansOf(schedule, trial))
  return Math.max(caught, grown, differedAt(run))
}

/** The last time that one of them made a position larger. */
function grownBy({ fills }: RunResult, misbehaving: ReadonlySet<string>): EpochMs {
  const book = new Book()
  let last = Number.NEGATIVE_INFINITY
  for (const fill of fills) {
    const { before, after } = book.take(fill)
    if (misbehaving.has(fill.strategy) && after > before) last = fill.time
  }
  return last
}

/** The last time that, with a fault on, a strategy made a position larger than the twin's was. */
function grownBeyond({ fills }: RunResult, twin: RunResult, spans: readonly Span[]): EpochMs {
  const [book, usual] = [new Book(), new Book()]
  let last = Number.NEGATIVE_INFINITY
  let next = 0
  for (const fill of fills) {
    for (; (twin.fills[next]?.time ?? Number.POSITIVE_INFINITY) <= fill.time; next++) usual.take(twin.fills[next] as Fill)
    const { before, after } = book.take(fill)
    if (isIn(spans, fill.time) && after > before && after > usual.sizeOf(fill)) last = fill.time
  }
  return last
}

/** The last time that our books were not the broker's: told, or let go of as they agreed. */
function differedAt({ risk }: RunResult): EpochMs {
  let last = Number.NEGATIVE_INFINITY
  for (const { code, time } of risk?.breaches ?? []) if (code === 'RECONCILIATION') last = Math.max(last, time)
  const held = risk?.transitions.findLast(({ cause }) => cause === 'RECONCILIATION' || cause === 'RECONCILED')
  if (held === undefined) return last
  return held.cause === 'RECONCILED' ? Math.max(last, held.time) : Number.POSITIVE_INFINITY
}

/** What each strategy holds, by its fills. */
class Book {
  readonly #held = new Map<string, number>()

  /** How many lots it was before and after it, whichever way. */
  take(fill: Fill): { readonly before: number; readonly after: number } {
    const key = keyOf(fill)
    const before = this.#held.get(key) ?? 0
    const after = before + sign(fill.side) * fill.quantity
    this.#held.set(key, after)
    return { before: Math.abs(before), after: Math.abs(after) }
  }

  sizeOf(fill: Fill): number {
    return Math.abs(this.#held.get(keyOf(fill)) ?? 0)
  }
}

function keyOf({ strategy, instrument }: Fill): string {
  return `${strategy} ${instrument}`
}
