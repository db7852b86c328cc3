// A newcomer's first minutes: a folder made by `bench init` runs as it stands, `bench doctor` tells what is wrong, and the shell completes.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench, type Start } from './bench-process.js'

const folder = mkdtempSync(join(tmpdir(), 'setup-e2e-'))
afterAll(() => rmSync(folder, { recursive: true }))

function bench(words: string, start: Partial<Start> = {}): Promise<Outcome> {
  return runBench(words.split(' '), { cwd: folder, ...start })
}

describe('bench init', () => {
  test('makes a project that runs by the command in its own package.json', async () => {
    const { code, stdout } = await bench('init mine')
    expect({ code, next: stdout.includes('bench backtest first --config bench.yaml') }).toEqual({ code: 0, next: true })
    const project = join(folder, 'mine')
    expect(readdirSync(project).sort()).toEqual(['.gitignore', 'README.md', 'bench.yaml', 'package.json', 'strategies'])
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({ name: 'mine', private: true, type: 'module' })
    const [command, ...words] = manifest.scripts.backtest.split(' ')
    expect(command).toBe('bench')
    const run = await runBench([...words, '--json'], { cwd: project })
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout).counts.roundTrips).toBeGreaterThan(5)
    expect(readFileSync(join(project, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(10)
  })

  test('writes over nothing', async () => {
    const project = join(folder, 'kept')
    mkdirSync(project)
    writeFileSync(join(project, 'bench.yaml'), 'cash: 5\n')
    const { code, stdout } = await bench('init kept --json')
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, schema: 'bench.init/1', kept: ['bench.yaml'] })
    expect(readFileSync(join(project, 'bench.yaml'), 'utf8')).toBe('cash: 5\n')
    const again = await bench('init kept --json')
    expect(JSON.parse(again.stdout)).toMatchObject({ written: [], kept: expect.arrayContaining(['bench.yaml', 'strategies/first.ts']) })
  })
})

describe('bench doctor', () => {
  test('finds nothing wrong here', async () => {
    const { code, stdout, stderr } = await bench('doctor')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^ok +node +Node \d+/m)
    expect(stdout).toMatch(/^ok +time zones/m)
    expect(stdout).not.toMatch(/^fail/m)
  })

  test('names a damaged dataset and a faulty config file, and ends with 1', async () => {
    const sick = join(folder, 'sick')
    mkdirSync(join(sick, 'datasets', 'broken-1d'), { recursive: true })
    writeFileSync(join(sick, 'datasets', 'broken-1d', 'dataset.json'), '{')
    writeFileSync(join(sick, 'bench.yaml'), 'cash: 5\nslipage: 1\n')
    const { code, stdout } = await bench('doctor --json', { cwd: sick })
    const report = JSON.parse(stdout)
    expect({ code, schema: report.schema, status: report.status }).toEqual({ code: 1, schema: 'bench.doctor/1', status: 'fail' })
    const failed = report.checks.filter((check: { status: string }) => check.status === 'fail')
    expect(failed).toEqual([
      expect.objectContaining({ name: 'catalog', text: expect.stringContaining('broken-1d'), hint: expect.stringContaining('--replace') }),
      expect.objectContaining({ name: 'config', text: expect.stringContaining('bench.yaml:2'), hint: expect.stringContaining('slippage') }),
    ])
  })
})

describe('completion', () => {
  test.each([
    ['ba', 'backtest'],
    ['help comp', 'compare completion'],
    ['data sh', 'show'],
    ['backtest sma', 'sma-cross'],
    ['backtest sma-cross --data spx', 'spx-1d'],
    ['backtest sma-cross --timing same', 'same-close'],
    ['backtest sma-cross --risk-f', '--risk-free'],
    ['backtest sma-cross --log-level d', 'debug'],
    ['data show syn', 'synthetic-20-1d'],
    ['metrics --explain shar', 'sharpe'],
    ['completion b', 'bash'],
    ['backtest no-such-', ''],
  ])('bench %s goes on with: %s', async (words, expected) => {
    const { code, stdout, stderr } = await bench(`__complete ${words}`)
    expect({ code, stderr, found: stdout.trimEnd().split('\n').join(' ') }).toEqual({ code: 0, stderr: '', found: expected })
  })

  test('offers the runs that are there', async () => {
    const { stdout } = await bench('backtest sma-cross --json')
    const { runId } = JSON.parse(stdout)
    expect((await bench('__complete report sma')).stdout).toContain(runId)
    expect((await bench('__complete report la')).stdout).toBe('latest\n')
  })

  test('works in bash', () => {
    const bin = join(folder, 'bin')
    mkdirSync(bin, { recursive: true })
    symlinkSync(fileURLToPath(new URL('../../dist/cli/bench.js', import.meta.url)), join(bin, 'bench'))
    const script = `
      eval "$(bench completion bash)"
      complete -p bench
      COMP_WORDS=(bench backtest sma-cross --data ''); COMP_CWORD=4
      _bench
      printf '%s\\n' "\${COMPREPLY[@]}"
      COMP_WORDS=(bench doc); COMP_CWORD=1
      _bench
      printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, env, encoding: 'utf8' })
    expect({ lines: stdout.trimEnd().split('\n'), stderr }).toEqual({
      lines: ['complete -o default -F _bench bench', 'spx-1d', 'synthetic-20-1d', 'doctor'],
      stderr: '',
    })
  })

  test.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
    const { code, stdout } = await bench(`completion ${shell}`)
    expect({ code, asks: stdout.includes('__complete') }).toEqual({ code: 0, asks: true })
  })

  test('of a shell that it does not know is refused', async () => {
    const { code, stderr } = await bench('completion tcsh')
    expect({ code, error: /^USAGE: 'tcsh'/.test(stderr) }).toEqual({ code: 2, error: true })
  })
})

describe('manners', () => {
  test.each([['help backtest'], ['help data import'], ['data import --help']])('bench %s is the help of the verb', async (words) => {
    const { code, stdout, stderr } = await bench(words)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const part of ['Usage: bench', 'Examples:', '--log-level', '--quiet']) expect(stdout).toContain(part)
    for (const line of stdout.split('\n').filter((one) => !one.startsWith('  $'))) expect(line.length).toBeLessThanOrEqual(80)
  })

  test.each(['-v', '-V', '--version'])('bench %s is the version', async (flag) => {
    expect((await bench(flag)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('--log-level debug tells on stderr what is done, and leaves stdout alone', async () => {
    const plain = await bench('metrics sharpe --json')
    const told = await bench('metrics sharpe --json --log-level debug')
    expect(told.stdout).toBe(plain.stdout)
    expect(plain.stderr).toBe('')
    expect(told.stderr).toMatch(/^debug: bench \d.*metrics sharpe/)
    expect((await bench('metrics sharpe --json', { env: { BENCH_LOG_LEVEL: 'loud' } })).code).toBe(2)
  })

  test('NO_COLOR and FORCE_COLOR are heard', async () => {
    const escapeCode = '\u001b['
    expect((await bench('metrics')).stdout).not.toContain(escapeCode)
    expect((await bench('metrics', { env: { FORCE_COLOR: '1' } })).stdout).toContain(escapeCode)
    expect((await bench('metrics', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(escapeCode)
  })
})
