import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadScenarios } from './load-scenarios.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenarios-'))
  await mkdir(join(folder, 'chaos', 'scenarios'), { recursive: true })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Writes a file with a scenario of a name. */
async function write(file: string, name: string): Promise<void> {
  await writeFile(
    join(folder, 'chaos', 'scenarios', `${file}.ts`),
    `const budget = () => ({ damage: 1, detectMinutes: 1, recoverMinutes: 1 })
export default { name: '${name}', title: 'mine', story: 'mine', world: 'days', schedule: () => [], caughtBy: [], backups: [], budget, without: {}, breaks: [] }\n`,
  )
}

test("a folder's own scenario takes the place of the package's of the same name", async () => {
  await write('churner', 'churner')
  expect(await loadScenarios(['churner'], folder)).toMatchObject([{ name: 'churner', title: 'mine' }])
})

test('a scenario that is called otherwise than its file is refused: the one of that name would run in its place', async () => {
  await write('mine', 'churner')
  await expect(loadScenarios(['mine'], folder)).rejects.toMatchObject({
    code: 'BAD_SCENARIO',
    message: "mine.ts has a scenario that is called 'churner'",
    hint: "call it 'mine', or its file churner.ts",
  })
})

test('a file without a scenario, and a name that nobody has, are refused', async () => {
  await writeFile(join(folder, 'chaos', 'scenarios', 'none.ts'), 'export default {}\n')
  await expect(loadScenarios(['none'], folder)).rejects.toMatchObject({ code: 'BAD_SCENARIO' })
  await expect(loadScenarios(['chuner'], folder)).rejects.toMatchObject({ code: 'UNKNOWN_SCENARIO', hint: 'did you mean `churner`?' })
})

test('a name that is cut short and mistyped is refused with the whole one', async () => {
  await expect(loadScenarios(['knigt'], folder)).rejects.toMatchObject({ hint: 'did you mean `knight-capital-2012`?' })
})
