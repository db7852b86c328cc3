import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dataImport } from './import.js'
import { type DataImportOptions, dataImportOptions } from './import-options.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

const header = 'Date,Open,High,Low,Close,Volume\n'
const sound = `${header}2021-01-13,10,12,9,11,100\n2021-01-14,11,12,10,11,100\n`
const faulty = `${header}2021-01-13,10,12,9,11,100\n2021-01-14,11,x,10,11,100\n`
const later = `${header}2021-01-19,11,13,10,12,100\n2021-01-20,12,13,10,12,100\n`

/** Imports files of the test's own and gives what was printed and the exit code. */
async function imported(
  files: Readonly<Record<string, string>>,
  options: DataImportOptions = {},
): Promise<{ text: string; code: string | number }> {
  let text = ''
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk
    return true
  })
  process.exitCode = undefined
  const paths = Object.keys(files).map((name) => join(folder, name))
  await dataImport(paths, { catalog: join(folder, 'catalog'), ...options }).finally(() => vi.restoreAllMocks())
  return { text, code: process.exitCode ?? 0 }
}

const datasets = async () => (existsSync(join(folder, 'catalog')) ? readdir(join(folder, 'catalog')) : [])

describe('many files', () => {
  test('make a dataset a symbol; those that are refused are listed and the exit code is 4', async () => {
    const { text, code } = await imported({ 'aaa.csv': sound, 'bad.csv': faulty, 'ccc.csv': later, 'page.csv': '<!doctype html>\n' })
    expect(code).toBe(4)
    expect((await datasets()).sort()).toEqual(['aaa-1d', 'ccc-1d'])
    expect(text).toContain('imported aaa-1d: AAA 2 bars of 1d')
    expect(text).toMatch(/refused .*bad\.csv\n {2}BAD_DATA: .*1 faulty row/)
    expect(text).toMatch(/refused .*page\.csv\n {2}BAD_DATA: this is a web page/)
  })

  test('of one symbol are one series', async () => {
    const { text } = await imported({ 'new.csv': later, 'old.csv': sound }, { symbol: 'QQQ' })
    expect(text).toContain('imported qqq-1d: QQQ 4 bars of 1d, 2021-01-13 to 2021-01-20')
  })

  test('that would have one name do not overwrite each other', async () => {
    const { text, code } = await imported({ 'a b.csv': sound, 'a-b.csv': later }, { replace: true })
    expect(code).toBe(4)
    expect(text).toContain('imported a-b-1d: A B 2 bars of 1d, 2021-01-13')
    expect(text).toContain('DATASET_EXISTS: another file of this import is a-b-1d already')
  })

  test('are one dataset by name', async () => {
    const { text, code } = await imported({ 'aaa.csv': sound, 'bbb.csv': sound }, { name: 'two', json: true })
    expect(code).toBe(0)
    const { schema, datasets: made, refused } = JSON.parse(text)
    expect([schema, made.length, refused]).toEqual(['bench.import/1', 1, []])
    expect(made[0]).toMatchObject({ name: 'two', label: 'two' })
    expect(made[0].instruments.map((one: { instrument: { id: string } }) => one.instrument.id)).toEqual(['AAA', 'BBB'])
  })
})

test('a single file fails as a whole, with its own error', async () => {
  await expect(imported({ 'bad.csv': faulty })).rejects.toMatchObject({ code: 'BAD_DATA' })
  await expect(
    imported({ 'hours.csv': sound.replaceAll('2021-01-13', '2021-01-14 10:00').replaceAll('-14,', '-14 11:00,') }),
  ).rejects.toMatchObject({
    code: 'USAGE',
  })
  expect(await datasets()).toEqual([])
})

describe('a dry run', () => {
  test('shows what was recognised and the first bars, and stores nothing', async () => {
    const { text } = await imported({ 'aaa.csv': sound }, { dryRun: true })
    expect(text).toMatch(/dialect +plain CSV \(plain\)/)
    expect(text).toMatch(/columns +time ← Date, open ← Open/)
    expect(text).toMatch(/AAA +2021-01-13T14:30:00Z +2021-01-13T21:00:00Z +10 +12 +9 +11 +100/)
    expect(await datasets()).toEqual([])
  })

  test('as JSON has the layout and the bars', async () => {
    const { text } = await imported({ 'aaa.csv': sound }, { dryRun: true, json: true })
    const { schema, datasets: shown } = JSON.parse(text)
    expect(schema).toBe('bench.import-preview/1')
    expect(shown[0]).toMatchObject({ instrument: 'AAA', timeframe: '1d', files: [{ layout: { dialect: 'plain', delimiter: ',' } }] })
    expect(shown[0].bars[0]).toMatchObject({ openTime: '2021-01-13T14:30:00Z', close: 11 })
  })
})

test('a mapping names a column and what it holds', () => {
  const { read } = dataImportOptions.map
  expect(read('Last=close')).toEqual(['Last', 'close'])
  expect(read('5=timeofday')).toEqual(['5', 'timeOfDay'])
  expect(() => read('Last=clse')).toThrow(expect.objectContaining({ code: 'USAGE', hint: 'did you mean `close`?' }))
})
