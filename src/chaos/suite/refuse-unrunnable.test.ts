import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import type { Scenario } from '../scenario/scenario.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { refuseUnrunnable } from './refuse-unrunnable.js'
import { scenarioTask, scheduleTask, worldTask } from './tasks.js'

const depth = { ablation: false, again: false, paired: false, example: false }
const laboratory = await testLaboratory()
const when = { at: '2024-03-04T16:00:00Z' }

function given(entry: Omit<EntryInput, 'when' | 'minutes'>, seed = 1) {
  const schedule = scheduleOf(seed, [{ ...entry, when, minutes: 5 }])
  return scheduleTask({ name: 'storm.yaml', world: 'minutes', scenario: null, schedule }, depth)
}

function refused(tasks: Parameters<typeof refuseUnrunnable>[0], scenario = infinium) {
  return () => refuseUnrunnable(tasks, { laboratory, scenarios: new Map([[scenario.name, scenario]]), tested: null })
}

test.each([
  [{ fault: 'runawy' }, 'UNKNOWN_FAULT', "storm.yaml: entry 1: no fault is called 'runawy'", 'did you mean `runaway`?'],
  [
    { fault: 'runaway', params: { order: 5 } },
    'BAD_SCHEDULE',
    "storm.yaml: entry 1: runaway has no parameter 'order'",
    'did you mean `orders`?',
  ],
  [
    { fault: 'missing-bars', params: { shar: 0.5 } },
    'BAD_SCHEDULE',
    "storm.yaml: entry 1: missing-bars has no parameter 'shar'",
    'did you mean `share`?',
  ],
  [
    { fault: 'reject', params: { lots: 5 } },
    'BAD_SCHEDULE',
    "storm.yaml: entry 1: reject has no parameter 'lots'",
    expect.stringContaining('it has share'),
  ],
  [
    { fault: 'hold-back', params: { deed: 'kil' } },
    'BAD_SCHEDULE',
    "storm.yaml: entry 1: hold-back: deed: 'kil' may not stand there",
    'did you mean `kill`?',
  ],
  [
    { fault: 'runaway', target: 'sma-corss' },
    'BAD_SCHEDULE',
    "storm.yaml: entry 1: runaway is in 'sma-corss'",
    'did you mean `sma-cross`?',
  ],
])('a schedule with %o is refused before anything is judged', (entry, code, message, hint) => {
  expect(refused([given(entry)])).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message), hint }))
})

test('so is one in a world that nobody knows', () => {
  expect(refused([{ ...given({ fault: 'runaway' }), world: 'minuets' }])).toThrow(expect.objectContaining({ code: 'UNKNOWN_WORLD' }))
})

test('so is a case of the corpus', () => {
  const kept = { ...given({ fault: 'runawy' }), kind: 'corpus' as const, name: 'kept' }
  expect(refused([kept])).toThrow(expect.objectContaining({ code: 'UNKNOWN_FAULT', message: "kept: entry 1: no fault is called 'runawy'" }))
  expect(refused([{ ...kept, world: 'minuets' }])).toThrow(expect.objectContaining({ code: 'UNKNOWN_WORLD' }))
})

test('so is a scenario by what it draws, but what else its file throws is told by the run that is judged', () => {
  const drawing = (schedule: Scenario['schedule']): Scenario => ({ ...infinium, name: 'mine', schedule })
  const misspelt = drawing(() => [{ fault: 'runawy', when, minutes: 5 }])
  expect(refused([scenarioTask(misspelt, 1, depth)], misspelt)).toThrow("mine: entry 1: no fault is called 'runawy'")
  const throws = drawing(() => {
    throw new TypeError('not yet')
  })
  expect(refused([scenarioTask(throws, 1, depth)], throws)).not.toThrow()
})

test('what runs is not refused', () => {
  const tasks = [given({ fault: 'runaway' }), scenarioTask(infinium, 1, depth), worldTask('swarm', 'minutes', 1, depth)]
  expect(refused(tasks)).not.toThrow()
})
