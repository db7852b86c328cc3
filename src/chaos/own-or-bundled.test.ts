import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownOrBundled, ownOrBundledFile } from './own-or-bundled.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** A folder with an empty file of that name in its `chaos`. */
async function withFile(path: string): Promise<string> {
  const cwd = await mkdtemp(join(folder, 'cwd-'))
  await mkdir(dirname(join(cwd, 'chaos', path)), { recursive: true })
  await writeFile(join(cwd, 'chaos', path), '')
  return cwd
}

test.each([
  ['scenarios', 'mine.js', '.ts', 'make it mine.ts, or move it'],
  ['corpus', 'kept.yaml', '.json', 'make it kept.json, or move it'],
] as const)('in chaos/%s a %s is refused: nobody would judge it', async (kind, file, ending, hint) => {
  const cwd = await withFile(join(kind, file))
  expect(() => ownOrBundled(kind, ending, cwd)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG', hint }))
})

test('a suite.yml is refused: nobody would read it', async () => {
  const cwd = await withFile('suite.yml')
  const refusal = {
    code: 'BAD_CONFIG',
    message: 'chaos/suite.yml is not read: it is no .yaml file',
    hint: 'make it suite.yaml, or move it',
  }
  expect(() => ownOrBundledFile('suite', '.yaml', cwd)).toThrow(expect.objectContaining(refusal))
})

test("one's own comes before the package's", async () => {
  const cwd = await withFile('suite.yaml')
  expect(ownOrBundledFile('suite', '.yaml', cwd)).toBe(join(cwd, 'chaos', 'suite.yaml'))
  expect(ownOrBundledFile('suite', '.yaml', folder)).toMatch(/chaos.suite\.yaml$/)
})

test.each(['scenarios/README.md', 'scenarios/mine.test.ts', 'scenarios/mine.spec.js', 'night.yml'])('%s is passed over', async (file) => {
  const cwd = await withFile(file)
  expect([...ownOrBundled('scenarios', '.ts', cwd).keys()]).toEqual([...ownOrBundled('scenarios', '.ts', folder).keys()])
  expect(ownOrBundledFile('suite', '.yaml', cwd)).toBe(ownOrBundledFile('suite', '.yaml', folder))
})
