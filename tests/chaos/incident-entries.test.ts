// Every entry of a schedule is there for something: without any one of them a gate of its scenario fails.

import { describe, expect, test } from 'vitest'
import { judgeSchedule } from '../../src/chaos/judging/judge.js'
import { isIsolated, scenarioSchedule } from '../../src/chaos/scenario/scenario-schedule.js'
import type { Schedule } from '../../src/chaos/schedule/schedule.js'
import { BenchError } from '../../src/std/errors.js'
import { testLaboratory } from '../fixtures/laboratory.js'
import { bundledScenarios } from '../fixtures/scenarios.js'

const SEED = 1
/** The gates of one run and its twin: none of them is helped by a run without the control. */
const depth = { ablation: false, again: false, paired: false, example: false }

// Invariants are asked elsewhere: here only what the gates say of the run counts.
const [laboratory, scenarios] = await Promise.all([testLaboratory([]), bundledScenarios()])

const several = scenarios.flatMap((scenario) => {
  if (isIsolated(scenario)) return []
  const schedule = scenarioSchedule(scenario, laboratory.world(scenario.world, SEED).series, SEED)
  return schedule.entries.length > 1 ? [[scenario.name, scenario, schedule] as const] : []
})

test('the incidents of several entries are among them', () => {
  const names = several.map(([name]) => name)
  const incidents = ['knight-capital-2012', 'brk-a-2024', 'cme-2025-freeze', 'august-2015-open', 'ib-plumbing', 'wti-2020']
  expect(names).toEqual(expect.arrayContaining(incidents))
})

describe.each(several)('%s', (_, scenario, whole) => {
  const failing = (schedule: Schedule): readonly string[] => {
    const { gates } = judgeSchedule(scenario, laboratory, { world: scenario.world, schedule }, depth)
    return gates.flatMap(({ name, passed }) => (passed ? [] : [name]))
  }

  test('passes with all of them', () => {
    expect(failing(whole)).toEqual([])
  })

  test.each(whole.entries.map((entry) => [entry.name, entry] as const))('fails without %s', (__, entry) => {
    const rest = { ...whole, entries: whole.entries.filter((one) => one !== entry) }
    expect(failedOrRefused(() => failing(rest))).not.toEqual([])
  })
})

/** An entry that is about another is refused without it. */
function failedOrRefused(judge: () => readonly string[]): readonly string[] {
  try {
    return judge()
  } catch (error) {
    if (error instanceof BenchError && error.code === 'BAD_SCHEDULE') return [error.code]
    throw error
  }
}
