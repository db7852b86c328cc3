import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import { written } from '../../../tests/fixtures/written-strategies.js'
import { runBacktest } from '../../engine/backtest.js'
import type { LoadedStrategy } from '../loader.js'

const series = [handSeries('A', flatBars(100, 100, 100, 100))]

/** What became of an expression: the reason of the order is what it gave. */
async function seen(expression: string): Promise<string | undefined> {
  const text = `onBar({ bar, memory }) {
    if (bar.index > 0) return
    let found
    try { found = String(${expression}) } catch (error) { found = error.name + ': ' + error.message }
    return enterLong({ reason: found })
  }`
  const strategy = await written('looking', text)
  const { decisions, risk } = runBacktest({ strategies: [strategy], series, config: { ...free, isolate: 'worker' } })
  expect(risk?.breaches).toEqual([])
  const [signal] = decisions?.map((one) => one.signal) ?? []
  return signal?.reason
}

test('what belongs to Node, to the network and to threads is not there', async () => {
  const names = [
    'fetch',
    'process',
    'global',
    'console',
    'Buffer',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'setTimeout',
    'structuredClone',
  ]
  expect(await seen(`[${names.map((name) => `typeof ${name}`)}]`)).toBe(names.map(() => 'undefined').join())
  expect(await seen("require(['f', 's'].join(''))")).toBe('Error: Dynamic require of "fs" is not supported')
})

test('code cannot be made of text', async () => {
  expect(await seen("(0, globalThis['ev' + 'al'])('1 + 1')")).toContain('is not a function')
  const made = 'EvalError: Code generation from strings disallowed for this context'
  expect(await seen("new Function('return 1')()")).toBe(made)
  expect(await seen("[].constructor.constructor('return process')()")).toBe(made)
  expect(await seen("(async () => {}).constructor('return 1')()")).toBe(made)
  expect(await seen("(function* () {}).constructor('return 1')()")).toBe(made)
})

test('what a strategy is handed leads no way out either', async () => {
  const made = 'EvalError: Code generation from strings disallowed for this context'
  const strategy = await written(
    'digging',
    `onBar(context) {
      if (context.bar.index > 0) return
      const roots = [context, context.bar, context.position, context.account, context.working, context.random, context.instrument]
      const ways = roots.map((root) => { try { return root.constructor.constructor('return process')() } catch (error) { return error.name } })
      return enterLong({ reason: ways.join() })
    }`,
  )
  const { decisions } = runBacktest({ strategies: [strategy], series, config: { ...free, isolate: 'worker' } })
  const reason = decisions?.[0]?.signal.reason
  expect(reason).toBe(Array.from({ length: 7 }, () => made.split(':')[0]).join())
})

test('a module asked for at run time never comes', async () => {
  const strategy = await written(
    'importing',
    `memory: () => ({ came: 'nothing' }),
    onBar({ bar, memory }) {
      const name = 'node:' + 'fs'
      if (bar.index === 0) import(name).then(() => { memory.came = 'fs' }, () => { memory.came = 'refused' })
      if (bar.index === 3) return enterLong({ reason: memory.came })
    }`,
  )
  const { decisions } = runBacktest({ strategies: [strategy], series, config: { ...free, isolate: 'worker' } })
  expect(decisions?.[0]?.signal.reason).not.toBe('fs')
})

test.each([
  ["import { readFileSync } from 'node:fs'; void readFileSync", "an isolated strategy has no 'node:fs'"],
  ["import { request } from 'https'; void request", "an isolated strategy has no 'https'"],
  ["const fs = require('fs')", "an isolated strategy has no 'fs'"],
  ["const later = import('node:net')", "an isolated strategy has no 'node:net'"],
  ["import { runBacktest } from 'trading-bench'; void runBacktest", 'runBacktest'],
])('a file with %s is refused as it is loaded', async (head, what) => {
  await expect(written('refused', 'onBar() {}', head)).rejects.toMatchObject({
    code: 'BAD_STRATEGY',
    message: expect.stringContaining(what),
  })
})

test('what a file does as it is loaded is guarded too', async () => {
  const load = (head: string): Promise<LoadedStrategy> => written('loading', 'onBar() {}', head)
  await expect(load("fetch('http://localhost')")).rejects.toMatchObject({
    code: 'BAD_STRATEGY',
    message: expect.stringContaining('fetch is not defined'),
  })
  await expect(load('for (;;);')).rejects.toMatchObject({ code: 'BAD_STRATEGY', message: expect.stringContaining('timed out') })
}, 60_000)

test('a strategy that was given as an object is refused', () => {
  const strategy = strategyOf('plain', { onBar: () => undefined })
  expect(() => runBacktest({ strategies: [{ strategy }], series, config: { isolate: 'worker' } })).toThrowError(
    expect.objectContaining({
      code: 'BAD_CONFIG',
      message: 'isolate: worker, and plain was given as an object, which stays in this thread',
    }),
  )
})
