// The package as a program uses it: the built library gives what the command line gives, and the example of the research script runs.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('saveRun() leaves the directory that bench backtest leaves', () => {
  const { status, stdout, stderr } = program(`
    import { backtest, saveRun } from 'trading-bench'
    const files = await saveRun(await backtest({ strategy: 'sma-cross' }), { directory: 'kept', also: ['md'] })
    console.log(JSON.stringify(files))
  `)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const files = JSON.parse(stdout)
  expect(JSON.parse(readFileSync(files.run, 'utf8'))).toMatchObject({ schema: 'bench.run/1', intervals: { sharpe: { level: 0.95 } } })
  expect(readFileSync(files.md, 'utf8')).toContain('# sma-cross on SPX')
  expect(readFileSync(files.report, 'utf8')).toContain('<!doctype html>')
}, 60_000)

test('the first block of docs/LIBRARY.md runs', () => {
  const [, block = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/LIBRARY.md'), 'utf8')) ?? []
  const { status, stdout, stderr } = program(`${block}\nconsole.log(run.metrics.sharpe.value.toFixed(2))`)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(block).toContain(`value: ${stdout.trim()}…`)
}, 60_000)
