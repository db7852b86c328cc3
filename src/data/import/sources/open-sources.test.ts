import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import yauzl, { type Options, type ZipFile } from 'yauzl'
import { zip } from '../../../../tests/fixtures/zip.js'
import { openSources } from './open-sources.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-sources-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

async function archive(entries: number): Promise<string> {
  const path = join(folder, 'many.zip')
  await writeFile(path, zip(...Array.from({ length: entries }, (_, index) => ({ name: `${index}.csv`, content: 'Date,Close\n' }))))
  return path
}

test('a zip of many entries is opened with few files open at a time', async () => {
  const path = await archive(500)
  const open = yauzl.openPromise.bind(yauzl) as (path: string, options: Options) => Promise<ZipFile>
  let held = 0
  let mostHeld = 0
  vi.spyOn(yauzl, 'openPromise').mockImplementation((async (file: string, options: Options) => {
    const opened = await open(file, options)
    mostHeld = Math.max(mostHeld, ++held)
    return opened.on('close', () => held--)
  }) as typeof yauzl.openPromise)
  expect(await openSources(path)).toHaveLength(500)
  expect(mostHeld).toBeLessThan(20)
})

test.each([
  Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE', errno: -24 }),
  new TypeError('a slip of the program'),
])('what is no damage of the zip is not called one: $message', async (error) => {
  const path = await archive(1)
  vi.spyOn(yauzl, 'openPromise').mockRejectedValue(error)
  await expect(openSources(path)).rejects.toBe(error)
})

test.each([
  new Error('invalid central directory file header signature'),
  new RangeError('beyond the end'),
  Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR', errno: -3 }),
])('what yauzl and zlib say of a damaged zip is said: $message', async (error) => {
  const path = await archive(1)
  vi.spyOn(yauzl, 'openPromise').mockRejectedValue(error)
  await expect(openSources(path)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining(error.message) })
})
