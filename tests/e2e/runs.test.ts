// Runs after they were made, as a user meets them: listed, rendered again, compared, explained and removed by the built `bench`.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

let folder: string
let first: Made
let second: Made

interface Made {
  readonly runId: string
  readonly decisionHash: string
  readonly files: { readonly directory: string; readonly report: string }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-runs-'))
  await writeFile(join(folder, 'prices.csv'), prices())
  first = await made('backtest sma-cross --from 2015-01-01')
  second = await made('backtest sma-cross --from 2015-01-01 --param fast=12')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function bench(words: string): Promise<Outcome> {
  return runBench(words.split(' '), { cwd: folder })
}

async function made(words: string): Promise<Made> {
  return json<Made>(`${words} --json`)
}

async function json<Result>(words: string): Promise<Result> {
  const { code, stdout, stderr } = await bench(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Result
}

/** Twenty sessions of a wave. */
function prices(): string {
  const rows: string[] = []
  for (let day = Date.UTC(2023, 4, 30); rows.length < 20; day += 86_400_000) {
    const date = new Date(day)
    if ([0, 6].includes(date.getUTCDay()) || date.toISOString().startsWith('2023-06-19')) continue
    const close = 100 + 10 * Math.sin(rows.length / 2)
    rows.push(
      [date.toISOString().slice(0, 10), close - 0.5, close + 1, close - 1, close]
        .map((one) => (typeof one === 'number' ? one.toFixed(2) : one))
        .join(','),
    )
  }
  return `Date,Open,High,Low,Close\n${rows.join('\n')}\n`
}

describe('bench runs', () => {
  test('lists runs with their figures, the last one first', async () => {
    const { code, stdout } = await bench('runs')
    expect(code).toBe(0)
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toMatch(/run +strategy +data +period +return +sharpe +max drawdown +trades +when/)
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual([second.runId, first.runId])
    expect(lines[1]).toContain('sma-cross fast=12 slow=30  spx-1d  2015-01-02 to 2020-04-17')
  })

  test('sorts, filters and cuts, and gives one versioned object', async () => {
    const { schema, runs } = await json<{ schema: string; runs: { name: string; metrics: { sharpe: number } }[] }>(
      'runs --sort sharpe --json',
    )
    expect(schema).toBe('bench.runs/1')
    expect(runs.map(({ metrics }) => metrics.sharpe)).toEqual(runs.map(({ metrics }) => metrics.sharpe).sort((a, b) => b - a))
    expect((await bench('runs --filter fast=12')).stdout).not.toContain(first.runId)
    const cut = await bench('runs --limit 1')
    expect([cut.stdout.trim().split('\n').length, cut.stderr]).toEqual([2, expect.stringContaining('1 more')])
  })

  test('tells damaged directories and lists the others', async () => {
    const broken = join(folder, 'reports', 'broken')
    await mkdir(broken)
    await writeFile(join(broken, 'run.json'), '{"schema":"bench.run/1"}')
    const { code, stdout, stderr } = await bench('runs')
    await rm(broken, { recursive: true })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^RUN_DAMAGED: .*broken.run\.json/)
    expect(stdout).toContain(first.runId)
  })

  test('in a folder without runs says how to make one; a wrong --sort is answered with what was meant', async () => {
    expect((await bench('runs --reports nothing')).stdout).toContain('bench backtest')
    const { code, stderr } = await bench('runs --sort shrpe')
    expect(code).toBe(2)
    expect(stderr).toContain('`sharpe`')
  })
})

describe('bench report', () => {
  test('writes the identical page again, and beside another when asked', async () => {
    const before = await readFile(first.files.report, 'utf8')
    const { code, stdout } = await bench(`report ${first.runId}`)
    expect([code, stdout]).toEqual([0, `${first.files.report}\n`])
    expect((await readFile(first.files.report, 'utf8')) === before).toBe(true)
    const { files } = await json<{ files: Record<string, string> }>(`report ${first.runId} --out elsewhere/page.html --md --json`)
    expect(files).toEqual({ report: join(folder, 'elsewhere', 'page.html'), md: join(folder, 'elsewhere', 'report.md') })
    expect((await readFile(join(folder, 'elsewhere', 'page.html'), 'utf8')) === before).toBe(true)
  })

  test('without the bars has no price chart, and says why', async () => {
    const { files, runId } = await made('backtest buy-and-hold --data prices.csv --benchmark none')
    await writeFile(join(folder, 'prices.csv'), prices().replace('2023-05-30,99.50', '2023-05-30,99.25'))
    const { code, stderr } = await bench(`report ${runId}`)
    await writeFile(join(folder, 'prices.csv'), prices())
    expect([code, stderr]).toEqual([0, expect.stringContaining('not those of the run any more')])
    expect((await readFile(files.report, 'utf8')).includes('The price chart is left out')).toBe(true)
    await bench(`report ${runId}`)
    expect((await readFile(files.report, 'utf8')).includes('The price chart is left out')).toBe(false)
    await bench(`runs rm ${runId} --yes`)
  })
})

describe('--out of a page', () => {
  test.each([
    ['report', () => `report ${first.runId}`],
    ['compare', () => `compare ${first.runId} ${second.runId}`],
  ])('of %s is a file; a folder in its place is refused, and nothing is left', async (name, words) => {
    const place = join(folder, `pages-${name}`)
    await mkdir(join(place, 'taken'), { recursive: true })
    expect((await bench(`${words()} --out pages-${name}/deeper/foo.html`)).code).toBe(0)
    expect((await readFile(join(place, 'deeper', 'foo.html'), 'utf8')).startsWith('<!doctype html>')).toBe(true)
    for (const taken of ['taken', 'deeper/foo.html/below.html'])
      expect(await bench(`${words()} --out pages-${name}/${taken}`)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^USAGE: .*--out/),
      })
    expect((await readdir(place, { recursive: true })).sort()).toEqual(['deeper', join('deeper', 'foo.html'), 'taken'])
  })
})

describe('bench sql', () => {
  test('with --out wants a query', async () => {
    expect(await bench('sql --out z.csv')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^USAGE: .*without a query/) })
    expect(existsSync(join(folder, 'z.csv'))).toBe(false)
  })

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('that %s ends leaves no half file, and nothing of what memory could not hold', async (_, signal, expected) => {
    const place = await mkdtemp(join(folder, 'stopped-'))
    const endless = 'SELECT i, hash(i) AS h FROM range(4000000000) t(i) ORDER BY h'
    const program = fileURLToPath(new URL('../../dist/cli/bench.js', import.meta.url))
    const words = [program, 'sql', endless, '--out', join(place, 'z.csv'), '--memory', '100MB']
    const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, TMPDIR: place }, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('close', resolve))
    const begun = async (): Promise<number> =>
      (await readdir(place, { recursive: true })).filter((name) => name.includes(`${child.pid}`)).length
    while ((await begun()) < 3) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill(signal)
    expect([await ended, await readdir(place)]).toEqual([expected, []])
  })
})

describe('bench compare', () => {
  test('sets metrics side by side and finds the first decision that differs', async () => {
    const { code, stdout } = await bench(`compare ${first.runId} ${second.runId}`)
    expect(code).toBe(0)
    for (const part of ['B − A', 'Sharpe ratio', 'fast', 'part at decision', 'What can have caused it: fast 10 → 12.', 'compare.html'])
      expect(stdout).toContain(part)
    const [folderName] = (await readdir(join(folder, 'reports'))).filter((name) => name.startsWith('compare-'))
    expect(existsSync(join(folder, 'reports', folderName ?? '', 'compare.html'))).toBe(true)
    expect((await bench('runs')).stdout).not.toContain('compare-')
  })

  test('of a run with itself says identical, and by which hashes', async () => {
    const { stdout } = await bench(`compare ${first.runId} ${first.runId} --no-page`)
    expect(stdout).toContain(`Identical: the same decision ${first.decisionHash.slice(0, 12)}`)
  })

  test('gives one versioned object', async () => {
    const comparison = await json<{ schema: string; identical: boolean; settings: unknown[]; partings: { kind: string }[]; files: object }>(
      `compare ${first.runId} ${second.runId} --no-page --json`,
    )
    expect(comparison).toMatchObject({
      schema: 'bench.compare/1',
      identical: false,
      settings: [{ group: 'parameter', name: 'fast', values: ['10', '12'] }],
      partings: [{ kind: 'decision' }],
      files: { page: null },
    })
  })

  test('of one run, or of runs that are not there, is refused', async () => {
    expect(await bench(`compare ${first.runId}`)).toMatchObject({ code: 2, stderr: expect.stringContaining('USAGE') })
    expect(await bench(`compare ${first.runId} nope`)).toMatchObject({ code: 4, stderr: expect.stringContaining('UNKNOWN_RUN') })
  })
})

describe('bench explain', () => {
  test('lists the trades, and tells the life of one', async () => {
    expect((await bench('explain latest')).stdout).toMatch(/# +strategy +instrument/)
    const { code, stdout } = await bench(`explain ${first.runId} --trade 1`)
    expect(code).toBe(0)
    const parts = [
      'Trade 1: long',
      'signal enter long',
      'indicators: fast',
      'buying power',
      'verdict: approved',
      'market at open',
      'worst',
      'at the recorded prices',
      'Bars around it',
    ]
    for (const part of parts) expect(stdout).toContain(part)
  })

  test('gives one versioned object, of a trade and of an order', async () => {
    expect(await json(`explain ${first.runId} --trade 2 --json`)).toMatchObject({
      schema: 'bench.explain/1',
      runId: first.runId,
      trade: { trip: { id: 2 } },
    })
    expect(await json(`explain ${first.runId} --order 1 --json`)).toMatchObject({
      order: { order: { clientOrderId: 1 }, placedBy: { decision: { sequence: 1 } } },
    })
  })

  test('and a comparison say what of the run does not fit together any more', async () => {
    const file = join(first.files.directory, 'run.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/"sharpe": [^,]+/, '"sharpe": 9'))
    const [told, asked, compared] = await Promise.all([
      bench(`explain ${first.runId} --trade 1`),
      json<{ notes: string[] }>(`explain ${first.runId} --trade 1 --json`),
      bench(`compare ${first.runId} ${first.runId} --no-page`),
    ])
    await writeFile(file, text)
    expect(told).toMatchObject({ code: 0, stderr: expect.stringMatching(/^note: sharpe was written as 9/) })
    expect(asked.notes).toEqual([expect.stringContaining('sharpe was written as 9')])
    expect(compared.stdout).toMatch(/Identical[\s\S]*sharpe was written as 9/)
  })

  test('of what is not there says what there is', async () => {
    expect(await bench(`explain ${first.runId} --trade 999`)).toMatchObject({ code: 2, stderr: expect.stringContaining('numbered 1 to') })
    expect(await bench(`explain ${first.runId} --denial 1`)).toMatchObject({ code: 2, stderr: expect.stringContaining('no denials') })
  })
})

describe('a run directory', () => {
  test('of the same run with other figures has a name of its own', async () => {
    const others = [
      await made('backtest sma-cross --from 2015-01-01 --metrics quantstats'),
      await made('backtest sma-cross --from 2015-01-01 --benchmark none'),
      await made('backtest sma-cross --from 2015-01-01 --trials 20 --trials-sigma 0.01'),
    ]
    expect(others.map(({ runId }) => runId)).toEqual([first.runId, first.runId, first.runId])
    expect(others.map(({ files }) => files.directory.slice(first.files.directory.length))).toEqual([
      '-quantstats',
      '-alone',
      '-trials-20-0-01',
    ])
    expect((await bench(`explain ${first.runId}`)).code).toBe(0)
    await bench(`runs rm ${others.map(({ files }) => files.directory).join(' ')} --yes`)
  })

  test('cannot be made where --out names a file', async () => {
    const outcome = await bench('backtest sma-cross --from 2019-01-01 --out prices.csv')
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^USAGE: .*prices\.csv is a file/) })
  })

  test('leaves no draft when Ctrl-C comes while it is written', async () => {
    const runs = join(folder, 'interrupted')
    const module = new URL('../../dist/report/run-draft.js', import.meta.url).href
    const script = `import { writeInPlace } from ${JSON.stringify(module)}
process.on('SIGINT', () => process.exit(130))
await writeInPlace(${JSON.stringify(runs)}, 'a', async () => {
  process.stderr.write('here')
  await new Promise((resolve) => setTimeout(resolve, 60_000))
})`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.once('data', () => child.kill('SIGINT'))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect([code, await readdir(runs)]).toEqual([130, []])
  })
})

describe('bench runs rm', () => {
  test('takes no folder for a run because a file in it, or a slip, was named', async () => {
    const project = join(folder, 'reports', 'proj')
    await mkdir(project)
    for (const [name, text] of [
      ['run.json', '{"not":"a run"}'],
      ['src.txt', 'mine'],
    ] as const)
      await writeFile(join(project, name), text)
    for (const typed of ['./src.txt', './run.json', '.', '../proj'])
      expect((await runBench(['runs', 'rm', typed, '--yes', '--reports', '..'], { cwd: project })).code, typed).toBe(4)
    expect(await readdir(project)).toEqual(['run.json', 'src.txt'])
    await rm(project, { recursive: true })
    const inside = { cwd: first.files.directory }
    expect((await runBench(['runs', 'rm', './nosuch-typo', '--yes', '--reports', '..'], inside)).code).toBe(4)
    expect(await runBench(['runs', 'rm', '.', '--yes'], inside)).toMatchObject({ code: 2, stderr: expect.stringContaining('--reports') })
    expect(existsSync(first.files.report)).toBe(true)
  })

  test('asks, and where nobody is there to answer wants --yes', async () => {
    expect(await bench(`runs rm ${second.runId}`)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
    expect(existsSync(second.files.directory)).toBe(true)
  })

  test('removes what it names and nothing when one name is wrong, and leaves latest at a run', async () => {
    expect((await bench(`runs rm ${second.runId} nope --yes`)).code).toBe(4)
    expect(existsSync(second.files.directory)).toBe(true)
    expect(await json(`runs rm ${second.runId} --yes --json`)).toEqual({ schema: 'bench.runs-rm/1', removed: [second.files.directory] })
    expect(existsSync(second.files.directory)).toBe(false)
    expect((await bench('explain latest')).code).toBe(0)
  })
})
