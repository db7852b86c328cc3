// An exit whose fill is never told: the supervisor would guard what is gone, and the venue takes no stop for it.

import { expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'

const minute = (index: number): number => START + index * MINUTE_MS

/** Held from minute 3; the exit of minute 6 fills, and nobody is told. Bought again at minute 31. */
function run(reconciliation: 'off' | { seconds: number }) {
  const size = { lots: 10 }
  const world = {
    name: 'left',
    series: [handSeries('A', flatBars(...new Array<number>(40).fill(100)), { timeframe: '1m' as const })],
    strategies: [
      { strategy: scripted({ 2: enterLong({ size }), 5: exit(), 30: enterLong({ size, tag: 'next' }) }, 'trader'), allocation: 1 },
    ],
    config: {
      ...{ riskProfile: 'guarded' as const, slippage: 'none' as const, monitors: { reconciliation } },
      breakers: { stopRefused: 'off' as const },
    },
  }
  const schedule = scheduleOf(3, [{ fault: 'lost-fills', when: { at: new Date(minute(5)).toISOString() }, minutes: 3 }])
  const { orders, risk } = runTrial(world, schedule, new Map(), []).result as RunResult
  return {
    stops: orders.filter(({ intent }) => intent.reason.startsWith('protection: ')).map(({ createdAt }) => (createdAt - START) / MINUTE_MS),
    guarding: orders.filter(({ intent, createdAt }) => intent.role === 'stop' && createdAt >= minute(30)).length,
    breaches: (risk?.breaches ?? []).map(({ code, time, context }) => [code, (time - START) / MINUTE_MS, context]),
  }
}

test('one stop is tried at a time, until the next statement', () => {
  const { stops, breaches } = run({ seconds: 10 })
  expect(stops).toEqual([6, 7])
  expect(breaches).toEqual([['RECONCILIATION', 7, { missing: 1 }]])
})

test('after three of them none is sent, and that is a breach; what opens later has its stop', () => {
  const { stops, guarding, breaches } = run({ seconds: 1_200 })
  expect([stops, guarding]).toEqual([[6, 7, 8], 1])
  expect(breaches).toEqual([
    ['STOP_REFUSED', 8, { held: 10 }],
    ['RECONCILIATION', 20, { missing: 1 }],
  ])
})

test('without statements they are over after three too', () => {
  const { stops, breaches } = run('off')
  expect(stops).toEqual([6, 7, 8])
  expect(breaches).toEqual([['STOP_REFUSED', 8, { held: 10 }]])
})
