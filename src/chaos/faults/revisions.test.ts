// Executions that are taken back or put right while exits work: what only reduces never turns a position, whenever the venue says so.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { handSeries, START, steps } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { convergence } from '../invariants/convergence.js'
import { orderFills } from '../invariants/order-fills.js'
import { positions } from '../invariants/positions.js'
import { reduceOnly } from '../invariants/reduce-only.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { runTrial, type Trial } from '../trial/trial.js'

const BARS = 40
const FROM = 2

const enters = fc.constantFrom(enterLong({ size: { lots: 7 } }), enterShort({ size: { lots: 7 } }))
/** Enters and leaves at bars of its own, at market: half a minute goes by before the next bar opens, in which an exit works. */
const script = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('enter', 'exit')), { minLength: 4, maxLength: 16 })
  .chain((all) => fc.tuple(...all.map(([apart, does]) => fc.tuple(fc.constant(apart), does === 'exit' ? fc.constant(exit()) : enters))))
  .map((all) => {
    let bar = 0
    return Object.fromEntries(
      all.map(([apart, signal]) => {
        bar += apart
        return [bar, signal]
      }),
    )
  })

const closes = fc.array(fc.integer({ min: 95, max: 105 }), { minLength: BARS, maxLength: BARS })
const config = fc.constantFrom<BacktestConfigInput>({}, { latency: { entry: 300, response: 900 } }, { timing: 'next-close' })
const entry = fc
  .record({
    fault: fc.constantFrom('bust', 'correction'),
    share: fc.double({ min: 0.2, max: 1, noNaN: true }),
    seconds: fc.integer({ min: 0, max: 900 }),
  })
  .map(
    ({ fault, ...params }): EntryInput => ({
      ...{ fault, params: fault === 'bust' ? params : { ...params, lots: 0.5 } },
      ...{ when: { at: new Date(START + FROM * MINUTE_MS).toISOString() }, minutes: 20 },
    }),
  )

function tried(
  closes: readonly number[],
  script: Parameters<typeof scripted>[0],
  entries: readonly EntryInput[],
  config: BacktestConfigInput,
): Trial {
  const world = {
    name: 'exits',
    series: [handSeries('A', steps(...closes), { timeframe: '1m', openFor: MINUTE_MS / 2 })],
    strategies: [{ strategy: scripted(script, 'trader'), allocation: 1 }],
    config: { riskProfile: 'guarded' as const, slippage: 'none' as const, ...config },
  }
  return runTrial(world, scheduleOf(3, entries), new Map(), [reduceOnly, positions, orderFills, convergence])
}

test('I2, I6, I9, I16: whenever fills are taken back or put right, exits that work are held to what is left before they fill', () => {
  fc.assert(
    fc.property(closes, script, fc.array(entry, { minLength: 1, maxLength: 2 }), config, (closes, script, entries, config) => {
      const { violations, refusal, ended } = tried(closes, script, entries, config)
      expect([violations.map(({ message }) => message), (refusal ?? ended)?.message]).toEqual([[], undefined])
    }),
    { numRuns: runs(150) },
  )
})

test('a bust that comes while an exit works ends it: nothing is sold that is not held', () => {
  const bust: EntryInput = { fault: 'bust', when: { at: new Date(START).toISOString() }, minutes: 5, params: { seconds: 165 } }
  const closes = new Array<number>(20).fill(100)
  const { result, violations } = tried(closes, { 2: enterLong({ size: { lots: 7 } }), 5: exit() }, [bust], {})
  expect(violations).toEqual([])
  const { fills, orders } = result as RunResult
  expect(fills.map(({ side }) => side)).toEqual(['buy'])
  expect(orders.find(({ intent }) => intent.role === 'exit')?.status).toBe('canceled')
})
