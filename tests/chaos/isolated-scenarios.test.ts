// The scenarios whose strategy only a worker of its own ends.

import { beforeAll, expect, test } from 'vitest'
import { judge } from '../../src/chaos/judging/judge.js'
import type { Laboratory } from '../../src/chaos/laboratory.js'
import { loadMisbehavingStrategies } from '../../src/chaos/load-strategies.js'
import { isIsolated } from '../../src/chaos/scenario/scenario-schedule.js'
import { testLaboratory } from '../fixtures/laboratory.js'
import { bundledScenarios } from '../fixtures/scenarios.js'

let laboratory: Laboratory
beforeAll(async () => {
  laboratory = await testLaboratory(undefined, await loadMisbehavingStrategies(new Set(['loop', 'leaker']), '.'))
})

const isolated = (await bundledScenarios()).filter(isIsolated)

test.each(isolated.map((one) => [one.name, one] as const))('%s passes every gate', (_, scenario) => {
  for (const seed of [1, 2]) expect(judge(scenario, laboratory, seed).gates.filter(({ passed }) => !passed)).toEqual([])
})
