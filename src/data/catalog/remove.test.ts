// Removing datasets: only the user's own, whole or damaged, and never a file that the catalog did not write.

import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { columnsFromRows } from '../columns.js'
import { bundledCatalogFolder, openCatalog } from './catalog.js'
import { bundledDatasets, findRemovable, removeDataset } from './remove.js'
import { writeDataset } from './write.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remove-test-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function write(name: string, close = 100) {
  const columns = columnsFromRows([[0, 1000, close, close, close, close, 1]])
  const series = [{ instrument: instrument('X', 'crypto'), timeframe: '1s' as const, columns }]
  const description = { label: name, synthetic: true, notes: [], source: { name: 'test' }, options: {}, timeframe: '1s' as const }
  return writeDataset(folder, { name, ...description }, series, { replace: true })
}

describe('removing', () => {
  test('a dataset leaves nothing of it, and nothing else is touched', async () => {
    await write('one')
    await write('two')
    const removable = await findRemovable(folder, 'one')
    expect(removable.bytes).toBeGreaterThan(500)
    await removeDataset(removable)
    expect(await readdir(folder)).toEqual(['two'])
    expect((await openCatalog([folder]).loadDataset('two')).series).toHaveLength(1)
  })

  test('takes a dataset whose pointer cannot be read', async () => {
    await write('one')
    await writeFile(join(folder, 'one', 'dataset.json'), '{')
    await removeDataset(await findRemovable(folder, 'one'))
    expect(await readdir(folder)).toEqual([])
  })

  test('takes what processes that died left half done', async () => {
    await write('one')
    const partial = join(folder, 'one', `.partial-${2 ** 22 + 1}-0`)
    await mkdir(partial)
    await writeFile(`${partial}.json`, '{')
    await removeDataset(await findRemovable(folder, 'one'))
    expect(await readdir(folder)).toEqual([])
  })

  test('leaves what the catalog did not write', async () => {
    await write('one')
    await writeFile(join(folder, 'one', 'my-notes.txt'), 'keep me')
    await mkdir(join(folder, 'one', 'pictures'))
    await removeDataset(await findRemovable(folder, 'one'))
    expect((await readdir(join(folder, 'one'))).sort()).toEqual(['my-notes.txt', 'pictures'])
  })

  test('that stops after the pointer leaves a name that can be written again', async () => {
    const { version } = await write('one')
    await rm(join(folder, 'one', 'dataset.json'))
    await expect(findRemovable(folder, 'one')).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
    const again = await write('one', 200)
    expect(again.version).not.toBe(version)
    expect((await readdir(join(folder, 'one'))).sort()).toEqual([again.version, 'dataset.json'].sort())
  })

  test.each(['nonsense', '../one', '..', ''])('of %j is refused', async (name) => {
    await write('one')
    await expect(findRemovable(join(folder, 'one'), name)).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
    expect(existsSync(join(folder, 'one', 'dataset.json'))).toBe(true)
  })

  test.each(bundledDatasets)('of %s, which comes with the package, is refused', async (name) => {
    await expect(findRemovable(folder, name)).rejects.toMatchObject({ code: 'USAGE' })
    await expect(findRemovable(bundledCatalogFolder(), name)).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('a namesake of a bundled dataset in a folder of one’s own works', async () => {
    await write('spx-1d')
    await removeDataset(await findRemovable(folder, 'spx-1d'))
    expect(await readdir(folder)).toEqual([])
  })
})

test('the bundled datasets are those that datasets/README.md lists', () => {
  const page = readFileSync(join(bundledCatalogFolder(), 'README.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
  expect(bundledDatasets).toEqual(listed)
})
