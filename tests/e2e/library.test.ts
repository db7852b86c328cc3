// The package as a program uses it: the built library gives what the command line gives, and the example of the research script runs.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fromArrow } from 'arquero'
import { afterAll, expect, test } from 'vitest'
import { runBench } from './bench-process.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'library-e2e-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a module that imports the built library, in a folder of its own. */
function program(text: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const file = join(folder, 'program.mjs')
  writeFileSync(file, text.replaceAll("'trading-bench'", JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)))
  return spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' })
}

test('examples/research.mjs runs, prints its tables and leaves a picture and an Arrow file', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'examples/research.mjs'), folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/Sharpe ratio -?\d\.\d\d, 95 % interval -?\d\.\d\d to -?\d\.\d\d/)
  for (const head of ['entry_time', 'max_drawdown', 'Showing 5 rows']) expect(stdout).toContain(head)
  expect(readFileSync(join(folder, 'cross.svg'), 'utf8')).toContain('cross on SPX')
  expect(fromArrow(readFileSync(join(folder, 'trades.arrows'))).numRows()).toBe(87)
}, 60_000)

test('backtest() gives the hashes and metrics that bench backtest gives', async () => {
  const { stdout } = await runBench(
    ['backtest', 'rsi-reversion', '--data', 'spx-1d', '--from', '2010-01-01', '--benchmark', 'none', '--json'],
    { cwd: folder },
  )
  const line = JSON.parse(stdout)
  const {
    status,
    stdout: text,
    stderr,
  } = program(`
    import { backtest } from 'trading-bench'
    const run = await backtest({ strategy: 'rsi-reversion', data: 'spx-1d', from: '2010-01-01' })
    console.log(JSON.stringify({ hashes: run.hashes, sharpe: run.metrics.sharpe.value, interval: run.intervals.sharpe.interval }))
  `)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const { hashes, sharpe, interval } = JSON.parse(text)
  expect(hashes).toEqual({ decision: line.decisionHash, execution: line.executionHash, data: line.dataHash, config: line.configHash })
  expect({ sharpe, interval }).toEqual({ sharpe: line.metrics.sharpe, interval: line.intervals.sharpe })
}, 60_000)

test('saveRun() leaves the directory that bench backtest leaves, file by file', async () => {
  const args = [
    '--from',
    '2005-01-01',
    '--to',
    '2014-12-31',
    '--param',
    'fast=10',
    '--seed',
    '3',
    '--md',
    '--svg',
    '--out',
    'line',
    '--json',
  ]
  const { stdout: line } = await runBench(['backtest', 'sma-cross', '--data', 'spx-1d', ...args], { cwd: folder })
  const { status, stdout, stderr } = program(`
    import { backtest, saveRun } from 'trading-bench'
    const run = await backtest({
      strategy: 'sma-cross', params: { fast: 10 }, data: 'spx-1d', from: '2005-01-01', to: '2014-12-31',
      config: { seed: 3 }, benchmark: 'buy-and-hold',
    })
    console.log(JSON.stringify(await saveRun(run, { directory: 'kept', also: ['md', 'svg'] })))
  `)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const [theirs, ours] = [JSON.parse(line).files.directory as string, JSON.parse(stdout).directory as string]
  expect(basename(ours)).toBe(basename(theirs))
  expect(readdirSync(ours).sort()).toEqual(readdirSync(theirs).sort())
  const run = (directory: string): { metrics: { beta: number } } => JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'))
  expect(run(ours).metrics.beta).toBeGreaterThan(0)
  // Who set a value is told with it: a flag there, the program here.
  const told = ({ assumptions: _, ...rest }: Record<string, unknown>): unknown => rest
  expect(told(run(ours))).toEqual(told(run(theirs)))
  for (const file of readdirSync(ours).filter((name) => name.endsWith('.parquet')))
    expect(readFileSync(join(ours, file)).equals(readFileSync(join(theirs, file))), file).toBe(true)
}, 60_000)

test('the first block of docs/LIBRARY.md runs', () => {
  const [, block = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/LIBRARY.md'), 'utf8')) ?? []
  const { status, stdout, stderr } = program(`${block}\nconsole.log(run.metrics.sharpe.value.toFixed(2))`)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(block).toContain(`value: ${stdout.trim()}…`)
}, 60_000)
