import { expect, test } from 'vitest'
import runaway from '../../../chaos/strategies/runaway.js'
import thrower from '../../../chaos/strategies/thrower.js'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { enterLong } from '../../model/signal.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import { positions } from '../invariants/positions.js'
import { scheduleOf } from '../schedule/schedule.js'
import { runTrial } from './trial.js'
import type { World } from './world.js'

const world: World = {
  name: 'calm',
  series: [handSeries('A', flatBars(...new Array<number>(60).fill(100)), { timeframe: '1m' })],
  strategies: [{ strategy: scripted({ 2: enterLong({ size: { lots: 10 } }) }, 'healthy'), allocation: 1 }],
  config: { riskProfile: 'guarded' },
}
const misbehaving = new Map([
  ['runaway', { strategy: runaway as unknown as Strategy }],
  ['thrower', { strategy: thrower as unknown as Strategy }],
])

test('a runaway beside a healthy strategy is stopped, and the healthy one trades on', () => {
  const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at: '2024-01-01T00:10:00Z' }, minutes: 5 }])
  const { result, violations, onsets } = runTrial(world, schedule, misbehaving, [positions])
  expect(violations).toEqual([])
  expect(onsets).toEqual([[Date.parse('2024-01-01T00:10:00Z')]])
  expect(result?.risk?.breaches).toMatchObject([{ code: 'MESSAGE_RATE', strategy: 'runaway-1' }])
  expect(result?.fills.map(({ strategy, quantity }) => [strategy, quantity])).toContainEqual(['healthy', 10])
})

test('what is wrong before the first bar is a refusal, an error after it an end', () => {
  const entry = { fault: 'thrower', when: { at: '2024-01-01T00:10:00Z' }, minutes: 60 }
  const unguarded = { ...world, config: { riskProfile: 'research', breakers: 'off' } } as const
  const threw = runTrial(unguarded, scheduleOf(1, [entry]), misbehaving, [])
  expect([threw.result, threw.refusal, threw.ended?.code]).toEqual([null, null, 'STRATEGY_THREW'])
  const refused = runTrial({ ...world, config: { cash: -1 } }, scheduleOf(1, []), misbehaving, [])
  expect([refused.result, refused.refusal?.code, refused.ended]).toEqual([null, 'BAD_CONFIG', null])
})
