// Random damage to valid files: an import takes the whole file or refuses it with a reason, and the catalog never holds half a dataset.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCatalog } from '../../src/data/catalog/catalog.js'
import { importFile } from '../../src/data/import/import-file.js'
import type { ImportOptions } from '../../src/data/import/options.js'
import { readBarFile } from '../../src/data/import/read-file.js'
import { BenchError } from '../../src/std/errors.js'
import { type RandomStream, randomStream } from '../../src/std/random.js'

/** FUZZ_RUNS=20000 for the long run; FUZZ_SEED for another stream. */
const runs = Number(process.env.FUZZ_RUNS ?? 1_500)
const seed = process.env.FUZZ_SEED ?? 'import'

const fixtures = new URL('../fixtures/dialects/', import.meta.url).pathname
const originals = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()

/** What would let most fixtures be read, so that damage reaches the reader and not only the questions before it. */
const options: ImportOptions = { timeZone: 'America/New_York', stamp: 'start', dates: 'mdy', calendar: '24/7' }

const folder = mkdtempSync(join(tmpdir(), 'bench-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'a damaged file is read whole or refused with a reason',
  async () => {
    expect(originals.length).toBeGreaterThan(40)
    const stream = randomStream(seed, 'import-fuzz')
    let refused = 0
    for (let run = 0; run < runs; run++) {
      const original = pick(stream, originals)
      const file = join(folder, `${run % 8}-${original.slice(original.lastIndexOf('/') + 1)}`)
      writeFileSync(file, damaged(readFileSync(original), stream))
      const failure = await failureOf(() => readBarFile(file, stream.next() < 0.5 ? options : {}))
      if (failure !== null) refused++
      expectReason(failure, `run ${run} of seed ${seed}: ${original}`)
      rmSync(file)
    }
    // Were all refused, or none, the damage would test nothing.
    expect(refused).toBeGreaterThan(runs * 0.2)
    expect(refused).toBeLessThan(runs * 0.98)
  },
  runs * 60 + 20_000,
)

test(
  'after a damaged import the catalog holds the old dataset or the whole new one',
  async () => {
    const stream = randomStream(seed, 'import-fuzz-catalog')
    const datasets = join(folder, 'datasets')
    const whole = join(folder, 'whole.csv')
    writeFileSync(whole, 'Date,Open,High,Low,Close,Volume\n2024-01-02,1,2,1,2,5\n2024-01-03,2,3,2,3,5\n')
    let stored = await importFile(whole, datasets, { name: 'x' })
    for (let run = 0; run < Math.ceil(runs / 10); run++) {
      const original = pick(stream, originals)
      const file = join(folder, `catalog-${original.slice(original.lastIndexOf('/') + 1)}`)
      writeFileSync(file, damaged(readFileSync(original), stream))
      const failure = await failureOf(async () => {
        stored = await importFile(file, datasets, { ...options, name: 'x', replace: true })
      })
      expectReason(failure, `run ${run} of seed ${seed}: ${original}`)
      const kept = await openCatalog([datasets]).loadDataset('x', { adjust: 'as-stored' })
      // By series: the hash of a dataset covers bid and ask too, which a load leaves where they are.
      expect(kept.series.map(({ dataHash }) => dataHash)).toEqual(stored.instruments.map(({ hash }) => hash))
      expect(readdirSync(join(datasets, 'x'))).toHaveLength(2)
      rmSync(file)
    }
  },
  runs * 60 + 20_000,
)

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}

function expectReason(failure: unknown, where: string): void {
  if (failure === null) return
  if (!(failure instanceof BenchError)) throw new Error(`${where}: ${String((failure as Error).stack)}`)
  expect(failure.hint, where).not.toBe('')
  expect(`${failure.message} ${failure.hint}`, where).not.toMatch(/undefined|\[object|\bNaN ms\b/)
}

/** One to three cuts, flips, doublings, swaps or strange texts. */
function damaged(bytes: Buffer, stream: RandomStream): Buffer {
  let result = bytes
  for (let times = 1 + stream.integer(3); times > 0; times--) result = pick(stream, damages)(result, stream)
  return result
}

const strange = [
  '',
  '-1',
  '1e308',
  '1e999',
  'NaN',
  '"',
  '0x1F',
  '\uFEFF',
  '\r',
  '\0',
  ';',
  ',,',
  'null',
  '2024-02-30',
  '99999999999999999999',
  '１２',
  '-0',
]

type Damage = (bytes: Buffer, stream: RandomStream) => Buffer

const damages: readonly Damage[] = [
  (bytes, stream) => bytes.subarray(0, stream.integer(bytes.length + 1)),
  (bytes, stream) => bytes.subarray(stream.integer(bytes.length + 1)),
  (bytes, stream) => replaced(bytes, stream.integer(bytes.length + 1), 1, Buffer.from([stream.integer(256)])),
  (bytes, stream) => replaced(bytes, stream.integer(bytes.length + 1), stream.integer(6), Buffer.from(pick(stream, strange))),
  (bytes, stream) => ofCells(bytes, stream, (cells, at) => cells.with(at, pick(stream, strange))),
  (bytes, stream) => ofCells(bytes, stream, (cells, at) => cells.toSpliced(at, 1)),
  (bytes, stream) => ofLines(bytes, (lines) => lines.toSpliced(stream.integer(lines.length), 0, pick(stream, lines))),
  (bytes, stream) => ofLines(bytes, (lines) => lines.toSpliced(stream.integer(lines.length), 1)),
  (bytes) => ofLines(bytes, (lines) => lines.toReversed()),
  (bytes, stream) => Buffer.from(bytes.toString('latin1').replaceAll(',', pick(stream, [';', '\t', '|', ' '])), 'latin1'),
]

function replaced(bytes: Buffer, at: number, length: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)])
}

function ofLines(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  return Buffer.from(change(bytes.toString('latin1').split('\n')).join('\n'), 'latin1')
}

function ofCells(bytes: Buffer, stream: RandomStream, change: (cells: string[], at: number) => string[]): Buffer {
  return ofLines(bytes, (lines) => {
    const at = stream.integer(lines.length)
    const cells = (lines[at] as string).split(',')
    return lines.with(at, change(cells, stream.integer(cells.length)).join(','))
  })
}

function pick<Item>(stream: RandomStream, items: readonly Item[]): Item {
  return items[stream.integer(items.length)] as Item
}
