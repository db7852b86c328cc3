import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { syntheticBars } from '../../data/synthetic/market-name.js'
import { MINUTE_MS } from '../../model/time.js'
import { scheduleOf } from '../schedule/schedule.js'
import { heldToPair } from './pair.js'
import type { CompletedTrial } from './pair-invariant.js'
import { repeatedFills } from './repeated-fills.js'

const laboratory = await testLaboratory([])
const days = laboratory.world('days', 1)
/** Longer than any fault may last. */
const { series } = syntheticBars('synthetic:1:1d:from=1995-01-03:to=2019-12-31:volatility=0.4:seed=1')
const plan = { world: { ...days, series }, schedule: scheduleOf(1, []) }
const trial = laboratory.trial(plan.world, plan.schedule) as CompletedTrial

test('over bars of decades every fill is told again, from the first bar to the last', () => {
  const [
    {
      schedule: { entries },
    } = plan,
  ] = repeatedFills.others(plan, trial)
  const spans = entries.map(({ when, minutes }) => {
    const from = Date.parse('at' in when ? when.at : '')
    return [from, from + minutes * MINUTE_MS] as const
  })
  expect(spans).toHaveLength(3)
  expect(spans.slice(1).map(([from]) => from)).toEqual(spans.slice(0, -1).map(([, to]) => to))
  expect(spans[0]?.[0]).toBe(series[0]?.columns.openTime[0])
  expect(spans.at(-1)?.[1]).toBeGreaterThan(series[0]?.columns.closeTime.at(-1) as number)
})

test('it changes nothing there', () => {
  expect(trial.result?.counts.fills).toBeGreaterThan(50)
  expect(heldToPair(repeatedFills, plan, trial, (other) => laboratory.trial(other.world, other.schedule))).toEqual([])
})
