// `--detail` and `--band` as a user meets them: daily bars with the hours inside them, and a run between its two ends.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-detail-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function bench(...words: readonly string[]): Promise<Outcome> {
  return runBench(words, { cwd: folder })
}

async function json(...words: readonly string[]): Promise<ReturnType<typeof JSON.parse>> {
  const { stdout, stderr, code } = await bench(...words, '--json')
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

const DAYS = 30
/** Each day goes up to 110 by hour 6 and down to 90 by hour 18: a bracket of 95 and 105 is always decided by the target. */
function hours(): string {
  const rows: string[] = []
  for (let day = 0; day < DAYS; day++) {
    for (let hour = 0; hour < 24; hour++) {
      const price = (at: number): number => 100 + 10 * Math.round(Math.sin((at / 24) * 2 * Math.PI) * 100) * 0.01
      const [open, close] = [price(hour), price(hour + 1)]
      const time = new Date(Date.UTC(2024, 0, 1 + day, hour)).toISOString().slice(0, 19)
      rows.push([time, ...[open, Math.max(open, close), Math.min(open, close), close].map((value) => value.toFixed(2)), 1000].join(','))
    }
  }
  return ['Time,Open,High,Low,Close,Volume', ...rows, ''].join('\n')
}

function days(): string {
  const rows = Array.from({ length: DAYS }, (_, day) =>
    [new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10), 100, 110, 90, 100, 24_000].join(','),
  )
  return ['Date,Open,High,Low,Close,Volume', ...rows, ''].join('\n')
}

const files = {
  'hours.csv': hours(),
  'days.csv': days(),
  'bracket.ts': `import { defineStrategy, enterLong, z } from 'trading-bench'

export default defineStrategy({
  name: 'bracket',
  params: z.object({}),
  onBar: ({ position }) => (position.isFlat ? enterLong({ size: { lots: 10 }, protect: { stop: 95, target: 105 } }) : undefined),
})
`,
}

const run = ['backtest', './bracket.ts', '--benchmark', 'none', '--fees', 'none', '--slippage', 'none', '--participation', 'none'] as const
const coin = ['--symbol', 'COIN', '--asset-class', 'crypto', '--tz', 'UTC', '--stamp', 'start', '--catalog', 'mine'] as const

describe('bench backtest --detail', () => {
  beforeAll(async () => {
    for (const [file, name] of [
      ['hours.csv', 'coin-1h'],
      ['days.csv', 'coin-1d'],
    ] as const) {
      const { code, stderr } = await bench('data', 'import', file, '--name', name, ...coin)
      expect([code, stderr]).toEqual([0, expect.any(String)])
    }
  })

  test('finds the hours of the days in the catalog: the target comes first, and nothing is ambiguous', async () => {
    const data = ['--data', 'coin-1d', '--catalog', 'mine'] as const
    const [plain, detailed] = [await json(...run, ...data), await json(...run, ...data, '--detail', '1h')]
    expect([plain.metrics.winRate, detailed.metrics.winRate]).toEqual([0, 1])
    expect(plain.dataHash).not.toBe(detailed.dataHash)
    expect(plain.counts.bars).toBe(detailed.counts.bars)
    const document = JSON.parse(await readFile(detailed.files.run, 'utf8'))
    expect(document.detail).toMatchObject([{ instrument: 'COIN', timeframe: '1h', bars: DAYS, covered: DAYS, uneven: 0 }])
    expect(document.assumptions.find(({ name }: { name: string }) => name === 'detail')).toEqual({
      name: 'detail',
      value: `1h inside ${DAYS} of ${DAYS} bars of COIN`,
      source: 'flag',
    })
  })

  test('of days that are made of the hours is the same run', async () => {
    const stored = await json(...run, '--data', 'coin-1d', '--catalog', 'mine', '--detail', '1h')
    const made = await json(...run, '--data', 'hours.csv', '--timeframe', '1d', '--detail', '1h', ...coin)
    expect(made.executionHash).toBe(stored.executionHash)
  })

  test('that nobody has is an error with what to do', async () => {
    const { code, stderr } = await bench(...run, '--data', 'coin-1d', '--catalog', 'mine', '--detail', '1m')
    expect(code).toBe(4)
    expect(stderr).toContain('NO_BARS: no bars of 1m or shorter of COIN')
    const longer = await bench(...run, '--data', 'coin-1h', '--catalog', 'mine', '--detail', '1d')
    expect(longer.stderr).toContain('USAGE: bars of 1d are no detail of bars of 1h')
  })
})

describe('bench backtest --band', () => {
  const data = ['--data', 'days.csv', ...coin] as const

  test('has the metrics of both ends, and the share that hangs on ambiguous bars', async () => {
    const both = await json(...run, ...data, '--band')
    const [low, high] = [await json(...run, ...data), await json(...run, ...data, '--intrabar', 'optimistic')]
    expect(both.executionHash).toBe(low.executionHash)
    expect(both.metrics).toEqual(low.metrics)
    expect(both.band.pessimistic.metrics).toEqual(low.metrics)
    expect(both.band.optimistic.metrics).toEqual(high.metrics)
    expect(both.band.optimistic.hashes.execution).toBe(high.executionHash)
    expect(both.band.ambiguousShare).toBe(1)
    expect(low.band).toBeUndefined()
  })

  test('shows every headline figure as a band on the terminal and on the page, and says that it is no bound', async () => {
    const { stdout } = await bench(...run, ...data, '--band', '--intrabar', 'ohlc')
    expect(stdout).toMatch(/Win rate +0\.0.% … 100\.0.%/)
    expect(stdout).toContain('Share of the result that hangs on ambiguous bars: 100.0')
    const page = await readFile(join(folder, 'reports', 'latest', 'report.html'), 'utf8')
    expect(page).toContain('<h2 id="band-heading">Band</h2>')
    expect(page).toContain('ohlc (this run)')
    expect(page).toContain('They are no bounds')
  })

  test('stays on a page that is made again', async () => {
    await bench(...run, ...data, '--band')
    const before = await readFile(join(folder, 'reports', 'latest', 'report.html'), 'utf8')
    const { code } = await bench('report', 'latest', '--out', 'again.html')
    expect(code).toBe(0)
    const band = (page: string) => /<section id="band"[\s\S]*?<\/section>/.exec(page)?.[0]
    expect(band(before)).toBeDefined()
    expect(band(await readFile(join(folder, 'again.html'), 'utf8'))).toBe(band(before))
  })
})
