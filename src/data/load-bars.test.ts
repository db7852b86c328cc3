import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { timeframeOfFile } from './import/read-file.js'
import { loadBars } from './load-bars.js'

vi.mock('./import/read-file.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('./import/read-file.js')>()
  return { ...original, timeframeOfFile: vi.fn(original.timeframeOfFile) }
})

let file: string
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'bench-load-')), 'spy.csv')
  await writeFile(file, 'Date,Open,High,Low,Close,Volume\n2020-01-06,10,12,9,11,100\n')
})
afterEach(() => rm(join(file, '..'), { recursive: true }))

test('a file whose timeframe cannot be told has the one that is asked for', async () => {
  expect((await loadBars(file, { timeframe: '1d' })).series[0]?.timeframe).toBe('1d')
})

test('a slip of the program is no file whose timeframe cannot be told', async () => {
  vi.mocked(timeframeOfFile).mockRejectedValueOnce(new TypeError('a slip'))
  await expect(loadBars(file, { timeframe: '1d' })).rejects.toThrow('a slip')
})

test.each(['from', 'to'])('a date as a text is refused as %s, with how it is given', async (name) => {
  for (const source of [file, 'spx-1d', 'synthetic:1:1d']) {
    await expect(loadBars(source, { [name]: '2015-01-02' })).rejects.toMatchObject({
      code: 'USAGE',
      message: `${name} is "2015-01-02", and no time`,
      hint: 'give it in milliseconds since 1970: Date.parse("2015-01-02")',
    })
  }
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is no time either, and told as it is', async (to) => {
  await expect(loadBars('spx-1d', { to })).rejects.toMatchObject({ code: 'USAGE', message: `to is ${to}, and no time` })
})
