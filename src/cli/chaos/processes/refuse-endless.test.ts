import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuseEndless } from './refuse-endless.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endless-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Refuses, where loading does this. */
async function loading(does: string, mostMs: number): Promise<void> {
  const file = join(folder, `${does.length}.mjs`)
  await writeFile(file, does)
  return refuseEndless('mine.ts', folder, mostMs, pathToFileURL(file))
}

test('a file that never comes to its end is refused, and says where to look', async () => {
  await expect(loading('for (;;);', 300)).rejects.toMatchObject({
    code: 'BAD_STRATEGY',
    message: 'mine.ts was not loaded after 0.3 s',
    hint: expect.stringContaining('onStart'),
  })
})

test.each([
  ['it ends', ''],
  ['it throws', 'throw new Error("no")'],
  ['it ends its thread', 'process.exit(3)'],
])('where %s, whoever loads it next says the rest', async (_, does) => {
  await expect(loading(does, 20_000)).resolves.toBeUndefined()
})
