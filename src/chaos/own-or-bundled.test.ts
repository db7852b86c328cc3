import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownOrBundled } from './own-or-bundled.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['scenarios', 'mine.js', '.ts', 'make it mine.ts, or move it'],
  ['corpus', 'kept.yaml', '.json', 'make it kept.json, or move it'],
  ['', 'suite.yml', '.yaml', 'make it suite.yaml, or move it'],
] as const)('in chaos/%s a %s is refused: nobody would judge it', async (kind, file, ending, hint) => {
  const cwd = join(folder, file)
  await mkdir(join(cwd, 'chaos', kind), { recursive: true })
  await writeFile(join(cwd, 'chaos', kind, file), '')
  expect(() => ownOrBundled(kind, ending, cwd)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG', hint }))
})

test('what is no file of the laboratory is passed over', async () => {
  const cwd = join(folder, 'others')
  await mkdir(join(cwd, 'chaos', 'scenarios'), { recursive: true })
  for (const file of ['notes.md', 'night.yml', 'scenarios/README.md', 'scenarios/mine.ts']) await writeFile(join(cwd, 'chaos', file), '')
  expect(ownOrBundled('scenarios', '.ts', cwd).get('mine')).toBe(join(cwd, 'chaos', 'scenarios', 'mine.ts'))
  expect([...ownOrBundled('', '.yaml', cwd).keys()]).toEqual(['suite'])
})
