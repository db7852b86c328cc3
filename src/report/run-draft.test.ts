import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseFile, writeInPlace } from './run-draft.js'

let runs: string
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'drafts-'))
})
afterEach(() => rm(runs, { recursive: true, force: true }))

const write = (text: string) => (draft: string) => writeFile(join(draft, 'run.json'), text)
const content = (name: string) => readFile(join(runs, name, 'run.json'), 'utf8')

/** No process has this id: Linux gives out fewer. */
const NOBODY = 2 ** 22 + 1

test('a draft gets its name when it is whole, and replaces what was there', async () => {
  await writeInPlace(runs, 'a', write('one'))
  await writeInPlace(runs, 'a', async (draft) => {
    await write('two')(draft)
    expect(await content('a')).toBe('one')
  })
  expect(await content('a')).toBe('two')
  expect(await readdir(runs)).toEqual(['a'])
})

test('a failure leaves no draft, and what was there', async () => {
  await writeInPlace(runs, 'a', write('one'))
  await expect(writeInPlace(runs, 'a', () => Promise.reject(new Error('full disk')))).rejects.toThrow('full disk')
  expect([await content('a'), await readdir(runs)]).toEqual(['one', ['a']])
})

test('drafts of processes that are no more are removed, those of living ones stay', async () => {
  await mkdir(join(runs, `.draft-dead-${NOBODY}`))
  await mkdir(join(runs, `.draft-living-${process.ppid}`))
  await writeInPlace(runs, 'a', write('one'))
  expect((await readdir(runs)).sort()).toEqual([`.draft-living-${process.ppid}`, 'a'])
})

test('what a killed process had put aside comes back, unless its successor is there', async () => {
  for (const name of ['lost', 'kept']) await mkdir(join(runs, `.draft-${name}-${NOBODY}-old`))
  for (const name of ['lost', 'kept']) await write('old')(join(runs, `.draft-${name}-${NOBODY}-old`))
  await mkdir(join(runs, 'kept'))
  await write('new')(join(runs, 'kept'))
  await writeInPlace(runs, 'a', write('one'))
  expect([await content('lost'), await content('kept')]).toEqual(['old', 'new'])
  expect((await readdir(runs)).sort()).toEqual(['a', 'kept', 'lost'])
})

test('a file in the place of the folder is refused, and so is a file on the way to it', async () => {
  const file = join(runs, 'reports.txt')
  await writeFile(file, 'mine')
  await expect(refuseFile(file)).rejects.toMatchObject({ code: 'USAGE' })
  await expect(writeInPlace(join(file, 'deeper'), 'a', write('one'))).rejects.toMatchObject({ code: 'USAGE' })
  expect(await readFile(file, 'utf8')).toBe('mine')
})
