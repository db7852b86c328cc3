import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDuckDb } from '../../duckdb.js'
import { RowBatch } from '../rows/row-batch.js'
import { sortRows } from './sort-rows.js'

vi.mock('../../duckdb.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../duckdb.js')>()
  return { ...original, openDuckDb: vi.fn(original.openDuckDb) }
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-sort-test-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** Sorts one row on the disk. */
async function sortOne(): Promise<void> {
  const extra = { adjustedClose: false, dividend: false, split: false, quotes: false }
  const batch = new RowBatch(extra, 1)
  batch.rows = 1
  await sortRows(
    extra,
    (append) => append(batch),
    async () => {},
    0,
  )
}

test('sorting leaves nothing behind', async () => {
  await sortOne()
  expect(await readdir(folder)).toEqual([])
})

test('a database that cannot be opened leaves no folder', async () => {
  vi.mocked(openDuckDb).mockRejectedValueOnce(new Error('no room for it'))
  await expect(sortOne()).rejects.toThrow('no room for it')
  expect(await readdir(folder)).toEqual([])
})

test('a table that cannot be made closes the database, and leaves no folder', async () => {
  const close = vi.fn()
  const connection = { run: () => Promise.reject(new Error('no table')) }
  vi.mocked(openDuckDb).mockResolvedValueOnce({ connection, close } as unknown as Awaited<ReturnType<typeof openDuckDb>>)
  await expect(sortOne()).rejects.toThrow('no table')
  expect(close).toHaveBeenCalledOnce()
  expect(await readdir(folder)).toEqual([])
})

test('a database that cannot be closed leaves no folder', async () => {
  const open = vi.mocked(openDuckDb).getMockImplementation() as typeof openDuckDb
  vi.mocked(openDuckDb).mockImplementationOnce(async (...args) => {
    const { connection, close } = await open(...args)
    return {
      connection,
      close: () => {
        close()
        throw new Error('it does not close')
      },
    }
  })
  await expect(sortOne()).rejects.toThrow('it does not close')
  expect(await readdir(folder)).toEqual([])
})
