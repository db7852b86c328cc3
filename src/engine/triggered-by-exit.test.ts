// What an exit triggers is judged by the account as if it were sent by itself.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import { limit, stop } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, exit, type TriggeredOrder } from '../model/signal.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config.js'

const accounts: readonly [name: string, config: BacktestConfigInput, code: string][] = [
  ['cash', { account: 'cash' }, 'SHORT_NOT_ALLOWED'],
  ['margin', { account: 'margin' }, 'BUYING_POWER'],
  ['research', { account: 'research' }, 'BUYING_POWER'],
  ['shares that nobody lends', { account: 'margin', shortAvailability: 'none' }, 'SHORT_UNAVAILABLE'],
]

const entry = enterLong({ size: { lots: 5 } })
const protectedEntry = enterLong({ size: { lots: 5 }, protect: { stop: 50, target: 200 } })

function run(script: Script, config: BacktestConfigInput): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', flatBars(100, 100, 100, 100, 100, 100))],
    config: { ...free, ...config },
  })
}

const exitThat = (triggers: readonly TriggeredOrder[]) => exit({ triggers })
const held = ({ openPositions }: RunResult): number => openPositions[0]?.quantity ?? 0

describe.each(accounts)('%s', (name, config, code) => {
  const lots = name === 'shares that nobody lends' ? 1 : 100_000

  test('an exit that triggers a short sale beyond the account is denied', () => {
    const denied = run({ 0: entry, 2: exitThat([{ side: 'sell', lots }]) }, config)
    expect(denied.denials.map((denial) => denial.code)).toEqual([code])
    expect(held(denied)).toBe(5)
  })

  test('one that triggers what the account allows passes, also with a stop and a target at work', () => {
    const order = limit(90)
    const passed = run({ 0: protectedEntry, 2: exitThat([{ side: 'buy', lots: 2, order }]) }, config)
    expect(passed.denials).toEqual([])
    expect(held(passed)).toBe(0)
    const part = run({ 0: entry, 2: exit({ fraction: 0.6, triggers: [{ side: 'sell', lots: 2, order: stop(80) }] }) }, config)
    expect(part.denials).toEqual([])
    expect(held(part)).toBe(2)
  })

  test('one that triggers nothing is always allowed', () => {
    const sold = run({ 0: protectedEntry, 2: exit() }, config)
    expect(sold.denials).toEqual([])
    expect(held(sold)).toBe(0)
  })
})

test('a purchase that an exit triggers has to be paid for', () => {
  const { denials } = run({ 0: entry, 2: exitThat([{ side: 'buy', lots: 2_000 }]) }, { account: 'cash' })
  expect(denials.map(({ code }) => code)).toEqual(['BUYING_POWER'])
})
