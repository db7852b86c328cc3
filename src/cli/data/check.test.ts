import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openCatalog } from '../../data/catalog/catalog.js'
import { streamDataset, writeDataset } from '../../data/catalog/write.js'
import { dailyBars, set, splitAt, without } from '../../data/quality/series.testing.js'
import { allocateQuotes, quoteNames } from '../../data/quote-columns.js'
import { instrument } from '../../model/instrument.js'
import { formatTime } from '../../model/time.js'
import { dataCheck } from './check.js'
import type { DataCheckOptions, DataRepairOptions } from './check-options.js'
import { dataRepair } from './repair.js'
import { storedQuotes } from './stored-quotes.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-check-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

/** Runs a verb and gives what it printed and its exit code. */
async function run(verb: () => Promise<void>): Promise<{ printed: string; code: string | number }> {
  let printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
  process.exitCode = undefined
  try {
    await verb()
  } finally {
    vi.restoreAllMocks()
  }
  return { printed, code: process.exitCode ?? 0 }
}

const check = (name: string, options: DataCheckOptions = {}) => run(() => dataCheck([name], { catalog: folder, ...options }))
const repair = (name: string, options: DataRepairOptions) => run(() => dataRepair(name, { catalog: folder, ...options }))

/** A year of days with one missing, and with a spike when asked. */
async function write(name: string, withSpike: boolean): Promise<void> {
  const columns = without(dailyBars(), (row) => row === 30)
  if (withSpike) set(columns, 100, { close: 250, high: 250 })
  const description = { name, label: name, synthetic: true, notes: [], timeframe: '1d', source: { name: 'test' }, options: {} } as const
  await writeDataset(folder, description, [{ instrument: instrument('TEST', 'equity'), timeframe: '1d', columns }])
}

describe('bench data check', () => {
  test('ends with 4 where there are errors, and with 0 where there are only warnings, but for --strict', async () => {
    await write('spiky', true)
    await write('holey', false)
    expect((await check('spiky')).code).toBe(4)
    expect((await check('holey')).code).toBe(0)
    expect((await check('holey', { strict: true })).code).toBe(4)
  })

  test('prints the counts of each check, and the worst first with its row and hint', async () => {
    await write('spiky', true)
    const { printed } = await check('spiky')
    expect(printed).toContain('spiky  TEST, 251 bars of 1d: 1 error, 1 warning\n')
    expect(printed).toMatch(
      /error {3}spike · TEST, row 100: close 250 between .*\n.*hint: a misprint\?[\s\S]*warning missing-session · TEST, row 30: no bar of 2010-02-17/,
    )
  })

  test('does not suspect a split that the file tells, but one that its prices are said to be adjusted for', async () => {
    const columns = splitAt(dailyBars(), 100, 0.5)
    const rows = Array.from(columns.openTime, (time, row) => {
      const prices = [columns.close[row], columns.high[row], columns.low[row], columns.open[row], columns.volume[row]]
      const adjusted = columns.close[row]! / (row < 100 ? 2 : 1)
      return [formatTime(time).slice(0, 10), ...prices, adjusted, 0, row === 100 ? 2 : 1].join(',')
    })
    const tiingo = join(folder, 'tiingo.csv')
    await writeFile(tiingo, ['date,close,high,low,open,volume,adjClose,divCash,splitFactor', ...rows].join('\n'))
    expect((await check(tiingo)).printed).toContain('nothing found')
    const yfinance = join(folder, 'yfinance.csv')
    const reordered = rows.map((line) => {
      const [date, close, high, low, open, volume, , , split] = line.split(',')
      return [`${date} 00:00:00-05:00`, open, high, low, close, volume, 0, split === '2' ? 2 : 0].join(',')
    })
    await writeFile(yfinance, ['Date,Open,High,Low,Close,Volume,Dividends,Stock Splits', ...reordered].join('\n'))
    expect((await check(yfinance)).printed).toContain('a split of 2:1 on 2010-05-27?')
  })

  test('prints one JSON object with every finding', async () => {
    await write('spiky', true)
    const { schema, reports } = JSON.parse((await check('spiky', { json: true })).printed)
    expect(schema).toBe('bench.data-check/1')
    expect(reports[0]).toMatchObject({
      name: 'spiky',
      kind: 'dataset',
      counts: { error: 1, warning: 1, info: 0 },
      instruments: [{ id: 'TEST', rows: 251, coverage: [{ year: 2010, sessions: 252, present: 251 }] }],
      findings: [
        { check: 'spike', severity: 'error', instrument: 'TEST', row: 100, line: null, time: 1275053400000 },
        { check: 'missing-session', severity: 'warning', row: 30 },
      ],
    })
  })

  test('writes the page', async () => {
    await write('spiky', true)
    const html = join(folder, 'page.html')
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await check('spiky', { html })
    expect(await readFile(html, 'utf8')).toContain('<title>Data check of spiky</title>')
  })
})

describe('bench data repair', () => {
  test('writes a new dataset that tells its changes, and leaves the original', async () => {
    await write('spiky', true)
    await repair('spiky', { name: 'clean', badTicks: 'drop', fill: 'previous' })
    const catalog = openCatalog([folder])
    const { dataset } = await catalog.findDataset('clean')
    expect(dataset.notes).toEqual([
      'repaired from spiky: 1 dropped, 2 filled',
      expect.stringContaining('TEST row 100: dropped: left out: close 250 is a spike'),
      expect.stringContaining('from 2010-02-17, flat at'),
      expect.stringContaining('from 2010-05-28, flat at'),
    ])
    expect(dataset.options).toMatchObject({ repairedFrom: 'spiky', badTicks: 'drop', fill: 'previous' })
    expect(dataset.instruments[0]?.rows).toBe(252)
    expect((await catalog.loadDataset('spiky')).series[0]?.columns.close[100]).toBe(250)
    expect((await check('clean')).code).toBe(0)
  })

  test('keeps bid and ask of the bars that it keeps, splits and what the prices are adjusted for', async () => {
    const columns = dailyBars('2010-01-01', '2010-06-30')
    set(columns, 40, { close: 250, high: 250 })
    const hole = without(columns, (row) => row === 30)
    const quotes = allocateQuotes(hole.length)
    for (const [index, name] of quoteNames.entries()) quotes[name].set(hole.close.map((close) => close + index))
    for (const name of quoteNames.slice(4)) quotes[name][5] = Number.NaN
    const own = instrument('TEST', 'equity')
    const actions = new Map([['TEST', [{ kind: 'split', exDate: '2010-03-01', ratio: 2 }] as const]])
    await streamDataset(folder, {}, 'quoted', async (sink) => {
      await sink('TEST', hole, quotes)
      const facts = { name: 'quoted', label: 'quoted', synthetic: true, notes: [], timeframe: '1d', adjusted: 'splits' } as const
      return { description: { ...facts, source: { name: 'test' }, options: {} }, instruments: [own], actions }
    })
    await repair('quoted', { name: 'same' })
    await repair('quoted', { name: 'clean', badTicks: 'interpolate', fill: 'previous' })
    const catalog = openCatalog([folder])
    const [same, clean] = [await catalog.findDataset('same'), await catalog.findDataset('clean')]
    const { dataset: original } = await catalog.findDataset('quoted')
    expect(same.dataset).toMatchObject({ dataHash: original.dataHash, instruments: original.instruments, adjusted: 'splits' })
    const kept = await storedQuotes(clean.dataset, clean.folder, clean.dataset.instruments[0]!)
    // A filled bar came in at 30, and the one after the spike at 39 was put on a line.
    const expected = [...quotes.bidOpen.slice(0, 30), Number.NaN, ...quotes.bidOpen.slice(30, 39), Number.NaN, ...quotes.bidOpen.slice(40)]
    expect([...(kept?.bidOpen ?? [])]).toEqual(expected)
    expect(kept?.askClose[5]).toBeNaN()
  })

  test('a dry run shows the changes and writes nothing', async () => {
    await write('spiky', true)
    const { printed } = await repair('spiky', { name: 'clean', badTicks: 'drop', dryRun: true })
    expect(printed).toContain('1 dropped\n  TEST row 100: dropped')
    expect(printed).toContain('nothing was written')
    expect(existsSync(join(folder, 'clean'))).toBe(false)
  })

  test('needs a name of its own', async () => {
    await write('spiky', true)
    await expect(repair('spiky', {})).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('needs a name of its own') })
    await expect(repair('spiky', { name: 'spiky' })).rejects.toMatchObject({ code: 'USAGE' })
    await expect(repair('spiky', { out: 'a.csv' })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('a file that an import refuses becomes one that it takes, and stays as it is', async () => {
    const file = join(folder, 'bad.csv')
    const text = `Date,Open,High,Low,Close,Volume\n${['05,10,11,9,10,1', '04,10,9,11,10,1', '05,10,11,9,10,1', '06,10,11,9,ten,1', '07,10,11,9,10,1'].map((row) => `2010-01-${row}\n`).join('')}`
    await writeFile(file, text)
    const out = join(folder, 'good.csv')
    const options = { timeframe: '1d', out } as const
    await expect(repair(file, options)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringMatching(/2 faults cannot be repaired[\s\S]*line 5: [\s\S]*line 3: high 9 is below open 10/),
    })
    expect(existsSync(out)).toBe(false)
    await repair(file, { ...options, unreadable: 'drop', ohlc: 'clamp' })
    expect(await readFile(file, 'utf8')).toBe(text)
    const { printed, code } = await check(out, { timeframe: '1d' })
    expect([code, printed]).toEqual([0, expect.stringContaining('missing-session')])
    await expect(repair(file, { ...options, unreadable: 'drop', ohlc: 'clamp' })).rejects.toMatchObject({ code: 'FILE_EXISTS' })
  })
})
