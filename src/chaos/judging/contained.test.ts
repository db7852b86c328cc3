import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import { MINUTE_MS } from '../../model/time.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import { containedAt } from './contained.js'

const at = (minute: number): number => minute * MINUTE_MS

type Row = readonly [strategy: string, minute: number, lots: number]

/** Fills as signed lots, and what the books came to. */
function run(rows: readonly Row[], risk: RunResult['risk'] = undefined): RunResult {
  const fills = rows.map(([strategy, minute, lots]) => ({
    ...{ strategy, instrument: 'A', time: at(minute), side: lots > 0 ? 'buy' : 'sell', quantity: Math.abs(lots) },
  }))
  return { fills, risk } as unknown as RunResult
}

const iso = (minute: number): string => new Date(at(minute)).toISOString()
const reject = scheduleOf(1, [{ fault: 'reject', when: { at: iso(10) }, minutes: 5 }])
const wrongUnit = scheduleOf(1, [{ fault: 'wrong-unit', when: { at: iso(0) }, minutes: 1 }])
const nobody = new Set<string>()

/** Caught in the eleventh minute; in minutes. */
function contained(one: RunResult, twin: RunResult, schedule: Schedule, misbehaving: ReadonlySet<string> = nobody): number {
  const onsets = schedule.entries.map(({ when }) => [Date.parse((when as { at: string }).at)])
  return containedAt(one, twin, at(11), schedule, { onsets }, misbehaving) / MINUTE_MS
}

test('where a strategy misbehaves it is the last time that it grew', () => {
  const grows = run([
    ['runaway', 10, 5],
    ['runaway', 14, 5],
    ['runaway', 20, -8],
    ['healthy', 30, 5],
  ])
  expect(contained(grows, run([]), reject, new Set(['runaway']))).toBe(14)
  expect(contained(run([['runaway', 10, 5]]), run([]), reject, new Set(['runaway']))).toBe(11)
})

test('where none does it is the last position that grew beyond the twin’s while the fault was on', () => {
  const twin = run([['healthy', 5, 10]])
  expect(contained(run([['healthy', 12, 10]]), twin, reject)).toBe(11)
  expect(contained(run([['healthy', 13, 11]]), twin, reject)).toBe(13)
  expect(contained(run([['healthy', 16, 11]]), twin, reject)).toBe(11)
})

test('the mistake of an operator does not end', () => {
  expect(contained(run([['healthy', 300, 1]]), run([]), wrongUnit)).toBe(300)
})

test('books that differ hurt until they agree', () => {
  const risk = (...transitions: readonly unknown[]) =>
    ({ breaches: [{ code: 'RECONCILIATION', time: at(12) }], transitions }) as unknown as RunResult['risk']
  const held = { cause: 'RECONCILIATION', time: at(12) }
  expect(contained(run([], risk()), run([]), reject)).toBe(12)
  expect(contained(run([], risk(held)), run([]), reject)).toBe(Number.POSITIVE_INFINITY)
  expect(contained(run([], risk(held, { cause: 'RECONCILED', time: at(40) })), run([]), reject)).toBe(40)
})
