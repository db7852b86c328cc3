// Asking in SQL: the views hold what the files hold, nothing else can be read, and nothing can be changed.

import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundledCatalogFolder } from '../../data/catalog/catalog.js'
import { writeDataset } from '../../data/catalog/write.js'
import { columnsFromRows } from '../../data/columns.js'
import { withDuckDb } from '../../data/duckdb.js'
import { instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import { query, queryInto } from './query.js'
import { type SqlDatabaseOptions, withSqlDatabase } from './sql-database.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sql-test-'))
  await write('odd', ['EUR/USD', 'A*[B]', 'C'])
  await write('Runs', ['D'])
  await write('broken', ['E'])
  await rm(join(folder, 'catalog/broken'), { recursive: true, force: true })
  await mkdir(join(folder, 'catalog/broken'))
  await writeFile(join(folder, 'catalog/broken/dataset.json'), '{')
  await makeRun('first-00000001', { totalReturn: 0.1, sharpe: 1.5 }, '1 AS id, 10.0 AS pnl')
  await makeRun('second-00000002', { totalReturn: -0.2 }, "1 AS id, -5.0 AS pnl, 'stop' AS exit_reason")
  await cp(join(folder, 'runs/second-00000002'), join(folder, 'runs/.draft-x'), { recursive: true })
  await symlink('second-00000002', join(folder, 'runs/latest'))
  await mkdir(join(folder, 'runs/empty'))
  await writeFile(join(folder, 'secret.csv'), 'a\n1\n')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, symbols: readonly string[]): Promise<void> {
  const timeframe: Timeframe = '1s'
  const series = symbols.map((id, index) => {
    const columns = columnsFromRows([[0, 1000, 1, 9, 0.5, index + 1, 7]])
    return { instrument: instrument(id, 'crypto'), timeframe, columns }
  })
  const description = { name, label: name, synthetic: true, notes: [], timeframe, source: { name: 'test' }, options: {} }
  await writeDataset(join(folder, 'catalog'), description, series)
}

async function makeRun(id: string, metrics: object, trade: string): Promise<void> {
  const run = join(folder, 'runs', id)
  await mkdir(run, { recursive: true })
  const document = {
    schema: 'bench.run/1',
    strategies: [{ name: id.slice(0, -9), params: { fast: 10 } }],
    series: [{ instrument: { id: 'SPX' }, timeframe: '1d', from: 0, to: 86_400_000, synthetic: false }],
    counts: { bars: 5, roundTrips: 1 },
    metrics,
  }
  await writeFile(join(run, 'run.json'), JSON.stringify(document))
  await withDuckDb((connection) => connection.run(`COPY (SELECT ${trade}) TO '${join(run, 'trades.parquet')}' (FORMAT parquet)`))
}

function ask(sql: string, options: Partial<SqlDatabaseOptions> = {}) {
  return withSqlDatabase({ ...database(), ...options }, async (opened) => {
    const { columns, batches } = await query(opened, sql)
    const rows: unknown[] = []
    for await (const batch of batches) rows.push(...batch)
    return { columns: columns.map(({ name }) => name), rows, notes: opened.notes }
  })
}

function database(): SqlDatabaseOptions {
  return {
    catalogFolders: [join(folder, 'catalog'), bundledCatalogFolder()],
    runsFolder: join(folder, 'runs'),
    memory: '500MB',
    spillFolder: join(folder, 'spill'),
  }
}

describe('bars', () => {
  test('of all datasets have their dataset and instrument, whatever signs are in its name', async () => {
    const { rows } = await ask("SELECT dataset, instrument, close FROM bars WHERE dataset IN ('odd', 'Runs') ORDER BY ALL")
    expect(rows).toEqual([
      ['Runs', 'D', 1],
      ['odd', 'A*[B]', 2],
      ['odd', 'C', 3],
      ['odd', 'EUR/USD', 1],
    ])
  })

  test('of one dataset have a view of their own', async () => {
    const { columns, rows } = await ask('SELECT * FROM "spx-1d" ORDER BY open_time LIMIT 1')
    expect(columns).toEqual(['instrument', 'open_time', 'close_time', 'open', 'high', 'low', 'close', 'volume'])
    expect(rows).toEqual([['SPX', '2000-01-03T14:30:00Z', '2000-01-03T21:00:00Z', 1469.25, 1478, 1438.36, 1455.22, 931800000]])
  })

  test('can be summed up over the instrument, where DuckDB’s own partition column fails', async () => {
    expect((await ask('SELECT count(*), min(instrument), max(instrument) FROM "synthetic-20-1d"')).rows).toEqual([
      [100660, 'SYN01', 'SYN20'],
    ])
  })

  test('of a damaged dataset are left out with a note, and a name that is taken is told', async () => {
    const { rows, notes } = await ask('SELECT dataset FROM datasets ORDER BY ALL')
    expect(rows).toEqual([['Runs'], ['odd'], ['spx-1d'], ['synthetic-20-1d']])
    expect(notes.join('\n')).toMatch(/left out .*broken[\s\S]*dataset Runs has no view of its own/)
  })

  test('are none where there is no dataset', async () => {
    expect((await ask('SELECT * FROM bars', { catalogFolders: [join(folder, 'nowhere')] })).rows).toEqual([])
  })
})

describe('runs', () => {
  test('have a row each, with metrics as columns; links and drafts are none', async () => {
    const sql = "SELECT run_id, strategies, params->>'fast', total_return, sharpe, round_trips, to_time FROM runs ORDER BY 1"
    expect((await ask(sql)).rows).toEqual([
      ['first-00000001', 'first', '10', 0.1, 1.5, 1, '1970-01-02T00:00:00Z'],
      ['second-00000002', 'second', '10', -0.2, null, 1, '1970-01-02T00:00:00Z'],
    ])
  })

  test('of different versions are joined by the names of columns', async () => {
    expect((await ask('SELECT run_id, pnl, exit_reason FROM trades ORDER BY 1')).rows).toEqual([
      ['first-00000001', 10, null],
      ['second-00000002', -5, 'stop'],
    ])
  })

  test('whose file is cut off are left out with a note', async () => {
    await makeRun('third-00000003', {}, '1 AS id')
    await writeFile(join(folder, 'runs/third-00000003/trades.parquet'), 'PAR1')
    const { rows, notes } = await ask('SELECT count(*) FROM trades')
    await rm(join(folder, 'runs/third-00000003'), { recursive: true })
    expect(rows).toEqual([[2]])
    expect(notes.join('\n')).toMatch(/left out .*third-00000003.*trades\.parquet/)
  })

  test('are folders with a run.json, and another folder among them is none to tell of', async () => {
    await mkdir(join(folder, 'runs/compare-first-second'))
    await writeFile(join(folder, 'runs/compare-first-second/compare.html'), '')
    const { notes } = await ask('FROM runs')
    expect(notes.filter((note) => note.includes(join(folder, 'runs')))).toEqual([])
  })

  test('that are not there yet are told of', async () => {
    const none = { runsFolder: join(folder, 'nowhere') }
    expect((await ask('SELECT count(*) FROM runs', none)).rows).toEqual([[0]])
    await expect(ask('FROM trades', none)).rejects.toMatchObject({ code: 'BAD_SQL', hint: expect.stringContaining('no run has trades') })
  })
})

describe('a query', () => {
  test.each([
    "COPY (SELECT 1) TO 'x.csv'",
    'CREATE TABLE x AS SELECT 1',
    'INSERT INTO runs SELECT * FROM runs',
    'DROP VIEW bars',
    "ATTACH 'x.db'",
    "SET memory_limit = '100GB'",
    'INSTALL httpfs',
    "EXPLAIN ANALYZE COPY (SELECT 1) TO 'x.csv'",
    'SELECT 1; DROP VIEW bars',
    'SELECT 1; SELECT 2',
    'CREATE TABLE pivot AS SELECT 1; DROP TABLE pivot',
    'CREATE OR REPLACE VIEW bars AS SELECT 1 AS pivot; SELECT * FROM bars',
    '/* /* */ */ CREATE VIEW x AS SELECT 1 AS pivot; FROM x',
    'CREATE VIEW x AS SELECT 1; PIVOT datasets ON dataset USING count(*)',
    'PIVOT datasets ON dataset USING count(*); CREATE VIEW x AS SELECT 1; FROM x',
    '',
    ' ; -- nothing',
  ])('that does more than read is refused: %s', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ code: 'BAD_SQL' })
    await expect(ask(sql, { allowFiles: true })).rejects.toMatchObject({ code: 'BAD_SQL' })
    expect(existsSync('x.csv') || existsSync('x.db')).toBe(false)
  })

  test.each([
    'FROM bars LIMIT 1',
    'DESCRIBE bars',
    'SUMMARIZE datasets',
    'SHOW TABLES',
    'EXPLAIN SELECT 1',
    'EXPLAIN ANALYZE FROM datasets',
    'WITH a AS (SELECT 1) FROM a',
    'VALUES (1)',
  ])('that reads is run: %s', async (sql) => expect((await ask(sql)).rows.length).toBeGreaterThan(0))

  test('that pivots makes its columns of what it finds', async () => {
    const { columns, rows } = await ask("PIVOT (SELECT instrument, close FROM bars WHERE dataset = 'odd') ON instrument USING max(close)")
    expect({ columns, rows }).toEqual({ columns: ['A*[B]', 'C', 'EUR/USD'], rows: [[2, 3, 1]] })
  })

  test('reads other files only when they are allowed', async () => {
    const sql = `FROM read_csv('${join(folder, 'secret.csv')}')`
    await expect(ask(sql)).rejects.toMatchObject({ code: 'BAD_SQL', hint: expect.stringContaining('--allow-files') })
    await expect(ask(`FROM '${join(folder, 'runs/../secret.csv')}'`)).rejects.toMatchObject({ code: 'BAD_SQL' })
    expect((await ask(sql, { allowFiles: true })).rows).toEqual([[1]])
  })

  test('that needs more memory than it may have fails, and says how to get more', async () => {
    const sql = 'SELECT list(i) FROM range(100000000) t(i)'
    await expect(ask(sql, { memory: '50MB' })).rejects.toMatchObject({ code: 'BAD_SQL', hint: expect.stringContaining('--memory') })
  })
})

describe('a slip in a query is answered with the line and what was meant', () => {
  test.each([
    ['SELECT\n  clse\nFROM bars', /LINE 2:.*clse\n +\^/, /did you mean "close"/],
    ['FROM brs', /brs/, /did you mean bars\?/],
    ['SELECT * FROM spx-1d', /LINE 1/, /double quotes: "spx-1d"/],
    ['SELECT * FROM spx', /spx/, /double quotes: "spx-1d"/],
    ['SELEC 1', /LINE 1: SELEC 1\n +\^/, /bench sql without a query/],
    ['SELECT mx(close) FROM bars', /mx/, /did you mean/],
  ])('%j', async (sql, message, hint) => {
    await expect(ask(sql)).rejects.toMatchObject({
      code: 'BAD_SQL',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })
})

test('rows are written to the one file that is allowed, in their order', async () => {
  const outFile = join(folder, 'out.csv')
  const sql = 'SELECT instrument, close FROM "odd" ORDER BY close DESC; -- the last first'
  const rows = await withSqlDatabase({ ...database(), outFile }, (opened) => queryInto(opened, sql, outFile, 'csv'))
  expect(rows).toBe(3)
  const read = await ask(`FROM read_csv('${outFile}')`, { allowFiles: true })
  expect(read.rows).toEqual([
    ['C', 3],
    ['A*[B]', 2],
    ['EUR/USD', 1],
  ])
  const elsewhere = withSqlDatabase({ ...database(), outFile }, (opened) => queryInto(opened, sql, join(folder, 'other.csv'), 'csv'))
  await expect(elsewhere).rejects.toMatchObject({ code: 'BAD_SQL' })
})
