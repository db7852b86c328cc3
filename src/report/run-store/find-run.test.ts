import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRun } from './find-run.js'
import { listRuns } from './list-runs.js'

let runs: string
const names = ['sma-cross-1a2b3c4d', 'sma-cross-1a2b3c4d-quantstats', 'sma-cross-1a2bffff', 'turtle-99999999']

beforeAll(async () => {
  runs = await realpath(await mkdtemp(join(tmpdir(), 'find-')))
  for (const name of names) {
    await mkdir(join(runs, name))
    await writeFile(join(runs, name, 'run.json'), '{}')
  }
  await mkdir(join(runs, 'compare-a-b'))
  await mkdir(join(runs, '.draft-x-1'))
  await symlink('turtle-99999999', join(runs, 'latest'), 'dir')
})
afterAll(() => rm(runs, { recursive: true, force: true }))

describe('a run is found by', () => {
  test.each([
    ['its name', 'sma-cross-1a2b3c4d', 'sma-cross-1a2b3c4d'],
    ['the beginning of its name, the plain run before its other figures', 'sma-cross-1a2b3', 'sma-cross-1a2b3c4d'],
    ['the beginning of its digits', '9999', 'turtle-99999999'],
    ['its digits and what follows', '1a2b3c4d-q', 'sma-cross-1a2b3c4d-quantstats'],
    ['latest', 'latest', 'turtle-99999999'],
  ])('%s', async (_, typed, name) => {
    expect(await findRun(runs, typed)).toBe(join(runs, name))
  })

  test('a path of its directory or of a file in it', async () => {
    expect(await findRun('elsewhere', join(runs, names[0] as string))).toBe(join(runs, names[0] as string))
    expect(await findRun('elsewhere', join(runs, 'turtle-99999999', 'run.json'))).toBe(join(runs, 'turtle-99999999'))
  })

  test('no path of a file that is not a run’s own, or not there', async () => {
    await writeFile(join(runs, 'turtle-99999999', 'notes.txt'), '')
    for (const name of ['notes.txt', 'trades.parquet', 'nosuch'])
      await expect(findRun(runs, join(runs, 'turtle-99999999', name)), name).rejects.toMatchObject({ code: 'UNKNOWN_RUN' })
  })
})

describe('a run that is not found', () => {
  test.each([
    ['what begins several', 'sma', 'sma-cross-1a2bffff'],
    ['nothing like it', 'zzz', 'bench runs'],
  ])('is told what to write: %s', async (_, typed, hint) => {
    await expect(findRun(runs, typed)).rejects.toMatchObject({ code: 'UNKNOWN_RUN', hint: expect.stringContaining(hint) })
  })

  test('with a letter wrong gets the nearest name', async () => {
    await expect(findRun(runs, 'turtel-99999999')).rejects.toMatchObject({ hint: expect.stringContaining('`turtle-99999999`') })
  })

  test('in an empty folder is told how to make one', async () => {
    await expect(findRun(join(runs, 'compare-a-b'), 'latest')).rejects.toMatchObject({ hint: expect.stringContaining('bench backtest') })
  })
})

test('directories that cannot be read are listed as damaged, and the others still', async () => {
  const { runs: readable, damaged } = await listRuns(runs)
  expect(readable).toEqual([])
  expect(damaged).toHaveLength(names.length)
  expect((await listRuns(join(runs, 'not-there'))).damaged).toEqual([])
})
