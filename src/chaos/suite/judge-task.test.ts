import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { judgedRun } from '../../../tests/fixtures/verdict.js'
import { fail } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import { inFull } from '../judging/depth.js'
import type { Scenario } from '../scenario/scenario.js'
import { scheduleOf } from '../schedule/schedule.js'
import { type Bench, endedBy, judgeTask, scheduleOfTask } from './judge-task.js'
import { causeOf, shrinkTask } from './shrink-task.js'
import { withSchedule } from './task.js'
import { corpusTask, scenarioTask, scheduleTask, testerTasks, worldTask } from './tasks.js'

const shallow = { ablation: false, again: false, paired: false, example: false }

async function benchOf(...scenarios: readonly Scenario[]): Promise<Bench> {
  return { laboratory: await testLaboratory(), scenarios: new Map(scenarios.map((one) => [one.name, one])), tested: null }
}

const failed = ({ gates }: ReturnType<typeof judgeTask>) => gates.filter(({ passed }) => !passed)

test('a swarm, and a case of the corpus, are held to the invariants, and the case to coming to something', async () => {
  const bench = await benchOf()
  const schedule = scheduleOf(9, [{ fault: 'runaway', when: { at: '2024-03-05T15:00:00Z' }, minutes: 1 }])
  const kept = { name: 'kept', world: 'minutes', broke: 'I2', scenario: null, schedule }
  expect(judgeTask(worldTask('swarm', 'minutes', 3, shallow), bench)).toMatchObject({ kind: 'swarm', scenario: null })
  const run = judgeTask(corpusTask(kept), bench)
  expect(run).toMatchObject({ kind: 'corpus', name: 'kept', world: 'minutes', seed: 9 })
  expect(run.gates.map(({ name, passed }) => [name, passed])).toEqual([
    ['ran to its end', true],
    ['invariants', true],
    ['same again', true],
    ['it happened', true],
  ])
  const never = { ...kept, schedule: scheduleOf(9, [{ fault: 'runaway', when: { breaches: 1000 }, minutes: 1 }]) }
  expect(failed(judgeTask(corpusTask(never), bench)).map(({ name }) => name)).toEqual(['it happened'])
})

test('a case without entries is of a world by itself, and says so', async () => {
  const kept = { name: 'kept', world: 'minutes', broke: 'I2', scenario: null, schedule: scheduleOf(3, []) }
  const { gates } = judgeTask({ ...corpusTask(kept), depth: shallow }, await benchOf())
  const says = 'it has no entries: the case is of a world by itself'
  expect(gates.at(-1)).toEqual({ name: 'it happened', passed: true, says })
})

test('a case that was kept of a scenario is judged by its gates, and gives the same', async () => {
  const bench = await benchOf(infinium)
  const task = scenarioTask(infinium, 2, shallow)
  const run = judgeTask(task, bench)
  const kept = { name: 'kept', world: infinium.world, broke: 'damage', scenario: infinium.name, schedule: scheduleOfTask(task, bench) }
  const again = judgeTask({ ...corpusTask(kept), depth: shallow }, bench)
  expect(again).toEqual({ ...run, kind: 'corpus', name: 'kept' })
})

test('a case of a scenario is judged by the gates that it broke, the invariants and its end, whatever else the scenario asks', async () => {
  const bench = await benchOf(infinium)
  const quiet = scheduleOf(2, [{ fault: 'slow-ack', when: { at: '2024-03-04T18:40:00Z' }, minutes: 5 }])
  const kept = { name: 'kept', world: infinium.world, broke: 'damage', scenario: infinium.name, schedule: quiet }
  expect(failed(judgeTask(corpusTask(kept), bench)).map(({ name }) => name)).toContain('named control first')
  const run = judgeTask(corpusTask({ ...kept, gates: ['damage'] }), bench)
  expect(run.gates.map(({ name, passed }) => [name, passed])).toEqual([
    ['ran to its end', true],
    ['invariants', true],
    ['damage', true],
  ])
  expect(corpusTask({ ...kept, gates: ['ablation'] }).depth.ablation).toBe(true)
})

test('a case is judged in the world that it says, whatever the world of its scenario', async () => {
  const bench = await benchOf(infinium)
  const schedule = scheduleOfTask(scenarioTask(infinium, 2, shallow), bench)
  const kept = { name: 'kept', world: 'minutes', broke: 'damage', scenario: infinium.name, schedule }
  const run = judgeTask({ ...corpusTask(kept), depth: shallow }, bench)
  expect(run).toMatchObject({ kind: 'corpus', world: 'minutes', scenario: infinium.name })
  expect(run.hash).not.toBe(judgeTask({ ...corpusTask({ ...kept, world: infinium.world }), depth: shallow }, bench).hash)
})

test('a run that ends by an error is a gate that failed, with what it says', async () => {
  const broken = { ...infinium, schedule: () => [{ fault: 'runawy', when: { breaches: 1 }, minutes: 1 }] }
  const run = judgeTask(scenarioTask(broken, 1, shallow), await benchOf(broken))
  expect(failed(run)).toEqual([
    {
      name: 'ran to its end',
      passed: false,
      says: expect.stringContaining("entry 1: no fault is called 'runawy'; hint: did you mean `runaway`?"),
    },
  ])
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
  expect(failed(run)).toEqual([
    {
      name: 'ran to its end',
      passed: false,
      says: 'BAD_SCENARIO: the schedule of infinium-2010 throws TypeError: no such thing; hint: mend schedule in infinium-2010.ts',
    },
  ])
  expect(run.schedule.entries).toEqual([])
})

test('a run that fails is shrunk to what makes it fail', async () => {
  const noise = (from: string) => ({ fault: 'slow-ack', when: { at: `2024-03-04T${from}:00Z` }, minutes: 5 })
  const strict: Scenario = {
    ...infinium,
    schedule: (draw) => [noise('16:25'), ...infinium.schedule(draw), noise('18:40')],
    caughtBy: [],
    budget: () => ({ damage: -1e6, detectMinutes: 1, recoverMinutes: 1 }),
  }
  const bench = await benchOf(strict)
  const { cause, smallest, trials, task } = shrinkTask(scenarioTask(strict, 1, inFull), bench)
  expect(cause).toMatchObject({ gate: 'damage', what: 'damage' })
  expect(smallest.schedule.entries).toHaveLength(1)
  expect(task).toMatchObject({ kind: 'scenario', scenario: strict.name })
  expect(smallest).toMatchObject({ kind: 'scenario', name: strict.name })
  expect(failed(smallest).map(({ name }) => name)).toContain('damage')
  expect(trials).toBeLessThan(30)
})

test('an invariant that broke is told in words; its context is in the verdict', () => {
  const message = '15.00 USD stand on dividends, and holders were owed 10.00'
  const violations = [{ invariant: 'C1', time: 0, message, context: { is: 15e6, should: 10e6 } }] as const
  const gates = [{ name: 'invariants', passed: false, says: `C1: ${message}` }] as const
  expect(causeOf(judgedRun({ gates, violations }))).toEqual({ gate: 'invariants', what: 'C1', says: message })
})

test('what breaks another gate besides is no smaller form of a run', async () => {
  const noise = { fault: 'slow-ack', when: { at: '2024-03-04T16:25:00Z' }, minutes: 5 }
  const strict: Scenario = {
    ...infinium,
    schedule: (draw) => [noise, ...infinium.schedule(draw)],
    budget: () => ({ damage: -1e6, detectMinutes: 6000, recoverMinutes: 6000 }),
  }
  const { cause, smallest } = shrinkTask(scenarioTask(strict, 1, shallow), await benchOf(strict))
  expect(cause.gate).toBe('damage')
  // With the noise alone nothing is caught.
  expect(smallest.schedule.entries.map(({ fault }) => fault)).toEqual(['runaway'])
})

test('a run that ends by an error is shrunk to what ends it by the same error', async () => {
  const entry = (fault: string, target?: string) => ({ fault, when: { at: '2024-03-05T15:00:00Z' }, minutes: 5, target })
  // A target that nothing is called is refused too, but it is no smaller form of a fault that nobody knows.
  const broken: Scenario = { ...infinium, schedule: () => [entry('runawy'), entry('wrong-multiplier', 'nobody')] }
  const { cause, smallest } = shrinkTask(scenarioTask(broken, 1, shallow), await benchOf(broken))
  expect(cause).toMatchObject({ gate: 'ran to its end', what: 'UNKNOWN_FAULT' })
  expect(smallest.schedule.entries.map(({ fault }) => fault)).toEqual(['runawy'])
  expect(failed(smallest)[0]?.says).toMatch(/^UNKNOWN_FAULT: /)
})

test('a run that passes has nothing to shrink', async () => {
  const bench = await benchOf(infinium)
  expect(() => shrinkTask(scenarioTask(infinium, 1, shallow), bench)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_SHRINK' }))
})

test('a schedule that somebody gives has to come to something', async () => {
  const bench = await benchOf()
  const given = (breaches: number) =>
    scheduleTask(
      {
        name: 'given.yaml',
        world: 'minutes',
        scenario: null,
        schedule: scheduleOf(1, [{ fault: 'runaway', when: { breaches }, minutes: 5 }]),
      },
      shallow,
    )
  expect(failed(judgeTask(given(1000), bench))).toEqual([{ name: 'it happened', passed: false, says: 'the run is the same without it' }])
  expect(() => shrinkTask(given(1000), bench)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_SHRINK' }))
})

test('another that catches first is the same failure only where that other does, and whoever misbehaves stays', async () => {
  const named = { ...infinium, caughtBy: ['KILL_SWITCH'] } as const
  const bench = await benchOf(named)
  const task = scenarioTask(named, 1, shallow)
  const beside = { fault: 'missing-bars', when: { at: '2024-03-04T18:40:00Z' }, minutes: 30 }
  const mixed = withSchedule(task, scheduleOf(1, [beside, ...scheduleOfTask(task, bench).entries]))
  const { cause, smallest } = shrinkTask({ ...mixed, depth: shallow }, bench)
  expect(cause).toMatchObject({ gate: 'named control first', what: smallest.catches[0]?.by })
  expect(cause.what).not.toBe('nothing')
  expect(smallest.schedule.entries.map(({ fault }) => fault)).toEqual(['runaway'])
})

test('a strategy that cannot be tested at one seed is told what to do as it is at the first', () => {
  const task = testerTasks(['mine.ts'], 2, ['normal'])[0] ?? fail('a condition is a task')
  const { gates } = endedBy(new BenchError('USAGE', 'it never signals', 'give it bars'), task, null)
  expect(gates).toEqual([{ name: 'ran to its end', passed: false, says: 'USAGE: it never signals; to mend it, give it bars' }])
})
