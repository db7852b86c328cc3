// Where two runs part: the first decision that differs, or the first fill where all decisions agree, with what led to it.

import { type DecisionRecord, isDenied } from '../../model/decision.js'
import type { Fill } from '../../model/fill.js'
import type { RunResult } from '../../model/run.js'
import { stringifyExact } from '../exact-json.js'
import { minute } from '../wording.js'

/** A field in which two rows differ; a null is a row, or a field, that one side does not have. */
export interface FieldDifference {
  readonly field: string
  readonly values: readonly [string | null, string | null]
}

export type FirstDifference =
  | { readonly kind: 'none' }
  /** Decisions were not kept by one of them, and the fills agree. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | {
      readonly kind: 'decision'
      /** How many decisions agree before it. */
      readonly agree: number
      readonly decisions: readonly [DecisionRecord | null, DecisionRecord | null]
      /** In what goes into the decision hash, the strategy's name left out where each run has one strategy. */
      readonly fields: readonly FieldDifference[]
      /** In what the decision was made from: last close, position, equity, indicators. */
      readonly inputs: readonly FieldDifference[]
      readonly why: string
    }
  | {
      readonly kind: 'fill'
      /** How many fills agree before it. */
      readonly agree: number
      /** Whether all decisions are known to agree; otherwise one of the runs did not keep them, and nobody can tell. */
      readonly decisionsKnown: boolean
      readonly fills: readonly [Fill | null, Fill | null]
      readonly fields: readonly FieldDifference[]
      readonly why: string
    }

/** Compares two runs row by row. Runs of one strategy each are compared whatever their strategies are called. */
export function firstDifference(a: RunResult, b: RunResult): FirstDifference {
  const ignoresName = a.strategies.length === 1 && b.strategies.length === 1
  const decisionsKnown = a.decisions !== null && b.decisions !== null
  const decision = decisionsKnown ? firstDecision(a.decisions, b.decisions, ignoresName) : null
  if (decision !== null) return decision
  const fill = firstFill(a.fills, b.fills, ignoresName)
  if (fill !== null) return { ...fill, decisionsKnown }
  return decisionsKnown
    ? { kind: 'none' }
    : { kind: 'unknown', reason: 'one of the runs did not keep its decisions, and their fills agree' }
}

/** What goes into the decision hash, in an order that people read; the intent's tag and reason are those of the signal. */
function decisionFields({ time, strategy, instrument, signal, intent, verdict }: DecisionRecord): Record<string, unknown> {
  const { instrument: _, ...said } = signal
  const { strategy: __, instrument: ___, tag: ____, reason: _____, ...sized } = intent ?? {}
  return { time: new Date(time).toISOString(), strategy, instrument, signal: said, ...(intent === null ? {} : { intent: sized }), verdict }
}

function firstDecision(a: readonly DecisionRecord[], b: readonly DecisionRecord[], ignoresName: boolean): FirstDifference | null {
  const fieldsOf = (one: DecisionRecord): Record<string, unknown> => {
    const { strategy, ...others } = decisionFields(one)
    return ignoresName ? others : { strategy, ...others }
  }
  const agree = firstUnlike(a, b, (one) => stringifyExact(fieldsOf(one)))
  if (agree === null) return null
  const [left, right] = [a[agree] ?? null, b[agree] ?? null]
  const fields = differences(left === null ? {} : fieldsOf(left), right === null ? {} : fieldsOf(right))
  return {
    kind: 'decision',
    agree,
    decisions: [left, right],
    fields,
    inputs: left === null || right === null ? [] : differences(inputsOf(left), inputsOf(right)),
    why: whyDecision(left, right, fields),
  }
}

type FillDifference = Extract<FirstDifference, { readonly kind: 'fill' }>

function firstFill(a: readonly Fill[], b: readonly Fill[], ignoresName: boolean): Omit<FillDifference, 'decisionsKnown'> | null {
  const fieldsOf = ({ fillId: _, clientOrderId: __, strategy, ...fields }: Fill): Record<string, unknown> => ({
    ...(ignoresName ? {} : { strategy }),
    ...fields,
    time: new Date(fields.time).toISOString(),
  })
  const agree = firstUnlike(a, b, (one) => stringifyExact(fieldsOf(one)))
  if (agree === null) return null
  const [left, right] = [a[agree] ?? null, b[agree] ?? null]
  const fields = differences(left === null ? {} : fieldsOf(left), right === null ? {} : fieldsOf(right))
  return { kind: 'fill', agree, fills: [left, right], fields, why: whyFill(left, right, fields) }
}

/** The first index at which the texts of two lists are unlike; null where the lists are alike. */
function firstUnlike<Item>(a: readonly Item[], b: readonly Item[], textOf: (item: Item) => string): number | null {
  const longest = Math.max(a.length, b.length)
  for (let i = 0; i < longest; i++) {
    const [left, right] = [a[i], b[i]]
    if (left === undefined || right === undefined || textOf(left) !== textOf(right)) return i
  }
  return null
}

function inputsOf({ mark, position, account, indicators }: DecisionRecord): Record<string, unknown> {
  return { 'last close': mark, position, ...(account === null ? {} : { account }), indicators }
}

/** Leaves of both by their dotted paths, those that differ. */
function differences(a: Record<string, unknown>, b: Record<string, unknown>): FieldDifference[] {
  const [left, right] = [flattened(a), flattened(b)]
  const paths = [...new Set([...left.keys(), ...right.keys()])]
  return paths
    .map((field): FieldDifference => ({ field, values: [left.get(field) ?? null, right.get(field) ?? null] }))
    .filter(({ values: [one, other] }) => one !== other)
}

/** `{ protect: { stop: 95 } }` as `protect.stop` → `95`. */
export function flattened(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value === undefined ? new Map() : new Map([[path, typeof value === 'string' ? value : stringifyExact(value)]])
  }
  const entries = Object.entries(value).flatMap(([key, part]) => [...flattened(part, path === '' ? key : `${path}.${key}`)])
  // What holds nothing is still something else than what is not there.
  return entries.length === 0 && path !== '' ? new Map([[path, '{}']]) : new Map(entries)
}

function whyDecision(a: DecisionRecord | null, b: DecisionRecord | null, fields: readonly FieldDifference[]): string {
  if (a === null || b === null) return `the ${a === null ? 'first' : 'second'} run makes no more decisions`
  const differs = (part: string): boolean => fields.some(({ field }) => field === part || field.startsWith(`${part}.`))
  if (differs('time')) return `only the ${a.time < b.time ? 'first' : 'second'} run gives a signal at ${minute(Math.min(a.time, b.time))}`
  if (differs('strategy')) return 'different strategies decide first'
  if (differs('instrument')) return 'they decide on different instruments first'
  if (differs('signal.kind')) return 'the strategies say different things at the same time'
  if (differs('signal')) return 'the signals differ in what they ask for'
  if (differs('intent')) return 'the same signal is sized, priced or timed differently'
  if (isDenied(a) !== isDenied(b)) return `the same intent is denied in the ${isDenied(a) ? 'first' : 'second'} run only`
  return 'the same intent gets another verdict'
}

function whyFill(a: Fill | null, b: Fill | null, fields: readonly FieldDifference[]): string {
  if (a === null || b === null) return `the ${a === null ? 'first' : 'second'} run has no more fills`
  const names = fields.map(({ field }) => field)
  if (names.includes('strategy')) return 'different strategies fill first'
  if (names.includes('time') || names.includes('barIndex')) return 'the same orders fill at different times'
  if (names.includes('referencePrice')) return 'the same orders meet different prices: data or the rules of matching differ'
  if (names.includes('rule')) return 'the same orders fill by different rules'
  if (names.includes('quantity')) return 'the same orders fill in different parts'
  if (names.includes('price')) return 'slippage differs'
  return names.includes('fee') ? 'fees differ' : `they differ in ${names.join(', ')}`
}
