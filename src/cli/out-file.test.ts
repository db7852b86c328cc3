import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outFile, outFolder, writeOut } from './out-file.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'out-file-'))
  await writeFile(join(folder, 'file'), '')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('the folders that are asked for are there from then on', async () => {
  const file = await outFile(join(folder, 'a', 'b.xml'), '--junit')
  await writeOut(file, ['one, ', 'two'])
  expect(await readFile(file, 'utf8')).toBe('one, two')
  expect(await outFolder(join(folder, 'c'))).toBe(join(folder, 'c'))
})

test('many pieces are one text, whatever is written at a time', async () => {
  const pieces = Array.from({ length: 300_000 }, (_, index) => `${index}\n`)
  const file = join(folder, 'pieces')
  await writeOut(file, pieces)
  expect(await readFile(file, 'utf8')).toBe(pieces.join(''))
})

test('what is tried leaves nothing', async () => {
  const tried = join(folder, 'tried')
  await outFolder(tried)
  await outFile(join(tried, 'x.xml'))
  expect(await readdir(tried)).toEqual([])
})

test.skipIf(process.platform !== 'linux')('a folder that takes nothing is refused, whatever it says of itself', async () => {
  const refused = (message: string) => expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) })
  await expect(outFile('/proc/x.xml', '--junit')).rejects.toEqual(refused('--junit /proc/x.xml cannot be written'))
  await expect(outFolder('/proc')).rejects.toEqual(refused('the folder of --out /proc cannot be written'))
})

test('what is in the way is refused by the name of its option', async () => {
  const refused = (message: string) => expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) })
  await expect(outFile(folder, '--junit')).rejects.toEqual(refused(`--junit ${folder} is a folder, and a file is written`))
  await expect(outFolder(join(folder, 'file'))).rejects.toEqual(refused('is a file, and a folder is written'))
  await expect(outFile(join(folder, 'file', 'x'), '--junit')).rejects.toEqual(refused('the folder of --junit '))
  await expect(outFolder('/proc/nowhere')).rejects.toEqual(refused('the folder of --out /proc/nowhere cannot be made'))
  await expect(writeOut(join(folder, 'nowhere', 'x'), '', '--junit')).rejects.toEqual(refused('--junit: '))
})
