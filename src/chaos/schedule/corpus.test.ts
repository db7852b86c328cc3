import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { bundledScenarios } from '../../../tests/fixtures/scenarios.js'
import { judgeTask } from '../suite/judge-task.js'
import { corpusTask } from '../suite/tasks.js'
import { corpusText, loadCorpus } from './corpus.js'
import { scheduleOf } from './schedule.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corpus-'))
  await mkdir(join(folder, 'chaos', 'corpus'), { recursive: true })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const schedule = scheduleOf(3, [{ fault: 'reject', when: { at: '2024-03-04T15:00:00Z' }, minutes: 1 }])

describe('a case of the package passes its gates: what was mended stays mended', () => {
  const files = readdirSync('chaos/corpus')

  test.each(files)('%s', async (file) => {
    const [laboratory, all, cases] = await Promise.all([testLaboratory(), bundledScenarios(), loadCorpus(folder)])
    const one = cases.find(({ name }) => `${name}.json` === file) ?? expect.fail(`${file} is read`)
    const { gates } = judgeTask(corpusTask(one), { laboratory, scenarios: new Map(all.map((each) => [each.name, each])), tested: null })
    expect(gates.filter(({ passed }) => !passed)).toEqual([])
  })

  test('there are any', () => expect(files.length).toBeGreaterThan(0))
})

test('a folder has cases of its own, read as they were written', async () => {
  await writeFile(join(folder, 'chaos', 'corpus', 'own.json'), corpusText({ world: 'minutes', broke: 'I2: by a test', schedule }))
  expect(await loadCorpus(folder)).toContainEqual({ name: 'own', world: 'minutes', broke: 'I2: by a test', scenario: null, schedule })
})

test.each([
  ['{ "schema": "bench.chaos-case/1", "broke": "I2", "schedule": {} }', 'bad.json: world'],
  ['{ "schema": "bench.chaos-case/1", "world": "minutes", "broke": "I2", "schedule": {} }', 'bad.json: schedule: schema'],
  ['{', 'bad.json: '],
])('%s is refused', async (text, message) => {
  const path = join(folder, 'chaos', 'corpus', 'bad.json')
  await writeFile(path, text)
  await expect(loadCorpus(folder)).rejects.toMatchObject({ code: 'BAD_SCHEDULE', message: expect.stringContaining(message) })
  await rm(path)
})
