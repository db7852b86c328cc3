// Predictions as a user meets them: bars of 10 seconds and a file of predictions are generated, and prediction-rules trades on them, with a report.

import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

const config = fileURLToPath(new URL('../../strategies/configs/prediction-rules.yaml', import.meta.url))
const tickers = 'CVNA,UVXY,SOXL,SOXS,TQQQ,SQQQ,GLD,SLV'
let folder: string
let generated: Outcome

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-predictions-e2e-'))
  const days = '--timeframe 10s --from 2024-01-08 --to 2024-01-09 --volatility 60% --catalog catalog --predictions week.csv --json'
  generated = await bench(`data generate week ${days} --symbols ${tickers}`)
})
afterAll(() => rm(folder, { recursive: true }))

function bench(words: string): Promise<Outcome> {
  return runBench(words.split(' '), { cwd: folder })
}

const backtest = 'backtest prediction-rules --data week --catalog catalog --benchmark none'

describe('bench data generate --predictions', () => {
  test('writes bars of 10 seconds, and predictions of them that can be read again', async () => {
    expect({ code: generated.code, stderr: generated.stderr }).toEqual({ code: 0, stderr: '' })
    const { dataset, predictions } = JSON.parse(generated.stdout)
    expect(dataset).toMatchObject({ timeframe: '10s', synthetic: true })
    expect(predictions.count).toBeGreaterThan(1_000)
    const [header, first] = (await readFile(join(folder, 'week.csv'), 'utf8')).split('\n')
    expect(header).toBe('publish_time,instrument,direction,value,confidence,horizon_ms')
    expect(first).toMatch(/^2024-01-08T14:\d\d:\d\d(\.\d+)?Z,[A-Z]+,(long|short),-?[\d.e-]+,0\.\d+,300000$/)
  })

  test('keeps a file that is there, and writes no other kind', async () => {
    const again = await bench('data generate other --timeframe 10s --count 10 --catalog catalog --predictions week.csv')
    expect(again).toMatchObject({ code: 4, stderr: expect.stringContaining('--replace') })
    const parquet = await bench('data generate other --timeframe 10s --count 10 --catalog catalog --predictions week.parquet')
    expect(parquet).toMatchObject({ code: 2, stderr: expect.stringContaining('.csv') })
  })
})

describe('bench backtest prediction-rules', () => {
  test('trades on the predictions with the config of eight tickers, and leaves a report that names them', async () => {
    const { code, stdout, stderr } = await runBench([...backtest.split(' '), '--config', config, '--predictions', 'week.csv', '--json'], {
      cwd: folder,
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { counts, files, dataHash } = JSON.parse(stdout)
    expect(counts.denials).toBe(0)
    expect(counts.roundTrips).toBeGreaterThan(100)
    const document = JSON.parse(await readFile(join(files.directory, 'run.json'), 'utf8'))
    expect(document.predictions).toMatchObject({ name: 'week.csv', count: JSON.parse(generated.stdout).predictions.count })
    expect(document.openPositions).toEqual([])
    expect(existsSync(files.report)).toBe(true)
    expect(await readFile(files.report, 'utf8')).toContain(document.predictions.dataHash)
    expect(dataHash).toBe(document.hashes.data)
  })

  test('says that it has nothing to go by without them', async () => {
    const { code, stdout } = await bench(`${backtest} --no-report`)
    expect(code).toBe(0)
    expect(stdout).toContain('prediction-rules acts on predictions, and the run was given none: --predictions FILE.')
  })

  test('asks a threshold from the command line of every ticker, whatever the config asks of some, and says so', async () => {
    const words = [...backtest.split(' '), '--no-report', '--predictions', 'week.csv', '--param', 'threshold=1']
    for (const given of [[], ['--config', config]]) {
      const { stdout } = await runBench([...words, ...given], { cwd: folder })
      expect(stdout).toContain('The strategy gave no signal')
      expect(stdout).toContain('params.thresholds of a config file is left out')
      expect(stdout.includes('Settings of the strategy’s own file')).toBe(given.length === 0)
    }
  })

  test('takes some instruments of a file, and says how much it left out', async () => {
    const { code, stdout } = await bench(`${backtest} --no-report --instrument GLD --instrument SLV --predictions week.csv`)
    expect(code).toBe(0)
    expect(stdout).toMatch(/week\.csv: [\d,]+ predictions of other instruments left out/)
    expect(stdout).toContain('params.thresholds')
    const stranger = await bench(`${backtest} --no-report --instrument SOXL --predictions week.csv`)
    expect([stranger.code, stranger.stdout.includes('params.thresholds')]).toEqual([0, false])
  })

  test('names what is wrong with a file, and the instrument that is meant', async () => {
    await writeFile(join(folder, 'bad.csv'), 'publish_time,instrument,direction,confidence\n2024-01-08T15:00:00Z,GLD,long,85\n')
    expect(await bench(`${backtest} --predictions bad.csv`)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('line 2: a confidence of 85'),
    })
    await writeFile(join(folder, 'typo.csv'), 'publish_time,instrument,direction,confidence\n2024-01-08T15:00:00Z,SLVV,long,0.8\n')
    expect(await bench(`${backtest} --predictions typo.csv`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `SLV`?'),
    })
    await writeFile(join(folder, 'local.csv'), 'publish_time,instrument,direction,confidence\n2024-01-08 10:00:00,GLD,long,0.8\n')
    expect(await bench(`${backtest} --predictions local.csv`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--predictions-tz'),
    })
    expect((await bench(`${backtest} --no-report --predictions local.csv --predictions-tz America/New_York`)).code).toBe(0)
    expect(await bench(`${backtest} --predictions none.csv`)).toMatchObject({ code: 4, stderr: expect.stringContaining('none.csv') })
    expect((await bench(`${backtest} --predictions-tz UTC`)).code).toBe(2)
  })
})
