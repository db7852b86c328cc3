// Determinism: strategy, data, config, seed and version alone decide a run. Not the process, the time zone, the locale or the order of what is given.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { syntheticDaily } from '../../src/data/synthetic/daily-stocks.js'
import { runBacktest } from '../../src/engine/backtest.js'
import type { Strategy } from '../../src/strategy/define-strategy.js'
import { bundledStrategies } from '../fixtures/bundled-strategies.js'
import { dice } from './dice.js'
import { type Hashes, hashesOf } from './hashes.js'

const here = hashesOf()

describe('the same run', () => {
  test('is of every bundled strategy', async () => {
    const names = [...(await bundledStrategies()).values()].map(({ name }) => name)
    expect(new Set(here.map(({ name }) => name.split(' ')[0]))).toEqual(new Set([...names, 'dice']))
    expect(readdirSync(new URL('../../strategies', import.meta.url)).filter((name) => name.endsWith('.ts')).length).toBeGreaterThanOrEqual(
      5,
    )
  })

  test('decides and fills the same twice in one process', () => {
    expect(hashesOf()).toEqual(here)
  })

  test.each([
    { TZ: 'UTC', LC_ALL: 'C' },
    { TZ: 'Asia/Tokyo', LC_ALL: 'ja_JP.UTF-8', LANG: 'ja_JP.UTF-8' },
    { TZ: 'America/New_York', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'Pacific/Apia' },
  ])('decides and fills the same in a process of its own under $TZ', (environment) => {
    expect(hashesInProcess(environment)).toEqual(here)
  })

  test('hashes differ between strategies and markets, so that they say something', () => {
    const decisions = new Set(here.map(({ decision }) => decision))
    const executions = new Set(here.map(({ execution }) => execution))
    // Only a strategy for many instruments may find nothing to do on one, or on minutes.
    expect([decisions.size, executions.size]).toEqual([here.length, here.length])
  })
})

describe('a seed', () => {
  test('matters where chance is used, and only there', () => {
    const other = hashesOf(2)
    for (const [index, run] of here.entries()) {
      const again = other[index] as Hashes
      if (run.name.startsWith('dice')) expect(again.decision).not.toBe(run.decision)
      else expect(again).toMatchObject({ decision: run.decision, execution: run.execution, data: run.data })
      expect(again.config).not.toBe(run.config)
    }
  })
})

describe('the order of what is given', () => {
  const series = syntheticDaily({ instruments: 6, from: '2018-01-02', to: '2019-12-31', seed: 9 })
  const runOf = (strategies: readonly { readonly strategy: Strategy; readonly name?: string }[], order = series) =>
    runBacktest({ strategies, series: order })

  test('of series does not matter', async () => {
    const strategies = [...(await bundledStrategies()).values()].map((strategy) => ({ strategy }))
    const straight = runOf(strategies)
    for (const order of [[...series].reverse(), [...series.slice(3), ...series.slice(0, 3)]]) {
      const shuffled = runOf(strategies, order)
      expect(shuffled.hashes).toEqual(straight.hashes)
      expect(shuffled.equity).toEqual(straight.equity)
    }
  })

  test('of strategies matters by the buying power alone: with room for all, each does the same', async () => {
    const strategies = [...(await bundledStrategies()).values(), dice as unknown as Strategy].map((strategy) => ({ strategy }))
    const fillsOf = (order: typeof strategies) => {
      const { fills } = runBacktest({ strategies: order, series, config: { leverage: 100, sizing: { lots: 3 } } })
      // The equity that weights are taken of is that of all, whoever made it; the fills of all others stand on their own.
      const own = fills.filter(({ strategy }) => strategy !== 'momentum-rotation')
      return own.map(({ fillId, clientOrderId, ...fill }) => JSON.stringify(fill)).sort()
    }
    const straight = fillsOf(strategies)
    expect(straight.length).toBeGreaterThan(100)
    expect(fillsOf([...strategies].reverse())).toEqual(straight)
  })
})

function hashesInProcess(environment: Readonly<Record<string, string>>): Hashes[] {
  const importer = new URL('../../scripts/import-source.mjs', import.meta.url).href
  const code = `const { importSource } = await import('${importer}'); (await importSource('tests/parity/hashes.ts')).main()`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)
}
