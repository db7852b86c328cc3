import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { columnsFromRows } from '../columns.js'
import { openCatalog } from './catalog.js'
import type { DatasetDescription } from './dataset.js'
import { writeDataset } from './write.js'

/** How many more changes to the disk this process lives to make. */
const life = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }))

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>()
  const mortal =
    <Arguments extends unknown[], Result>(change: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      if (life.left-- <= 0) throw new Error('the process is dead')
      return change(...args)
    }
  const { mkdir, open, rename, rm, writeFile } = original
  return { ...original, mkdir: mortal(mkdir), open: mortal(open), rename: mortal(rename), rm: mortal(rm), writeFile: mortal(writeFile) }
})

const description: DatasetDescription = {
  name: 'small-1d',
  label: 'a bar',
  synthetic: true,
  notes: [],
  timeframe: '1d',
  source: { name: 'a test' },
  options: {},
}

function bars(price: number) {
  const columns = columnsFromRows([[0, 10, price, price, price, price, 1]])
  return ['A', 'B'].map((id) => ({ instrument: instrument(id, 'equity'), timeframe: '1d' as const, columns }))
}

test('a process that dies at any change to the disk leaves the old bars or the new ones, whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-crash-'))
  const outcomes: (number | undefined)[] = []
  await writeDataset(folder, description, bars(1))
  for (let changes = 0; ; changes++) {
    life.left = changes
    const died = await writeDataset(folder, description, bars(2), { replace: true }).then(
      () => false,
      () => true,
    )
    life.left = Number.POSITIVE_INFINITY
    const { series } = await openCatalog([folder]).loadDataset('small-1d')
    const prices = new Set(series.map(({ columns }) => columns.close[0]))
    expect(series).toHaveLength(2)
    expect(prices.size).toBe(1)
    outcomes.push(...prices)
    if (!died) break
    await writeDataset(folder, description, bars(1), { replace: true })
  }
  await rm(folder, { recursive: true })
  expect(outcomes.length).toBeGreaterThan(10)
  expect(outcomes).toEqual([...outcomes].sort())
  expect(outcomes[0]).toBe(1)
  expect(outcomes.at(-1)).toBe(2)
})
