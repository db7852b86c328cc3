import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Task } from '../suite/task.js'
import { testerTasks, worldTask } from '../suite/tasks.js'
import { judgeChunk, openBench } from './open-bench.js'
import { runTasks } from './runner.js'

let cwd: string

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'runner-'))
})

afterAll(() => rm(cwd, { recursive: true, force: true }))

const depth = { ablation: false, again: false, paired: false, example: false }
const negative = (world: string, seed: number): Task => worldTask('negative control', world, seed, depth)

test('each task gives one run, in the order of the tasks, and all of them are counted', async () => {
  const told: (readonly [number, number])[] = []
  const tasks = [negative('days', 2), { ...negative('minutes', 1), isolated: true }, negative('days', 1)]
  const runs = await runTasks(tasks, { cwd, workers: 1, onProgress: (...one) => told.push(one) })
  expect(runs.map(({ world, seed }) => [world, seed])).toEqual([
    ['days', 2],
    ['minutes', 1],
    ['days', 1],
  ])
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
})

test('what cannot be loaded is told by its own error', async () => {
  const task = { ...negative('days', 1), kind: 'scenario' as const, name: 'nobody', scenario: 'nobody' }
  await expect(runTasks([task], { cwd, workers: 1 })).rejects.toMatchObject({ code: 'UNKNOWN_SCENARIO' })
})

test('a strategy of the user is tested under each condition, and its runs say what was tested', async () => {
  await writeFile(join(cwd, 'mine.ts'), mine)
  const tested = { name: 'mine.ts', words: ['--param', 'every=30'], config: {}, params: { every: 30 }, series: null }
  const tasks = testerTasks(['mine.ts', ...tested.words], 1).filter(({ name }) => ['normal', 'chaos-runaway-in-its-place'].includes(name))
  const runs = judgeChunk(tasks, await openBench({ cwd, scenarios: [], tested }))
  expect(runs.map(({ kind, name, tested: words }) => [kind, name, words?.[0]])).toEqual([
    ['tester', 'normal', 'mine.ts'],
    ['tester', 'chaos-runaway-in-its-place', 'mine.ts'],
  ])
  expect(runs.flatMap(({ gates }) => gates.filter(({ passed }) => !passed))).toEqual([])
})

const mine = `import { defineStrategy, enterLong, exit, z } from 'trading-bench'

export default defineStrategy({
  name: 'mine',
  params: z.object({ every: z.number() }),
  onBar({ bar, position }, _, { every }) {
    if (bar.index % every === 0) return enterLong()
    return position.isLong && bar.index % every === 20 ? exit('time') : undefined
  },
})
`
