// The catalog as a user meets it: bars shown, handed out and taken away, and asked about in SQL, by the built `bench`.

import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench, type Start } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-catalog-'))
  await writeFile(join(folder, 'prices.csv'), prices)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function bench(words: readonly string[], start: Partial<Start> = {}): Promise<Outcome> {
  return runBench(words, { cwd: folder, ...start })
}

async function json(...words: readonly string[]) {
  const { code, stdout, stderr } = await bench([...words, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

/** Sessions of March 2024 without Wednesday the 6th. */
const prices = `Date,Open,High,Low,Close,Volume
2024-03-04,100,102,99,101,1000
2024-03-05,101,103,100,102,2000
2024-03-07,102,104,101,103.5,3000
2024-03-08,103,105,90,91,4000
`

const spxHash = 'de42f9d60a12e2905335aa35083e1bc8de8a534942dae1e45994d3c8b6c0758c'

describe('bench data show', () => {
  test('says what a dataset is and how its bars look', async () => {
    const { code, stdout, stderr } = await bench(['data', 'show', 'spx-1d'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of [
      'vega-datasets',
      'BSD-3-Clause',
      spxHash,
      'note: price only',
      '5,105 bars',
      'none of 5,105 sessions',
      '3,386.15 highest',
    ])
      expect(stdout).toContain(word)
    expect(stdout).toMatch(/^[▁▂▃▄▅▆▇█]{40,}$/m)
    expect(stdout).toMatch(/^2000-01-03T14:30:00Z .* 1469.25 +1478 +1438.36 +1455.22 +931800000$/m)
    expect(stdout).toContain('… 5,099 more')
  })

  test('has a line for each of many instruments, and everything about one', async () => {
    const many = await bench(['data', 'show', 'synthetic-20-1d'])
    expect(many.stdout.match(/^SYN\d\d /gm)).toHaveLength(20)
    const words = ['--instrument', 'SYN07', '--from', '2020-01-01', '--to', '2020-01-31', '--head', '1', '--tail', '2']
    const one = await json('data', 'show', 'synthetic-20-1d', ...words)
    expect(one).toMatchObject({ schema: 'bench.data-show/1', kind: 'dataset', synthetic: true, version: '2296e189a375' })
    expect(one.instruments).toHaveLength(1)
    expect(one.instruments[0]).toMatchObject({ instrument: { id: 'SYN07' }, rows: 21, missing: { known: true, sessions: 21, dates: [] } })
    expect([one.instruments[0].head.length, one.instruments[0].tail.length]).toEqual([1, 2])
  })

  test('takes a file, and names the session that it lacks', async () => {
    const shown = await json('data', 'show', 'prices.csv')
    expect(shown).toMatchObject({ kind: 'file', timeframe: '1d' })
    expect(shown.instruments[0]).toMatchObject({ lastClose: 91, highestVolume: 4000, missing: { sessions: 5, dates: ['2024-03-06'] } })
    expect((await bench(['data', 'show', 'prices.csv'])).stdout).toContain('missing 1 of 5 sessions: 2024-03-06')
  })

  test.each([
    [['data', 'show', 'spx-1x'], 4, 'UNKNOWN_DATASET', 'spx-1d'],
    [['data', 'show', 'synthetic-20-1d', '--instrument', 'SYN99'], 2, 'UNKNOWN_INSTRUMENT', 'SYN'],
    [['data', 'show', 'spx-1d', '--from', '2030-01-01'], 4, 'NO_BARS', '2020'],
    [['data', 'show', 'spx-1d', '--head', '-1'], 2, 'USAGE', '--head'],
  ] as const)('%j fails with code %i and %s', async (words, exitCode, errorCode, hint) => {
    const { code, stdout, stderr } = await bench(words)
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
    expect(stderr).toContain(errorCode)
    expect(stderr).toContain(hint)
  })
})

describe('bench data export', () => {
  const spx = ['--symbol', 'SPX', '--timeframe', '1d', '--asset-class', 'index', '--calendar', 'XNYS', '--tick', '0.01']

  test.each(['csv', 'parquet'])('to %s, imported again, is the same data', async (ending) => {
    const file = `spx.${ending}`
    const written = await json('data', 'export', 'spx-1d', file)
    expect(written).toMatchObject({ schema: 'bench.data-export/1', format: ending, rows: 5105, dataHash: spxHash })
    const again = await json('data', 'import', file, '--name', `again-${ending}`, ...spx)
    expect(again.datasets[0].dataHash).toBe(spxHash)
  })

  test.each(['csv', 'parquet'])('of several instruments to %s, imported again, is the same data', async (ending) => {
    const { dataHash, rows } = await json('data', 'export', 'synthetic-20-1d', `many.${ending}`)
    expect(rows).toBe(100_660)
    const again = await json('data', 'import', `many.${ending}`, '--name', `many-${ending}`, '--timeframe', '1d')
    expect(again.datasets[0].dataHash).toBe(dataHash)
  })

  test('prints the command that reads the file back', async () => {
    const { stdout } = await bench(['data', 'export', 'spx-1d', 'command.csv'])
    const command = /^ +bench (data import .*)$/m.exec(stdout)?.[1] ?? ''
    const again = await json(...command.split(' '), '--name', 'by-command')
    expect(again.datasets[0].dataHash).toBe(spxHash)
  })

  test('cuts and resamples', async () => {
    const { code } = await bench([
      'data',
      'export',
      'spx-1d',
      'weeks.csv',
      '--timeframe',
      '1w',
      '--from',
      '2010-01-01',
      '--to',
      '2010-01-31',
    ])
    expect(code).toBe(0)
    const lines = (await readFile(join(folder, 'weeks.csv'), 'utf8')).trimEnd().split('\n')
    expect(lines[0]).toBe('open_time,close_time,open,high,low,close,volume')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toMatch(/^2010-01-04T14:30:00Z,2010-01-08T21:00:00Z,1116.56,/)
  })

  test('says where a bar ends early, which an import does not see', async () => {
    await json('data', 'generate', 'hours', '--timeframe', '30m', '--from', '2024-01-02', '--to', '2024-01-05', '--seed', '7')
    const same = await json('data', 'export', 'hours', 'half-hours.csv')
    const cut = await json('data', 'export', 'hours', 'hours.csv', '--timeframe', '1h')
    expect({ same: same.notes, cut: cut.notes }).toEqual({ same: [], cut: [expect.stringContaining('end before their length is over')] })
  })

  test('refuses a file that is there, and an ending that it does not know', async () => {
    await writeFile(join(folder, 'mine.csv'), 'mine')
    expect(await bench(['data', 'export', 'spx-1d', 'mine.csv'])).toMatchObject({ code: 4, stderr: expect.stringContaining('FILE_EXISTS') })
    expect(await readFile(join(folder, 'mine.csv'), 'utf8')).toBe('mine')
    expect((await bench(['data', 'export', 'spx-1d', 'mine.csv', '--replace'])).code).toBe(0)
    expect((await bench(['data', 'export', 'spx-1d', 'mine.xlsx'])).code).toBe(2)
  })
})

describe('bench data ls and rm', () => {
  const catalog = ['--catalog', 'own']

  test('list what a pattern covers, with its hash and size, and take it away', async () => {
    for (const name of ['one', 'two']) await json('data', 'import', 'prices.csv', '--name', name, ...catalog)
    const { datasets } = await json('data', 'ls', 't?o', ...catalog)
    expect(datasets).toMatchObject([{ name: 'two', dataHash: expect.any(String), bytes: expect.any(Number) }])
    expect((await bench(['data', 'ls', ...catalog])).stdout).toMatch(/^two +1d +PRICES +4 .* KB +[0-9a-f]{12} /m)

    const asked = await bench(['data', 'rm', 'two', ...catalog])
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
    expect(existsSync(join(folder, 'own/two/dataset.json'))).toBe(true)
    expect(await json('data', 'rm', 'two', '--yes', ...catalog)).toMatchObject({ schema: 'bench.data-rm/1', removed: [{ name: 'two' }] })
    expect(await readdir(join(folder, 'own'))).toEqual(['one'])
  })

  test('remove nothing where one of the names is wrong, and never what is bundled', async () => {
    await bench(['data', 'import', 'prices.csv', '--name', 'kept', ...catalog])
    expect(await bench(['data', 'rm', 'kept', 'kpet', '--yes', ...catalog])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('`kept`'),
    })
    expect(await bench(['data', 'rm', 'spx-1d', '--yes', ...catalog])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('comes with'),
    })
    expect(existsSync(join(folder, 'own/kept/dataset.json'))).toBe(true)
  })

  test('tell of a damaged dataset, which can be removed', async () => {
    await bench(['data', 'import', 'prices.csv', '--name', 'hurt', ...catalog])
    await writeFile(join(folder, 'own/hurt/dataset.json'), '{')
    const listed = await bench(['data', 'ls', ...catalog])
    expect(listed).toMatchObject({ code: 0, stderr: expect.stringMatching(/CATALOG_DAMAGED: .*hurt/) })
    expect((await bench(['data', 'rm', 'hurt', '--yes', ...catalog])).code).toBe(0)
    expect((await bench(['data', 'ls', ...catalog])).stderr).toBe('')
  })
})

describe('bench sql', () => {
  beforeAll(async () => {
    const { code } = await bench(['backtest', 'sma-cross', '--data', 'spx-1d', '--benchmark', 'none'])
    expect(code).toBe(0)
  })

  test('without a query says what can be asked', async () => {
    const { code, stdout, stderr } = await bench(['sql'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of ['bars ', 'runs ', 'trades ', 'max_drawdown', '"spx-1d"', 'Examples:']) expect(stdout).toContain(word)
    const { views } = await json('sql')
    expect(views.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['bars', 'datasets', 'runs', 'equity', 'fills']))
  })

  test('joins runs, their trades and the bars that they were made on', async () => {
    const query = `SELECT r.strategies, r.params->>'slow' AS slow, count(*) AS trades, bool_and(b.close IS NOT NULL) AS found
      FROM trades t JOIN runs r USING (run_id) LEFT JOIN "spx-1d" b ON b.open_time = t.entry_time GROUP BY ALL`
    const { schema, rows } = await json('sql', query)
    expect({ schema, rows }).toEqual({
      schema: 'bench.sql/1',
      rows: [{ strategies: 'sma-cross', slow: '30', trades: expect.any(Number), found: true }],
    })
    expect(rows[0].trades).toBeGreaterThan(20)
  })

  test('shows the first forty rows and says that there are more', async () => {
    const some = await bench(['sql', 'FROM "spx-1d"'])
    expect(some.stdout.trimEnd().split('\n')).toHaveLength(41)
    expect(some.stderr).toContain('--all')
    const all = await bench(['sql', 'FROM "spx-1d" LIMIT 50', '--all'])
    expect(all.stdout.trimEnd().split('\n')).toHaveLength(51)
    expect(all.stderr).toBe('')
  })

  test('prints CSV, and writes CSV and Parquet', async () => {
    const query = 'SELECT instrument, close, NULL AS nothing, \'a,b\' AS text FROM "spx-1d" ORDER BY open_time LIMIT 2'
    const { stdout } = await bench(['sql', query, '--csv'])
    expect(stdout).toBe('instrument,close,nothing,text\nSPX,1455.22,,"a,b"\nSPX,1399.42,,"a,b"\n')
    for (const file of ['rows.csv', 'rows.parquet']) {
      expect(await bench(['sql', query, '--out', file])).toMatchObject({ code: 0, stdout: expect.stringContaining('wrote 2 rows') })
      const read = await json('sql', `SELECT close FROM '${join(folder, file)}'`, '--allow-files')
      expect(read.rows).toEqual([{ close: 1455.22 }, { close: 1399.42 }])
      expect((await bench(['sql', query, '--out', file])).stderr).toContain('FILE_EXISTS')
    }
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
  })

  test.each([
    ['SELECT clse FROM bars', 'BAD_SQL', '"close"'],
    ["COPY bars TO 'stolen.csv'", 'BAD_SQL', 'hint:'],
    ["FROM read_text('prices.csv')", 'BAD_SQL', '--allow-files'],
    ['DROP VIEW bars', 'BAD_SQL', 'read-only'],
  ])('%s fails with exit code 2', async (query, code, hint) => {
    const outcome = await bench(['sql', query])
    expect(outcome).toMatchObject({ code: 2, stdout: '' })
    expect(outcome.stderr).toContain(code)
    expect(outcome.stderr).toContain(hint)
    expect(existsSync(join(folder, 'stolen.csv'))).toBe(false)
  })

  test('gives up after --timeout', async () => {
    const endless = 'SELECT count(*) FROM range(10000000000000) t(i) WHERE i % 7 = 3'
    const { code, stderr } = await bench(['sql', endless, '--timeout', '0.5'])
    expect(code).toBe(2)
    expect(stderr).toContain('longer than 0.5 s')
  })
})

describe('data from afar', () => {
  test.each([
    ['backtest', 'sma-cross', '--data', 'https://example.invalid/bars.parquet'],
    ['data', 'import', 's3://bucket/bars.parquet'],
  ])('is told to need an extension where DuckDB has none: bench %s %s', async (...words) => {
    // Whether or not the extension is there: nothing can be read from there.
    const { code, stderr } = await bench(words, { env: { HOME: folder, AWS_SECRET_ACCESS_KEY: 'geheim' } })
    expect(code).toBe(4)
    expect(stderr).toMatch(/^EXTENSION_MISSING: .*httpfs/)
    expect(stderr).toMatch(/hint: .*--allow-download.*download bars\.parquet yourself/)
    expect(stderr).not.toContain('geheim')
  })

  test('keeps no address with a secret in it', async () => {
    const { code, stderr } = await bench(['data', 'import', 'https://example.invalid/bars.parquet?signature=geheim'])
    expect(code).toBe(2)
    expect(stderr).not.toContain('geheim')
  })
})
