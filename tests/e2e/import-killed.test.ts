// An import that is killed in its middle, without a chance to clean up.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCatalog } from '../../src/data/catalog/catalog.js'

const bench = fileURLToPath(new URL('../../dist/cli/bench.js', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-killed-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('kill -9 in the middle of an import leaves the catalog as it was, and the next import clears up', { timeout: 60_000 }, async () => {
  await writeMinutes('small.csv', 1_000)
  await writeMinutes('large.csv', 1_500_000)
  expect(await runImport('small.csv').closed).toBe(0)
  const before = await openCatalog([folder]).loadDataset('x')

  const large = runImport('large.csv')
  await waitForBars()
  large.kill()
  expect(await large.closed).toBeNull()
  expect((await readdir(join(folder, 'x'))).some((entry) => entry.startsWith('.partial-'))).toBe(true)
  const after = await openCatalog([folder]).loadDataset('x')
  expect(after.dataHash).toBe(before.dataHash)
  expect(after.series[0]?.columns).toEqual(before.series[0]?.columns)

  expect(await runImport('small.csv').closed).toBe(0)
  expect((await readdir(join(folder, 'x'))).filter((entry) => entry.startsWith('.partial-'))).toEqual([])
})

async function writeMinutes(name: string, rows: number): Promise<void> {
  const file = await open(join(folder, name), 'w')
  await file.write('timestamp,open,high,low,close,volume\n')
  for (let start = 0; start < rows; start += 100_000) {
    const lines = Array.from(
      { length: Math.min(100_000, rows - start) },
      (_, row) => `${1_000_000_000 + (start + row) * 60},1,2,1,1.5,${row}\n`,
    )
    await file.write(lines.join(''))
  }
  await file.close()
}

function runImport(file: string): { readonly closed: Promise<number | null>; kill(): void } {
  const words = [
    'data',
    'import',
    file,
    '--symbol',
    'X',
    '--name',
    'x',
    '--asset-class',
    'crypto',
    '--stamp',
    'start',
    '--replace',
    '--catalog',
    folder,
  ]
  const child = spawn(process.execPath, [bench, ...words], { cwd: folder, stdio: 'ignore' })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { closed, kill: () => child.kill('SIGKILL') }
}

/** Until the import that runs has written its first file of bars. */
async function waitForBars(): Promise<void> {
  for (;;) {
    const partials = (await readdir(join(folder, 'x'))).filter((entry) => entry.startsWith('.partial-'))
    if (partials.some((partial) => existsSync(join(folder, 'x', partial, 'instrument=X', 'bars.parquet')))) return
    await setTimeout(5)
  }
}
