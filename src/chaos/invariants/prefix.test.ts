import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { scheduleOf } from '../schedule/schedule.js'
import type { CompletedTrial } from './pair-invariant.js'
import { prefix } from './prefix.js'

const laboratory = await testLaboratory([])
const plan = { world: laboratory.world('quotes', 1), schedule: scheduleOf(1, []) }
const other = prefix.other(plan) ?? plan

test('bars, and the quotes beside them, end at one time', () => {
  for (const { columns, quotes } of other.world.series) {
    expect(columns.closeTime).toHaveLength(columns.length)
    expect([quotes?.length, quotes?.bidClose.length]).toEqual([columns.length, columns.length])
    expect(columns.length).toBeLessThan(plan.world.series[0]?.columns.length as number)
  }
})

test('a decision that is missing, or one too many, is told by its place', () => {
  const whole = laboratory.trial(plan.world, plan.schedule) as CompletedTrial
  const part = laboratory.trial(other.world, other.schedule) as CompletedTrial
  const decisions = whole.result.decisions ?? []
  const less = (trial: CompletedTrial, place: number) => ({
    ...trial,
    result: { ...trial.result, decisions: (trial.result.decisions ?? []).toSpliced(place, 1) },
  })
  expect(decisions.length).toBeGreaterThan(5)
  expect(prefix.compare(whole, part, plan)).toBeNull()
  expect(prefix.compare(whole, less(part, 2), plan)?.message).toBe('decision 3 is another where the bars end earlier')
  // The last of the longer run within the bars of the shorter one.
  const until = part.result.equity.time.at(-1) as number
  const last = decisions.filter(({ time }) => time < until).length - 1
  expect(prefix.compare(less(whole, last), part, plan)?.message).toBe(`decision ${last + 1} is another where the bars end earlier`)
})
