// An asset on two venues, as a user meets it: a CSV whose symbols name the venues is imported, and arbitrage runs on it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-venues-'))
  await writeFile(join(folder, 'acme.csv'), prices())
  await writeFile(join(folder, 'venues.yaml'), config)
  const { code, stderr } = await bench('data import acme.csv --catalog catalog --name acme')
  expect(stderr).not.toContain('error')
  expect(code).toBe(0)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const config = `data: acme
catalog: catalog
participation: none
params:
  min_spread_bps: 10
venues:
  XNAS:
    fees: { perShare: 0.005 }
    latency: { entry: 5 }
  BATS:
    fees: { fraction: 0.0001 }
    slippage: { ticks: 2 }
`

function bench(words: string): Promise<Outcome> {
  return runBench(words.split(' '), { cwd: folder })
}

/** Twenty sessions of two listings; every third day BATS is half a percent above XNAS. */
function prices(): string {
  const rows: string[] = []
  for (let day = Date.UTC(2024, 3, 1); rows.length < 40; day += 86_400_000) {
    const date = new Date(day)
    if ([0, 6].includes(date.getUTCDay())) continue
    const apart = (rows.length / 2) % 3 === 0 ? 0.5 : 0
    for (const [venue, price] of [
      ['XNAS', 100],
      ['BATS', 100 + apart],
    ] as const) {
      rows.push(`${date.toISOString().slice(0, 10)},ACME@${venue},${price},${price},${price},${price},1000000`)
    }
  }
  return `Date,Symbol,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`
}

describe('arbitrage on an imported dataset with two listings', () => {
  test('trades on both, ends flat, and prints what each venue does otherwise', async () => {
    const { code, stdout, stderr } = await bench('backtest arbitrage --config venues.yaml --benchmark none --json')
    expect(stderr).not.toContain('error')
    expect(code).toBe(0)
    const { counts } = JSON.parse(stdout)
    expect(counts.denials).toBe(0)
    expect(counts.fills).toBeGreaterThan(4)
    expect(counts.roundTrips).toBe(counts.fills / 2)
  })

  test('takes the parameter by the name of the page as well, and needs a spread above it', async () => {
    const { stdout } = await bench('backtest arbitrage --config venues.yaml --param min_spread_bps=60 --benchmark none --json')
    expect(JSON.parse(stdout).counts.fills).toBe(0)
  })

  test('names the venues that there are when one is misspelt', async () => {
    const { code, stderr } = await bench('backtest arbitrage --config venues.yaml --venues XNSA:fees=none --json')
    expect(code).toBe(2)
    expect(stderr).toContain("nothing in this run trades on 'XNSA'")
    expect(stderr).toContain('XNAS')
  })
})
