import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inFull } from '../judging/depth.js'
import { fileTasks } from './file-task.js'
import { namedTask } from './named-task.js'

let folder: string
let seeded: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-task-'))
  seeded = join(folder, 'seeded.yaml')
  await writeFile(seeded, 'seed: 7\nentries: [reject@drawdown=5%]\n')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const places = [1, 2, 3].map((seed) => ({ seed, depth: inFull }))

test('a schedule that says its seed runs at that alone, and at every seed that somebody asks for', async () => {
  const seedsOf = async (isAsked: boolean) => (await fileTasks(seeded, 'minutes', places, isAsked)).map(({ schedule }) => schedule?.seed)
  expect(await seedsOf(false)).toEqual([7])
  expect(await seedsOf(true)).toEqual([1, 2, 3])
})

test('a file is replayed at the seed behind it, else at its own', async () => {
  expect((await namedTask(seeded, folder)).seed).toBe(7)
  expect((await namedTask(`${seeded}@12`, folder)).seed).toBe(12)
})

test.each(['storm.txt', 'reject@p=0.1/h', '.'])('%s is no file of a schedule', async (path) => {
  await expect(fileTasks(path, 'minutes', places)).rejects.toMatchObject({
    code: 'BAD_SCHEDULE',
    message: `'${path}' is no .yaml or .json file`,
  })
})

test('a world is of a schedule in a file, and of nothing else that has a name', async () => {
  expect((await namedTask(seeded, folder, 'days')).world).toBe('days')
  expect((await namedTask(seeded, folder)).world).toBe('minutes')
  await expect(namedTask('swarm/minutes@3', folder, 'days')).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('--world'),
  })
})
