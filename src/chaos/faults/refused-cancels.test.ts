// A venue that refuses to cancel while trading is held back: it is asked again after each mark, until the order has ended or the hold is let go.

import { expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { heldBack } from '../invariants/held-back.js'
import type { Invariant } from '../invariants/invariant.js'
import { scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'

const minute = (index: number): number => START + index * MINUTE_MS
const iso = (index: number): string => new Date(minute(index)).toISOString()
const rests = enterLong({ size: { lots: 10 }, order: limit(90), timeInForce: 'GTC' })

/** An order rests from minute 3; from minute 8 trading is held back, and the venue cancels nothing before minute 12. */
function run(config: BacktestConfigInput) {
  const asked: number[] = []
  const watched: Invariant = {
    id: 'I5',
    says: 'when the venue is asked to cancel',
    begin: () => ({
      sent(request, time) {
        if (request.kind === 'cancel' && request.clientOrderId === 1) asked.push((time - START) / MINUTE_MS)
        return null
      },
    }),
  }
  const world = {
    name: 'resting',
    series: [handSeries('A', flatBars(...new Array<number>(20).fill(100)), { timeframe: '1m' as const })],
    strategies: [
      { strategy: scripted({ 2: rests }, 'trader'), allocation: 0.5 },
      { strategy: scripted({}, 'other'), allocation: 0.5 },
    ],
    config: { riskProfile: 'guarded' as const, slippage: 'none' as const, ...config },
  }
  const schedule = scheduleOf(3, [{ fault: 'cancel-reject', when: { at: iso(7) }, minutes: 5 }])
  const { result, violations } = runTrial(world, schedule, new Map(), [heldBack, watched])
  const [order] = (result as RunResult).orders
  return { asked, violations, status: order?.status, note: order?.note }
}

const kill = { at: iso(8), do: 'kill' as const, reason: 'enough' }

test.each(['kill', 'halt', 'reduce'] as const)('after a %s the venue is asked again at each mark until the order has ended', (deed) => {
  const { asked, violations, status } = run({ operator: [{ ...kill, do: deed }] })
  expect(asked).toEqual([8, 9, 10, 11, 12])
  expect([violations, status]).toEqual([[], 'canceled'])
})

test('it is asked again at a mark at which another strategy is stopped', () => {
  const { asked, violations } = run({
    operator: [
      { ...kill, strategy: 'trader' },
      { ...kill, at: iso(10), strategy: 'other' },
    ],
  })
  expect(asked).toEqual([8, 9, 10, 11, 12])
  expect(violations).toEqual([])
})

test('once the hold is let go the order works on', () => {
  const { asked, violations, status } = run({ operator: [kill, { at: iso(10), do: 'unlatch', reason: 'go on' }] })
  expect(asked).toEqual([8, 9])
  expect([violations, status]).toEqual([[], 'accepted'])
})
