// Chaos in a backtest of the user's own, as the built command shows it: what came on, what it cost, what is refused, and what a config file says of it.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-chaos-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function backtest(...words: readonly string[]): Promise<Outcome> {
  return runBench(['backtest', 'sma-cross', '--data', 'synthetic:1:1d:from=2008-01-02:count=300', '--benchmark', 'none', ...words], {
    cwd: folder,
  })
}

interface Printed {
  readonly configHash: string
  readonly decisionHash: string
  readonly chaos?: { readonly faults: readonly { readonly name: string; readonly onsets: readonly number[] }[]; readonly damage: number }
  readonly files: { readonly run: string }
}

async function printed(...words: readonly string[]): Promise<Printed> {
  const { stdout, stderr, code } = await backtest(...words, '--json')
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  return JSON.parse(stdout)
}

test('a runaway comes on at the first bar from its time on, and the run says so', async () => {
  const { stdout, code } = await backtest('--chaos', 'runaway@2008-10-10T10:00/5m', '--no-report')
  expect(code).toBe(0)
  expect(stdout).toContain('Chaos: every invariant held, damage ')
  // Daily bars are known at the close: 16:00 in New York.
  expect(stdout).toContain('runaway-1 came on at 2008-10-10 20:00 UTC, for 5 min')
})

test('a flag, a schedule in a file and a key of a config file make the same run, and run.json keeps its schedule', async () => {
  await writeFile(join(folder, 'schedule.yaml'), '- reject:share=50%@2008-10-10T10:00/60d\n')
  const entry = { fault: 'reject', when: { at: '2008-10-10T10:00' }, minutes: 86_400, params: { share: 0.5 } }
  await writeFile(join(folder, 'bench.json'), JSON.stringify({ chaos: [entry] }))
  const flag = await printed('--chaos', 'reject:share=50%@2008-10-10T10:00/60d')
  const file = await printed('--chaos', 'schedule.yaml', '--no-report')
  const config = await printed('--config', 'bench.json', '--no-report')
  expect(new Set([flag, file, config].map(({ configHash, decisionHash }) => `${configHash} ${decisionHash}`)).size).toBe(1)
  const run = JSON.parse(await readFile(flag.files.run, 'utf8'))
  expect(run.config.chaos).toMatchObject({ seed: 1, entries: [{ ...entry, name: 'reject-1', when: { at: '2008-10-10T14:00:00.000Z' } }] })
  expect(run.chaos).toEqual(flag.chaos)
})

test.each([
  [['--chaos', 'runawy@2008-10-10T10:00/5m'], "UNKNOWN_FAULT: entry 1: no fault is called 'runawy'\nhint: did you mean `runaway`?"],
  [['--chaos', 'runaway@2030-10-10T10:00/5m'], 'BAD_SCHEDULE: runaway-1 comes on at 2030-10-10T14:00:00Z, and the bars are from'],
  [['--chaos', ''], 'USAGE: --chaos is given nothing'],
  [['--chaos', 'runaway@2008-02-30T10:00/5m'], "BAD_SCHEDULE: '2008-02-30T10:00' is no time"],
  [['--chaos', 'runaway:orders=1000000000@2008-10-10T10:00/5m'], 'BAD_SCHEDULE: entry 1: runaway: orders: '],
  [['--chaos', 'runaway'], "BAD_SCHEDULE: 'runaway' says not when it comes on"],
  [['--chaos', 'runaway@drawdown=5%', '--band'], 'USAGE: a run with --chaos has no band'],
  [['--chaos', 'nowhere.yaml'], 'NO_SUCH_FILE: the schedule nowhere.yaml cannot be read'],
])('%s is refused', async (words, message) => {
  const { stderr, code } = await backtest(...words, '--no-report')
  expect(stderr).toContain(message)
  expect(code).toBeGreaterThan(1)
})
