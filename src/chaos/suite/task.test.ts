import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { inFull } from '../scenario/depth.js'
import type { Scenario } from '../scenario/scenario.js'
import { scheduleOf } from '../schedule/schedule.js'
import { shrinkTask } from './shrink-task.js'
import { type Bench, judgeTask, scheduleOfTask } from './task.js'
import { corpusTask, scenarioTask, worldTask } from './tasks.js'

const shallow = { ablation: false, again: false, paired: false, example: false }

async function benchOf(...scenarios: readonly Scenario[]): Promise<Bench> {
  return { laboratory: await testLaboratory(), scenarios: new Map(scenarios.map((one) => [one.name, one])) }
}

const failed = ({ gates }: ReturnType<typeof judgeTask>) => gates.filter(({ passed }) => !passed)

test('a swarm, and a case of the corpus, are held to the invariants', async () => {
  const bench = await benchOf()
  const kept = { name: 'kept', world: 'minutes', broke: 'I2', scenario: null, schedule: scheduleOf(9, []) }
  expect(judgeTask(worldTask('swarm', 'minutes', 3, shallow), bench)).toMatchObject({ kind: 'swarm', gates: [{ name: 'invariants' }] })
  const run = judgeTask(corpusTask(kept), bench)
  expect(run).toMatchObject({ kind: 'corpus', name: 'kept', world: 'minutes', seed: 9 })
  expect(run.gates.map(({ name, passed }) => [name, passed])).toEqual([
    ['invariants', true],
    ['same again', true],
  ])
})

test('a case that was kept of a scenario is judged by its gates, and gives the same', async () => {
  const bench = await benchOf(infinium)
  const task = scenarioTask(infinium, 2, shallow)
  const run = judgeTask(task, bench)
  const kept = { name: 'kept', world: infinium.world, broke: 'damage', scenario: infinium.name, schedule: scheduleOfTask(task, bench) }
  const again = judgeTask({ ...corpusTask(kept), depth: shallow }, bench)
  expect(again).toEqual({ ...run, kind: 'corpus', name: 'kept' })
})

test('a run that ends by an error is a gate that failed, with what it says', async () => {
  const broken = { ...infinium, schedule: () => [{ fault: 'runawy', when: { breaches: 1 }, minutes: 1 }] }
  const run = judgeTask(scenarioTask(broken, 1, shallow), await benchOf(broken))
  expect(failed(run)).toEqual([{ name: 'ran to its end', passed: false, says: "BenchError: no fault is called 'runawy'" }])
  expect(run.schedule.entries).toHaveLength(1)
})

test('what a scenario draws may fail too', async () => {
  const broken: Scenario = {
    ...infinium,
    schedule: () => {
      throw new TypeError('no such thing')
    },
  }
  const run = judgeTask(scenarioTask(broken, 1, shallow), await benchOf(broken))
  expect(failed(run)).toEqual([{ name: 'ran to its end', passed: false, says: 'TypeError: no such thing' }])
  expect(run.schedule.entries).toEqual([])
})

test('a run that fails is shrunk to what makes it fail', async () => {
  const noise = (from: string) => ({ fault: 'slow-ack', when: { at: `2024-03-05T${from}:00Z` }, minutes: 5 })
  const strict: Scenario = {
    ...infinium,
    schedule: (draw) => [noise('15:00'), ...infinium.schedule(draw), noise('19:00')],
    budget: () => ({ damage: -1e6, detectMinutes: 1, recoverMinutes: 1 }),
  }
  const bench = await benchOf(strict)
  const { gate, smallest, trials, task } = shrinkTask(scenarioTask(strict, 1, inFull), bench)
  expect(gate.name).toBe('damage')
  expect(smallest.schedule.entries).toHaveLength(1)
  expect(task).toMatchObject({ kind: 'corpus', scenario: strict.name })
  expect(failed(smallest).map(({ name }) => name)).toContain('damage')
  expect(trials).toBeLessThan(30)
})

test('a run that passes has nothing to shrink', async () => {
  const bench = await benchOf(infinium)
  expect(() => shrinkTask(scenarioTask(infinium, 1, shallow), bench)).toThrow(expect.objectContaining({ code: 'BAD_SCHEDULE' }))
})
