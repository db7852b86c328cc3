import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceFile } from './replace-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a file gets its name when it is whole, and what was there stays until then', async () => {
  const file = join(folder, 'a.txt')
  await writeFile(file, 'old')
  const answer = await replaceFile(file, async (draft) => {
    await writeFile(draft, 'new')
    expect(await readFile(file, 'utf8')).toBe('old')
    return 7
  })
  expect([answer, await readFile(file, 'utf8'), await readdir(folder)]).toEqual([7, 'new', ['a.txt']])
})

test.each([
  ['in writing', (draft: string) => writeFile(draft, 'half').then(() => Promise.reject(new Error('full disk')))],
  ['in nothing that was written', () => Promise.resolve()],
])('a failure %s leaves no draft, and no listener', async (_, write) => {
  const listeners = process.listenerCount('exit')
  await expect(replaceFile(join(folder, 'a.txt'), write)).rejects.toThrow()
  expect([await readdir(folder), process.listenerCount('exit')]).toEqual([[], listeners])
})
