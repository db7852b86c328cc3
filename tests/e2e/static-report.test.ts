// `--svg`, `--png` and `--md` of the command line: the files are there, named in the JSON, and the intervals are in every output.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runBench } from './bench-process.js'

const folder = mkdtempSync(join(tmpdir(), 'static-e2e-'))
afterAll(() => rmSync(folder, { recursive: true }))

function bench(words: string) {
  return runBench(words.split(' '), { cwd: folder })
}

test('every static output is written beside the report and named in the JSON', async () => {
  const { code, stdout, stderr } = await bench('backtest sma-cross --svg --png --md --json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { files, metrics, runId } = JSON.parse(stdout)
  expect(readFileSync(files.svg, 'utf8')).toMatch(/^<svg role="img" aria-label="sma-cross-[0-9a-f]{8}"/)
  expect([...readFileSync(files.png).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
  const page = readFileSync(files.md, 'utf8')
  expect(page).toContain(`| run | \`${runId}\` |`)
  expect(page).toContain(`| Sharpe ratio | ${metrics.sharpe.toFixed(2)} | 95`)
}, 60_000)

test('intervals are in the JSON, in run.json and on the terminal, and hold their figures', async () => {
  const run = JSON.parse((await bench('backtest sma-cross --json')).stdout)
  const { sharpe, cagr } = run.intervals
  expect(sharpe).toMatchObject({ level: 0.95, method: 'stationary bootstrap, percentile', resamples: 1_000 })
  for (const [interval, value] of [
    [sharpe, run.metrics.sharpe],
    [cagr, run.metrics.cagr],
  ] as const)
    expect(interval.lower < value && value < interval.upper).toBe(true)
  expect(JSON.parse(readFileSync(run.files.run, 'utf8')).intervals).toEqual(run.intervals)
  const { stdout } = await bench('backtest sma-cross --no-report')
  expect(stdout).toMatch(new RegExp(`Sharpe ratio +${run.metrics.sharpe.toFixed(2)} +\\(95.%: −?\\d\\.\\d\\d … −?\\d\\.\\d\\d\\)`))
}, 60_000)

test('a thin sample has none, and run.json says why', async () => {
  const run = JSON.parse((await bench('backtest buy-and-hold --from 2020-02-01 --json')).stdout)
  expect(run.intervals).toEqual({ cagr: null, sharpe: null, maxDrawdown: null })
  expect(JSON.parse(readFileSync(run.files.run, 'utf8')).intervalReasons.sharpe).toBe('n/a: fewer than 60 sessions')
}, 60_000)

test('a picture without a run directory to put it in is refused', async () => {
  const { code, stderr } = await bench('backtest sma-cross --no-report --svg')
  expect({ code, error: stderr.split('\n')[0] }).toEqual({ code: 2, error: 'USAGE: --no-report leaves no place for --svg' })
})
