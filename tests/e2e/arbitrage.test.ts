// Arbitrage as a user runs it first: without a flag, over a made-up stock on two venues.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runBench } from './bench-process.js'

interface Made {
  readonly runId: string
  readonly dataHash: string
  readonly counts: Readonly<Record<string, number>>
  readonly files: { readonly report: string; readonly run: string }
}

let folder: string
let made: Made

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-arbitrage-'))
  made = await json<Made>('backtest', 'arbitrage', '--json')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function json<Result>(...words: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await runBench(words, { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Result
}

describe('bench backtest arbitrage', () => {
  test('without a flag trades on both venues, ends flat, and writes its report', async () => {
    expect(made.counts).toMatchObject({ bars: 9_516, denials: 0 })
    expect(made.counts.fills).toBeGreaterThan(1_000)
    const document = JSON.parse(await readFile(made.files.run, 'utf8'))
    expect(document.data).toMatchObject([{ name: expect.stringMatching(/^synthetic:ACME@XNAS\+ACME@BATS:5m:/) }])
    expect(document.openPositions).toEqual([])
    const page = await readFile(made.files.report, 'utf8')
    for (const part of ['ACME@BATS', 'ACME@XNAS', 'minSpreadBps']) expect(page).toContain(part)
  })

  test('bought on each venue and sold on each', async () => {
    const query = 'SELECT DISTINCT instrument, side FROM fills ORDER BY 1, 2'
    const { rows } = await json<{ rows: { instrument: string; side: string }[] }>('sql', query, '--json')
    expect(rows.map(({ instrument, side }) => `${instrument} ${side}`)).toEqual([
      'ACME@BATS buy',
      'ACME@BATS sell',
      'ACME@XNAS buy',
      'ACME@XNAS sell',
    ])
  })

  test('takes a venue’s own fees, and a spread that is never there ends it without a trade', async () => {
    const fees = await json<Made>('backtest', 'arbitrage', '--venues', 'BATS:fees=0.05%', '--no-report', '--benchmark', 'none', '--json')
    expect(fees.dataHash).toBe(made.dataHash)
    expect(fees.runId).not.toBe(made.runId)
    const wide = await json<Made>('backtest', 'arbitrage', '--param', 'minSpreadBps=100', '--no-report', '--benchmark', 'none', '--json')
    expect(wide.counts).toMatchObject({ signals: 0, fills: 0 })
  })
})
