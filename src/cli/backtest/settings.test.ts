import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveSettings } from './settings.js'

let folder: string
let config: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-test-'))
  config = join(folder, 'bench.yaml')
  await writeFile(config, 'cash: 1000\nseed: 7\nleverage: 2\nbenchmark: none\nparams: { fast: 5, slow: 9 }\n')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('settings', () => {
  test('come from the flag before the variable before the file, and remember where from', async () => {
    const { engine, sources } = await resolveSettings({ config, cash: 3_000 }, { BENCH_CASH: '2000', BENCH_SEED: '8' })
    expect(engine).toEqual({ cash: 3_000, seed: 8, leverage: 2 })
    expect(sources).toEqual({ cash: 'flag', seed: 'environment', benchmark: 'config', leverage: 'config' })
  })

  test('that nobody set are left to the engine', async () => {
    expect(await resolveSettings({}, {})).toEqual({
      engine: {},
      sources: {},
      run: {},
      ownFile: null,
      params: { own: {}, typed: {}, texts: [] },
    })
  })

  test('of the file that the strategy brings along come last', async () => {
    const own = join(folder, 'own.yaml')
    await writeFile(own, 'cash: 5000\nslippage: none\nsizeCaps: { cashReserve: 10% }\nparams: { fast: 2, slow: 3, deep: 4 }\n')
    const { engine, sources, params, ownFile } = await resolveSettings({ config }, { BENCH_SEED: '8' }, own)
    expect(engine).toMatchObject({ cash: 1_000, seed: 8, slippage: 'none' })
    expect(sources).toMatchObject({ cash: 'config', seed: 'environment', slippage: 'strategy', sizeCaps: 'strategy' })
    expect([params, ownFile]).toEqual([{ own: { fast: 2, slow: 3, deep: 4 }, typed: { fast: 5, slow: 9 }, texts: [] }, own])
  })

  test('of that file are the user’s where the user names it', async () => {
    const { sources, params, ownFile } = await resolveSettings({ config }, {}, config)
    expect([sources.cash, params.own, params.typed, ownFile]).toEqual(['config', {}, { fast: 5, slow: 9 }, null])
  })

  test('of that file about data hold for its own data only', async () => {
    const own = join(folder, 'own.yaml')
    await writeFile(own, 'data: synthetic:20\nfrom: 2020-01-01\ntimeframe: 1w\ncash: 5000\n')
    expect((await resolveSettings({}, {}, own)).run).toMatchObject({ data: ['synthetic:20'], from: '2020-01-01', timeframe: '1w' })
    const other = await resolveSettings({ data: ['spx-1d'] }, {}, own)
    expect([other.run, other.engine]).toEqual([{ data: ['spx-1d'] }, { cash: 5_000 }])
  })

  test('of the run follow the same order', async () => {
    const fromFile = await resolveSettings({ config }, {})
    expect(fromFile.run.benchmark).toBe('none')
    const fromVariable = await resolveSettings({ config }, { BENCH_BENCHMARK: 'spx-1d', BENCH_DATA: 'a, b' })
    expect(fromVariable.run).toMatchObject({ benchmark: 'spx-1d', data: ['a', 'b'] })
  })

  test('keep parameters of the file and of the flags apart, for the strategy to judge', async () => {
    const { params } = await resolveSettings({ config, param: [['fast', '20']] }, {})
    expect(params).toEqual({ own: {}, typed: { fast: 5, slow: 9 }, texts: [['fast', '20']] })
  })

  test('out of range are refused under the name they were given by', async () => {
    await expect(resolveSettings({ cash: -1 }, {})).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringMatching(/^--cash: /),
    })
    await expect(resolveSettings({}, { BENCH_LEVERAGE: '0' })).rejects.toMatchObject({
      message: expect.stringMatching(/^BENCH_LEVERAGE: /),
    })
    await expect(resolveSettings({}, { BENCH_SEED: 'x' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/^BENCH_SEED: /),
    })
  })

  test.each([
    [{ dividendPayDays: 400 }, /^--dividend-pay-days: /, /^dividendPayDays \(from 0 up to 366\): /],
    [{ interest: 101 }, /^--interest: /, /^interest \(from 0 up to 100\): /],
    [{ cash: 0 }, /^--cash: /, /^cash \(above 0 up to 9000000000\): /],
    [{ marginRates: { BTC: { initial: 0.1, maintenance: 0.2 } } }, /^--margin-rates: BTC: keeping a position/, /^marginRates: /],
  ])('that are out of range tell it: %j', async (flags, message, hint) => {
    await expect(resolveSettings(flags, {})).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })

  test('of a config file that is not there are NO_SUCH_FILE', async () => {
    await expect(resolveSettings({ config: join(folder, 'none.yaml') }, {})).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
  })
})
