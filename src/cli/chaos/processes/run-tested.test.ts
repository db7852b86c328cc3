import { expect, test } from 'vitest'
import { judgedRun } from '../../../../tests/fixtures/verdict.js'
import type { Task } from '../../../chaos/suite/task.js'
import { testerTasks } from '../../../chaos/suite/tasks.js'
import { type Judging, runTested } from './run-tested.js'

const tested = { name: 'mine.ts', words: [], params: {}, config: {}, series: null }
const tasks = testerTasks(['mine.ts'], 1).slice(0, 4)
const names = tasks.map(({ name }) => name)

/** Judges whose tasks of this name do not run to their end. */
function judges(ending: string, asked: (readonly [string, boolean])[] = []): { start: () => Judging; closed: () => number } {
  let closed = 0
  const judged = async ({ name }: Task, isFirst: boolean) => {
    asked.push([name, isFirst])
    return judgedRun({ name, gates: [{ name: 'ran to its end', passed: name !== ending, says: '' }] })
  }
  return { start: () => ({ judged, close: () => closed++ }), closed: () => closed }
}

test('each task gives one run, in the order of the tasks, on any number of processes', async () => {
  const told: (readonly [number, number])[] = []
  const { start, closed } = judges(names[2] as string)
  const runs = await runTested(tasks, { cwd: '.', workers: 3, tested, onProgress: (...one) => told.push(one) }, start)
  expect(runs.map(({ name }) => name)).toEqual(names)
  expect(told.map(([done]) => done)).toEqual([1, 2, 3, 4])
  expect(closed()).toBe(3)
})

test('one that does not come to its end where something goes wrong is judged by the other conditions too', async () => {
  const chosen = testerTasks(['mine.ts'], 1, ['stressed-gaps', 'normal'])
  const runs = await runTested(chosen, { cwd: '.', workers: 1, tested }, judges('stressed-gaps').start)
  expect(runs.map(({ name }) => name)).toEqual(['stressed-gaps', 'normal'])
})

test('a strategy that does not come to the end of its first run is judged by that alone', async () => {
  const asked: (readonly [string, boolean])[] = []
  const { start, closed } = judges('normal', asked)
  const runs = await runTested(tasks, { cwd: '.', workers: 2, tested }, start)
  expect(runs.map(({ name }) => name)).toEqual(['normal'])
  expect([asked, closed()]).toEqual([[['normal', true]], 2])
})
