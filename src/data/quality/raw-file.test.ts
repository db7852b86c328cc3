import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkQuality } from './quality-report.js'
import { readRawFile } from './raw-file.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-quality-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function check(text: string, options = {}) {
  const file = join(folder, 'prices.csv')
  await writeFile(file, text)
  const { timeframe, series, rowGroups, adjusted } = await readRawFile(file, options)
  return { series, adjusted, report: checkQuality({ name: 'prices.csv', kind: 'file', timeframe, series, rowGroups }) }
}

const head = 'Date,Open,High,Low,Close,Volume\n'

describe('a file that an import would refuse', () => {
  test('is read to its end, and every fault is told with its line', async () => {
    const rows = [
      '2010-01-04,10,11,9,10.5,100',
      '2010-01-05,10,9,11,10.5,100',
      '2010-01-06,10,11,9,ten,100',
      '2010-01-07,10,11,9,10.5,100',
      '2010-01-07,10,11,9,10.5,100',
      '2010-01-09,10,11,9,10.5,100',
      '2010-01-12,10,11,9,10.5,100',
      '2010-01-11,10,11,9,10.5,100',
      '2010-01-13,10,11,9',
    ]
    const { report } = await check(`${head}${rows.join('\n')}\n`, { timeframe: '1d' })
    const found = report.groups.flatMap(({ findings }) => findings.map(({ check, line }) => [check, line]))
    expect(found).toEqual([
      ['unreadable', 4],
      ['unreadable', 10],
      ['no-session', 7],
      ['duplicate', 6],
      ['unsorted', 9],
      ['impossible-bar', 3],
      ['missing-session', expect.any(Number)],
      ['missing-session', expect.any(Number)],
    ])
    expect(report.counts.error).toBe(6)
  })

  test('newest first is one warning', async () => {
    const days = ['2010-01-08', '2010-01-07', '2010-01-06', '2010-01-05', '2010-01-04']
    const { report } = await check(head + days.map((day) => `${day},10,11,9,10.5,100\n`).join(''))
    expect(report.groups).toMatchObject([{ check: 'unsorted', counts: { error: 0, warning: 1, info: 0 } }])
  })

  test('a sound file has its rows and lines', async () => {
    const { series, report } = await check(`${head}2010-01-04,10,11,9,10.5,100\n\n2010-01-05,10,12,9,10.6,200\n`)
    expect(report.groups).toEqual([])
    expect([...series[0]!.lines]).toEqual([2, 4])
    expect(series[0]!.instrument.id).toBe('PRICES')
  })
})

describe('what a file tells of splits and dividends', () => {
  const split = { kind: 'split', exDate: '2010-01-07', ratio: 2 }

  test('goes with its series, also newest first and among faults', async () => {
    const text = [
      'timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient',
      '2010-01-08,50,51,49,50,50,100,0.0000,1.0',
      '2010-01-07,50,51,49,50,50,100,0.0000,2.0',
      '2010-01-07,50,51,49,50,50,100,0.0000,2.0',
      '2010-01-06,100,101,99,ten,50,100,0.0000,1.0',
      '2010-01-05,98,99,97,98,49,100,2.0000,1.0',
      '2010-01-04,100,101,99,100,49,100,0.0000,1.0',
    ]
    const { series, adjusted, report } = await check(text.join('\n'))
    expect(adjusted).toBe('none')
    expect(series[0]!.actions).toEqual([{ kind: 'dividend', exDate: '2010-01-05', amount: 2, factor: 0.98 }, split])
    expect(report.groups.map((group) => group.check)).toContain('unreadable')
  })

  test('may stand in a file of factors beside it', async () => {
    const factors = join(folder, 'factors.csv')
    await writeFile(factors, '20100101,1,0.5,100\n20100106,1,0.5,100\n20501231,1,1,0\n')
    const rows = ['2010-01-05,100', '2010-01-06,100', '2010-01-07,50', '2010-01-08,50']
    const text = head + rows.map((row) => `${row}${`,${row.split(',')[1]}`.repeat(3)},100\n`).join('')
    expect((await check(text)).series[0]!.actions).toEqual([])
    expect((await check(text, { factors })).series[0]!.actions).toEqual([split])
  })
})
