// Changes that nobody answers for a long time: a statement shows what became of them, and the worst case counts that.

import { expect, test } from 'vitest'
import { flatBars, type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { limit, trailingStop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { cancel, enterLong, type Signal } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { convergence } from '../invariants/convergence.js'
import { worstCase } from '../invariants/worst-case.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'

const minute = (index: number): number => START + index * MINUTE_MS
const rests = (lots: number, price: number, tag = '') =>
  enterLong({ size: { lots }, order: limit(price), timeInForce: 'GTC' as const, tag })

const entry = (fault: string, from: number, minutes: number, params: EntryInput['params'] = {}): EntryInput => ({
  ...{ fault, minutes, params },
  when: { at: new Date(minute(from)).toISOString() },
})
const late = entry('slow-ack', 4, 14, { seconds: 3600 })

/** Orders rest below the market, beneath a limit of 20 lots, while something is wrong with the line. */
function run(script: Readonly<Record<number, Signal>>, entries: readonly EntryInput[], { entryMs = 0, falls = -1 } = {}) {
  // A minute that falls to 89.9, and in which 40 lots trade.
  const bars = flatBars(...new Array<number>(20).fill(100)).map((bar, at): HandBar => (at === falls ? [100, 100, 89.9, 100, 40] : bar))
  const world = {
    name: 'resting',
    series: [handSeries('A', bars, { timeframe: '1m' })],
    strategies: [{ strategy: scripted(script, 'trader'), allocation: 1 }],
    config: {
      riskProfile: 'guarded' as const,
      protection: { required: 'none' as const },
      participation: 0.1,
      latency: { entry: entryMs },
      limits: { positionLots: { default: { long: 20, short: 20 } }, priceTolerance: 'unlimited' as const },
    },
  }
  const { result, refusal, violations } = runTrial(world, scheduleOf(3, entries), new Map(), [worstCase, convergence])
  expect(refusal).toBeNull()
  const { orders, denials } = result as RunResult
  return {
    broken: violations.map(({ invariant, message }) => `${invariant}: ${message}`),
    denied: denials.map(({ code, time }) => [code, (time - START) / MINUTE_MS]),
    orders: orders.map(({ status, quantity, price }) => [status, quantity, price]),
  }
}

test('a change that the venue has made counts with the lots that it has', () => {
  const { broken, denied, orders } = run({ 2: rests(10, 90), 6: rests(15, 91), 12: rests(10, 92, 'other') }, [late])
  expect([broken, denied]).toEqual([[], [['MAX_POSITION', 13]]])
  expect(orders).toEqual([['accepted', 15, limit(91)]])
})

test('and while it is under way', () => {
  const { broken, denied } = run({ 2: rests(10, 90), 6: rests(15, 91), 7: rests(10, 92, 'other') }, [late])
  expect([broken, denied]).toEqual([[], [['MAX_POSITION', 8]]])
})

test('one that never reached the venue leaves the order as it was, and is asked for again', () => {
  const lost = entry('disconnect', 7, 1)
  const change = { 2: rests(10, 90), 6: rests(15, 91) }
  expect(run(change, [lost])).toEqual({ broken: [], denied: [], orders: [['accepted', 10, limit(90)]] })
  expect(run({ ...change, 14: rests(15, 91) }, [lost]).orders).toEqual([['accepted', 15, limit(91)]])
})

test('one that the venue has made counts under a cancel that never came too, and the order is canceled as it is there', () => {
  const { broken, orders } = run({ 2: rests(10, 90), 6: rests(15, 91), 7: cancel() }, [late, entry('disconnect', 8, 1)])
  expect([broken, orders]).toEqual([[], [['canceled', 15, limit(91)]]])
})

test.each([
  ['and was told by the statement, is not counted twice', 7],
  ['as the statement came, is on its way: no less is left', 8],
])('of a change that the venue has made what filled there %s', (_, index) => {
  const entries = [entry('disconnect', 7.01, 1, { reports: 'lost' }), entry('lost-fills', 8.5, 4)]
  const { broken, orders } = run({ 2: rests(10, 90), 6: rests(15, 91) }, entries, { entryMs: 1000, falls: index })
  expect([broken, orders]).toEqual([[], [['partially-filled', 15, limit(91)]]])
})

test('a trailing stop that has moved is as it was', () => {
  const trails = (lots: number) => enterLong({ size: { lots }, order: trailingStop({ amount: 20 }), timeInForce: 'GTC' })
  const lost = entry('disconnect', 7, 1.5, { reports: 'lost' })
  const { orders } = run({ 2: trails(10), 6: trails(15), 14: trails(15) }, [lost], { falls: 7 })
  expect(orders.map(([, quantity]) => quantity)).toEqual([15])
})
