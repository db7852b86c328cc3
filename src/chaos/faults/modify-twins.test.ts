// Changes that leave two live orders under one client id: what the venue makes of them, what the comparison of books does, and what holds until it has.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flatBars, handSeries, START, steps } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { RunInside } from '../../engine/injection.js'
import type { BarSeries } from '../../model/bar.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { approvals } from '../invariants/approvals.js'
import { cash } from '../invariants/cash.js'
import { convergence } from '../invariants/convergence.js'
import { heldBack } from '../invariants/held-back.js'
import type { Invariant } from '../invariants/invariant.js'
import { orderFills } from '../invariants/order-fills.js'
import { positions } from '../invariants/positions.js'
import { reduceOnly } from '../invariants/reduce-only.js'
import { worstCase } from '../invariants/worst-case.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'

const minute = (index: number): number => START + index * MINUTE_MS
const twins = (from: number, minutes: number): EntryInput => ({
  fault: 'modify-twin',
  when: { at: new Date(minute(from)).toISOString() },
  minutes,
})

/** At the end nothing works at the venue beside what works here, and both hold the same. */
const sameBooks: Invariant = {
  id: 'I16',
  says: 'own books are those of the broker',
  begin: ({ portfolio, broker, orders }: RunInside) => ({
    atEnd() {
      const ids = (all: readonly { readonly clientOrderId: number }[]): string =>
        all
          .map(({ clientOrderId }) => clientOrderId)
          .sort()
          .join(' ')
      const here = `${portfolio.netLots('A')}; ${ids(orders.desks.flatMap((desk) => desk.orders))}`
      const there = `${broker.lots.get('A') ?? 0}; ${ids(broker.working)}`
      return here === there ? null : { message: `${here} and ${there}`, context: { here, there } }
    },
  }),
}
const invariants = [approvals, cash, convergence, heldBack, orderFills, positions, reduceOnly, sameBooks, worstCase]

function run(
  bars: BarSeries,
  script: Parameters<typeof scripted>[0],
  entries: readonly EntryInput[],
  config: BacktestConfigInput = {},
): { readonly result: RunResult; readonly broken: readonly string[] } {
  const world = {
    name: 'twins',
    series: [bars],
    strategies: [{ strategy: scripted(script, 'trader'), allocation: 1 }],
    config: { riskProfile: 'guarded' as const, slippage: 'none' as const, protection: { required: 'none' as const }, ...config },
  }
  const { result, refusal, ended, violations } = runTrial(world, scheduleOf(3, entries), new Map(), invariants)
  expect([refusal, ended]).toEqual([null, null])
  return { result: result as RunResult, broken: violations.map(({ invariant, message }) => `${invariant}: ${message}`) }
}

const at = (price: number) => enterLong({ size: { lots: 10 }, order: limit(price), timeInForce: 'GTC' })
const minutes = (...closes: readonly number[]): BarSeries => handSeries('A', steps(...closes), { timeframe: '1m' })
const breaches = ({ risk }: RunResult): readonly unknown[] =>
  (risk?.breaches ?? []).filter(({ code }) => code === 'RECONCILIATION').map(({ time, context }) => [time, context])

test('the old order works beside the new one, until the next statement shows both and the old one is ended', () => {
  const bars = handSeries('A', flatBars(...new Array<number>(20).fill(100)), { timeframe: '1m' })
  const script = { 2: at(98), 4: at(97), 6: enterLong({ size: { lots: 5 }, tag: 'other', order: limit(96), timeInForce: 'GTC' }) }
  const { result, broken } = run(bars, script, [twins(1, 8)])
  expect([broken, breaches(result)]).toEqual([[], [[minute(5), { twins: 1 }]]])
  expect(result.orders.map(({ status, quantity, price }) => [status, quantity, price])).toEqual([
    ['accepted', 10, limit(97)],
    ['accepted', 5, limit(96)],
  ])
})

test('until the books agree nothing opens', () => {
  const bars = handSeries('A', flatBars(...new Array<number>(20).fill(100)), { timeframe: '1m' })
  const other = enterLong({ size: { lots: 5 }, tag: 'other', order: limit(96), timeInForce: 'GTC' })
  const { result, broken } = run(bars, { 2: at(98), 4: at(97), 5: other }, [twins(1, 8)])
  expect([broken, result.denials.map(({ code, time }) => [code, time])]).toEqual([[], [['NOT_CONNECTED', minute(6)]]])
})

test('a twin that fills before it is found reaches the position, the order works on, and the run says so', () => {
  const closes = [100, 100, 100, 100, 100, 97.5, 97.5, 97.5, 97.5, 97.5, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96]
  const config = { monitors: { reconciliation: { seconds: 150 } } } as const
  const { result, broken } = run(minutes(...closes), { 2: at(98), 4: at(97) }, [twins(1, 8)], config)
  expect(broken).toEqual([])
  expect(result.fills.filter(({ role }) => role === 'entry').map(({ price, quantity }) => [price, quantity])).toEqual([
    [98, 10],
    [97, 10],
  ])
  expect(result.orders[0]).toMatchObject({ status: 'filled', quantity: 10, filledQuantity: 10 })
  expect(result.notes).toContainEqual(expect.stringContaining('came of orders that a change had left at work'))
})

test('without reconciliation twins work on', () => {
  const bars = handSeries('A', flatBars(...new Array<number>(20).fill(100)), { timeframe: '1m' })
  const { broken } = run(bars, { 2: at(98), 4: at(97) }, [twins(1, 8)], { monitors: { reconciliation: 'off' } })
  expect(broken).toEqual(['I16: order 1 works twice at the venue', 'I16: 0; 1 and 0; 1 1'])
})

test('I1, I2, I6, I7, I9, I16: whatever is amended while changes leave twins, the books end as the broker’s', () => {
  const step = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 94, max: 101 }).map(at) }, { weight: 1, arbitrary: fc.constant(exit()) })
  const script = fc
    .array(step, { minLength: 5, maxLength: 20 })
    .map((all) => Object.fromEntries(all.map((signal, index) => [index + 2, signal])))
  const closes = fc.array(fc.integer({ min: 95, max: 103 }), { minLength: 40, maxLength: 40 })
  const other = fc.constantFrom(
    'lost-fills',
    'partial-fill',
    'cancel-reject',
    'lost-ack',
    'slow-ack',
    'bust',
    'lost-commission',
    'duplicate-fill',
  )
  const config = fc.constantFrom<BacktestConfigInput>(
    {},
    { latency: { entry: 300, response: 900 } },
    { protection: { required: 'default' } },
  )
  fc.assert(
    fc.property(closes, script, fc.array(other, { maxLength: 2 }), config, (closes, script, others, config) => {
      const entries = ['modify-twin', ...others].map((fault) => ({ ...twins(1, 20), fault }))
      expect(run(minutes(...closes), script, entries, config).broken).toEqual([])
    }),
    { numRuns: runs(150) },
  )
})
