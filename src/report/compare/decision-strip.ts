// The decisions of two runs against one line of time: those that both made alike, those that differ, those that only one made.

import type { DecisionRecord } from '../../model/decision.js'
import { stringifyExact } from '../exact-json.js'
import { minute } from '../wording.js'

export type StripKind = 'same' | 'differs' | 'only-first' | 'only-second'

export interface StripMark {
  readonly time: number
  readonly kind: StripKind
  /** `2020-03-02 21:00 · enter SPX`, for who points at it. */
  readonly text: string
}

/** One mark for each decision of either run, in order of time. Those of one time, instrument and kind are matched in their order. */
export function decisionStrip(a: readonly DecisionRecord[], b: readonly DecisionRecord[]): StripMark[] {
  const others = new Map<string, DecisionRecord[]>()
  for (const one of b) others.set(keyOf(one), [...(others.get(keyOf(one)) ?? []), one])
  const marks: StripMark[] = a.map((one) => {
    const match = others.get(keyOf(one))?.shift()
    return markOf(one, match === undefined ? 'only-first' : textOf(one) === textOf(match) ? 'same' : 'differs')
  })
  for (const left of others.values()) for (const one of left) marks.push(markOf(one, 'only-second'))
  return marks.sort((one, other) => one.time - other.time)
}

export function countKinds(marks: readonly StripMark[]): Record<StripKind, number> {
  const counts = { same: 0, differs: 0, 'only-first': 0, 'only-second': 0 }
  for (const { kind } of marks) counts[kind]++
  return counts
}

function keyOf({ time, instrument, signal }: DecisionRecord): string {
  return `${time} ${instrument} ${signal.kind} ${signal.tag ?? ''}`
}

function textOf({ signal, intent, verdict }: DecisionRecord): string {
  return stringifyExact([signal, intent === null ? null : { ...intent, strategy: '' }, verdict])
}

function markOf({ time, instrument, signal }: DecisionRecord, kind: StripKind): StripMark {
  return { time, kind, text: `${minute(time)} · ${signal.kind} ${instrument}${signal.reason === undefined ? '' : ` · ${signal.reason}`}` }
}
