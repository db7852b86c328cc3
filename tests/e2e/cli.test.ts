// The command line as a user meets it: the built `bench` in a folder outside the clone, with strategies that have nothing beside them.

import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench, type Start } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-e2e-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function bench(words: string, start: Partial<Start> = {}): Promise<Outcome> {
  return runBench(
    words.split(' ').filter((word) => word !== ''),
    { cwd: folder, ...start },
  )
}

/** Forty sessions of March and April 2024 that rise, fall and rise again. */
function prices(): string {
  const rows: string[] = []
  for (let day = Date.UTC(2024, 1, 1); rows.length < 40; day += 86_400_000) {
    const date = new Date(day)
    const text = date.toISOString().slice(0, 10)
    if ([0, 6].includes(date.getUTCDay()) || ['2024-02-19', '2024-03-29'].includes(text)) continue
    const close = 100 + 10 * Math.sin(rows.length / 5)
    rows.push(`${text},${(close - 0.5).toFixed(2)},${(close + 1).toFixed(2)},${(close - 1).toFixed(2)},${close.toFixed(2)},1000000`)
  }
  return `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`
}

const files = {
  'prices.csv': prices(),
  'bad.csv': prices().replace(/(2024-02-05),[\d.]+/, '$1,lots'),
  'trader.ts': `import { defineStrategy, enterLong, exit, z } from 'trading-bench'

interface Rule { readonly every: number }

export default defineStrategy({
  name: 'trader',
  params: z.object({ every: z.int().min(1).default(5), mode: z.enum(['plain', 'odd']).default('plain') }),
  memory: () => ({ bars: 0 }),
  onBar({ position, memory }, _lines, rule: Rule) {
    memory.bars++
    if (memory.bars % rule.every !== 0) return undefined
    return position.isFlat ? enterLong() : exit('time')
  },
})
`,
  'thrower.ts': `import { defineStrategy, z } from 'trading-bench'

type Nothing = undefined | { readonly size: number }

function sizeOf(nothing: Nothing): number {
  return nothing!.size
}

export default defineStrategy({
  name: 'thrower',
  params: z.object({}),
  onBar() {
    sizeOf(undefined)
    return undefined
  },
})
`,
  'silent.ts': `import { defineStrategy, z } from 'trading-bench'
export default defineStrategy({ name: 'silent', params: z.object({}), onBar: () => undefined })
`,
  'broken.ts': `import { defineStrategy } from 'trading-bench'
export default defineStrategy({
  name: 'broken',
  onBar() { return 1 2 },
})
`,
  'endless.ts': `import { defineStrategy, z } from 'trading-bench'
export default defineStrategy({ name: 'endless', params: z.object({}), onBar() { process.stderr.write('here'); for (;;) ; } })
`,
  'waiting.ts': `process.stderr.write('here')
await new Promise((resolve) => setTimeout(resolve, 60_000))
export default {}
`,
  'good.yaml': 'data: prices.csv\nbenchmark: none\ncash: 50000\nfees: 0.1%\nparams:\n  every: 4\n',
  'typo.yaml': 'cash: 50000\nslipage: none\n',
}

const quick = '--data prices.csv --benchmark none --no-report'

describe('help', () => {
  test('lists the verbs and the first steps', async () => {
    const { code, stdout, stderr } = await bench('--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of ['backtest', 'data', 'metrics', 'config', 'bench backtest sma-cross']) expect(stdout).toContain(word)
  })

  test('of a verb has its options with their defaults, and examples', async () => {
    const { code, stdout } = await bench('backtest --help')
    expect(code).toBe(0)
    for (const word of ['--cash <AMOUNT>', '(default: 100000)', 'Examples:', '--fees ibkr-fixed']) expect(stdout).toContain(word)
  })

  test('goes to stderr with exit code 2 when no verb is given', async () => {
    const { code, stdout, stderr } = await runBench([], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: bench')
  })
})

describe('a slip of the pen is answered with what was meant', () => {
  test.each([
    ['bactest trader.ts', 2, 'UNKNOWN_COMMAND', 'backtest'],
    ['data improt prices.csv', 2, 'UNKNOWN_COMMAND', 'import'],
    ['backtest trader.ts --csah 5', 2, 'UNKNOWN_OPTION', '--cash'],
    ['backtest buy-and-hodl', 2, 'UNKNOWN_STRATEGY', 'buy-and-hold'],
    ['backtest trader.ts --data prices.csv --param evry=3', 2, 'UNKNOWN_PARAMETER', 'every'],
    ['backtest trader.ts --data spx1d', 4, 'UNKNOWN_DATASET', 'spx-1d'],
    ['backtest trader.ts --data spx-1d --instrument SPY', 2, 'UNKNOWN_INSTRUMENT', 'SPX'],
    ['backtest trader.ts --data prices.csv --benchmark spx1d', 2, 'UNKNOWN_STRATEGY', 'spx-1d'],
    ['backtest trader.ts --config typo.yaml', 2, 'BAD_CONFIG', 'slippage'],
    ['metrics shrpe', 2, 'USAGE', 'sharpe'],
  ])('%s', async (words, exitCode, errorCode, meant) => {
    const { code, stdout, stderr } = await bench(words)
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^${errorCode}: `))
    expect(stderr.split('hint:')[1]).toContain(meant)
  })
})

describe('what cannot be run says so', () => {
  test.each([
    ['backtest', 2, 'USAGE'],
    ['backtest trader.ts more', 2, 'USAGE'],
    ['backtest trader.ts --fees 5/lot', 2, 'USAGE: --fees: '],
    ['backtest trader.ts --cash -5', 2, 'BAD_CONFIG: --cash: '],
    [`backtest trader.ts ${quick} --param every=0`, 2, 'BAD_PARAMETER: trader: every = 0: '],
    ['backtest trader.ts --trials 40', 2, 'USAGE: --trials 40 needs --trials-sigma'],
    ['backtest nowhere.ts', 4, 'NO_SUCH_FILE'],
    ['backtest trader.ts --data nowhere.csv', 4, 'NO_SUCH_FILE'],
    ['backtest trader.ts --data bad.csv', 4, 'BAD_DATA'],
    ['backtest trader.ts --data prices.csv --from 2030-01-01', 4, 'NO_BARS'],
    ['backtest broken.ts', 2, 'BAD_STRATEGY: broken.ts:4:22: '],
    ['backtest trader.ts --config typo.yaml', 2, 'BAD_CONFIG: typo.yaml:2: '],
  ])('%s', async (words, exitCode, begin) => {
    const { code, stderr } = await bench(words)
    expect(stderr.slice(0, begin.length)).toBe(begin)
    expect(stderr).toContain('\nhint: ')
    expect(code).toBe(exitCode)
  })
})

describe('a strategy outside the clone', () => {
  test('runs with its TypeScript types, and prints a verdict', async () => {
    const { code, stdout, stderr } = await bench(`backtest trader.ts ${quick}`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^trader {2}PRICES, .*\n(.*\n)*?\n(Made|Lost) /)
  })

  test('that throws shows the lines of its own file, and nothing of ours', async () => {
    const { code, stderr } = await bench(`backtest thrower.ts ${quick}`)
    expect(code).toBe(2)
    expect(stderr).toContain('STRATEGY_THREW: thrower threw in onBar')
    expect(stderr).toContain('at sizeOf thrower.ts:6:19\n      6 | return nothing!.size')
    expect(stderr).toContain('at onBar thrower.ts:13:5')
    expect(stderr).not.toContain('dist/')
  })

  test('that never trades says why', async () => {
    const { code, stdout } = await bench(`backtest silent.ts ${quick}`)
    expect(code).toBe(0)
    expect(stdout).toContain('Did not trade.\nThe strategy gave no signal in 40 bars.')
  })

  test('that is refused everything says by which control, with the first one’s numbers', async () => {
    const { stdout } = await bench(`backtest trader.ts ${quick} --sizing 100000lots`)
    expect(stdout).toMatch(
      /Did not trade\.\nIt gave \d signals: \d orders denied \(BUYING_POWER \d\)\.\n(.*\n)*\nThe first denial, 2024-\S+, PRICES: BUYING_POWER: /,
    )
  })
})

describe('--json', () => {
  test('prints exactly one versioned object, and the same hashes again', async () => {
    const first = await bench('backtest trader.ts --data prices.csv --benchmark none --json --out out')
    const again = await bench(`backtest trader.ts ${quick} --json`)
    expect(first.stderr).toBe('')
    const run = JSON.parse(first.stdout)
    expect(Object.keys(run)).toEqual([
      'schema',
      'runId',
      'decisionHash',
      'executionHash',
      'dataHash',
      'configHash',
      'seed',
      'metrics',
      'intervals',
      'counts',
      'account',
      'files',
    ])
    expect(run).toMatchObject({ schema: 'bench.backtest/1', seed: 1, counts: { bars: 40, denials: 0 } })
    expect(Object.keys(run.counts).sort()).toEqual(['bars', 'denials', 'fills', 'orders', 'roundTrips', 'signals'])
    for (const value of Object.values(run.metrics)) expect(value === null || Number.isFinite(value)).toBe(true)
    const { benchmark, ...written } = run.files
    expect(benchmark).toBe(null)
    for (const path of Object.values<string>(written)) expect(existsSync(path)).toBe(true)
    expect(JSON.parse(again.stdout)).toEqual({ ...run, files: {} })
  })

  test('of metrics, data and the config schema is JSON too', async () => {
    const outcomes = await Promise.all(['metrics --json', 'data ls --json', 'config --schema'].map((words) => bench(words)))
    const [metrics, data, schema] = outcomes.map(({ stdout }) => JSON.parse(stdout))
    expect(metrics.metrics.length).toBeGreaterThan(30)
    expect(data.datasets.map((dataset: { name: string }) => dataset.name)).toContain('spx-1d')
    expect(schema.properties).toHaveProperty('cash')
  })
})

describe('settings', () => {
  const hashOf = async (words: string, env: Record<string, string> = {}) =>
    JSON.parse((await bench(`backtest trader.ts --json --no-report --param every=4 ${words}`, { env })).stdout).configHash

  test('mean the same from flags, variables and a file', async () => {
    const flags = await hashOf('--data prices.csv --benchmark none --cash 50000 --fees 0.1%')
    const file = await hashOf('--config good.yaml')
    const variables = await hashOf('', { BENCH_DATA: 'prices.csv', BENCH_BENCHMARK: 'none', BENCH_CASH: '50000', BENCH_FEES: '0.1%' })
    expect([file, variables]).toEqual([flags, flags])
  })

  test('of a flag win over the file', async () => {
    expect(await hashOf('--config good.yaml --cash 60000')).toBe(
      await hashOf('--data prices.csv --benchmark none --cash 60000 --fees 0.1%'),
    )
  })
})

describe('data import', () => {
  test('brings a file into the catalog, where it is listed and runs as the file itself does', async () => {
    const imported = await bench('data import prices.csv --symbol WAVE --name wave')
    expect(imported.code).toBe(0)
    expect(imported.stdout).toContain('imported wave: WAVE 40 bars of 1d, 2024-02-01 to 2024-03-28')
    expect((await bench('data ls')).stdout).toMatch(/^wave +1d +WAVE +40 +2024-02-01 +2024-03-28/m)
    const stored = JSON.parse((await bench('backtest trader.ts --data wave --benchmark none --no-report --json')).stdout)
    const file = JSON.parse((await bench(`backtest trader.ts ${quick} --symbol WAVE --json`)).stdout)
    expect(stored.executionHash).toBe(file.executionHash)
  })

  test('of a file with a fault names the row and imports nothing', async () => {
    const { code, stderr } = await bench('data import bad.csv --name faulty')
    expect(code).toBe(4)
    expect(stderr).toMatch(/^BAD_DATA: bad\.csv: 1 faulty row.*\n +line 4: Open 'lots'/)
    expect((await bench('data ls')).stdout).not.toContain('faulty')
  })
})

describe('the report', () => {
  test('stands where the summary says, with its benchmark', async () => {
    const { code, stdout } = await bench('backtest trader.ts --data prices.csv --benchmark silent.ts --out out')
    expect(code).toBe(0)
    const path = /^report +(.*)$/m.exec(stdout)?.[1] ?? ''
    expect(await readFile(path, 'utf8')).toContain('silent')
  })
})

describe('Ctrl-C ends with exit code 130, no noise and nothing left behind', () => {
  test.each(['endless.ts', 'waiting.ts'])('a run of %s', async (strategy) => {
    const temporary = await mkdtemp(join(folder, 'tmp-'))
    const { code, stdout, stderr } = await bench(`backtest ${strategy} ${quick}`, { interruptAt: 'here', env: { TMPDIR: temporary } })
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'here' })
    expect(await readdir(temporary)).toEqual([])
  })
})

test('SIGTERM ends a busy run too', async () => {
  const { code, stderr } = await bench(`backtest endless.ts ${quick}`, { interruptAt: 'here', signal: 'SIGTERM' })
  expect({ code, stderr }).toEqual({ code: null, stderr: 'here' })
})
