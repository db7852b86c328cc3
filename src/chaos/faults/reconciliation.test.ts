// Books that differ from the broker's, in whole runs: what finds it, what it does about it, and what holds until it has.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { RunInside } from '../../engine/injection.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { cancel, enterLong, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { heldBack } from '../invariants/held-back.js'
import type { Invariant } from '../invariants/invariant.js'
import { latches } from '../invariants/latches.js'
import { orderFills } from '../invariants/order-fills.js'
import { positions } from '../invariants/positions.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import { venueFaults } from './venue-faults.js'

const script = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [5 * index + 2, index % 2 === 0 ? enterLong({ size: { lots: 10 } }) : exit()]),
)
const world = (config: BacktestConfigInput = {}): World => ({
  name: 'flat',
  series: [handSeries('A', flatBars(...new Array<number>(80).fill(100)), { timeframe: '1m' })],
  strategies: [{ strategy: scripted(script, 'trader'), allocation: 1 }],
  config: { riskProfile: 'guarded', slippage: 'none', ...config },
})

const minute = (index: number): number => START + index * MINUTE_MS
const entry = (fault: string, from: number, minutes: number, params: EntryInput['params'] = {}): EntryInput => ({
  ...{ fault, minutes, params },
  when: { at: new Date(minute(from)).toISOString() },
})

/** At the end both books are the same: what is held, and what works. */
const sameBooks: Invariant = {
  id: 'I16',
  says: 'own books are those of the broker',
  begin: ({ portfolio, broker, orders }: RunInside) => ({
    atEnd() {
      const [ours, theirs] = [portfolio.netLots('A'), broker.lots.get('A') ?? 0]
      const working = orders.desks.flatMap((desk) => desk.orders.map(({ clientOrderId }) => clientOrderId))
      const [here, there] = [
        working.sort((a, b) => a - b).join(' '),
        [...broker.working.map(({ clientOrderId }) => clientOrderId)].sort((a, b) => a - b).join(' '),
      ]
      if (ours === theirs && here === there) return null
      return { message: `${ours} and ${theirs}; ${here} and ${there}`, context: { ours, theirs, here, there } }
    },
  }),
}

function run(entries: readonly EntryInput[], config: BacktestConfigInput = {}): { result: RunResult; broken: readonly string[] } {
  const { result, refusal, ended, violations } = runTrial(world(config), scheduleOf(3, entries), new Map(), [
    positions,
    orderFills,
    sameBooks,
  ])
  expect([refusal, ended]).toEqual([null, null])
  return { result: result as RunResult, broken: violations.map(({ invariant, message }) => `${invariant}: ${message}`) }
}

const breaches = ({ risk }: RunResult): readonly unknown[] =>
  (risk?.breaches ?? []).filter(({ code }) => code === 'RECONCILIATION').map(({ severity, time, context }) => [severity, time, context])
const refused = ({ denials }: RunResult): readonly (readonly unknown[])[] =>
  denials.filter(({ code }) => code === 'NOT_CONNECTED').map(({ time, context }) => [time, context.line])
const off: BacktestConfigInput = { monitors: { reconciliation: 'off' } }

describe('fills that were never told', () => {
  test('are found by the next statement and booked, and the run says so', () => {
    const { result, broken } = run([entry('lost-fills', 1, 5)])
    expect(broken).toEqual([])
    expect(result.fills[0]).toMatchObject({ side: 'buy', quantity: 10, time: minute(3) })
    expect(breaches(result)[0]).toEqual(['warning', minute(4), { missing: 1 }])
  })

  test('are found at the end of the run at the latest', () => {
    const { result, broken } = run([entry('lost-fills', 1, 5)], { monitors: { reconciliation: { seconds: 86_400 } } })
    expect([broken, breaches(result).at(-1)]).toEqual([[], ['warning', minute(80), { missing: 1 }]])
  })

  test('are never known without reconciliation, and the books stay apart', () => {
    const { broken } = run([entry('lost-fills', 1, 5)], off)
    expect(broken).toContainEqual(expect.stringMatching(/^I16: -?\d+ and -?\d+/))
  })
})

describe('a line that is down', () => {
  test('lets nothing be sent, and nothing open before a statement has come', () => {
    const { result, broken } = run([entry('disconnect', 2, 12)])
    expect(broken).toEqual([])
    expect(refused(result)).toEqual([
      [minute(3), 'down'],
      [minute(13), 'down'],
    ])
    expect(result.fills[0]?.time).toBe(minute(23))
  })

  test('lets no close be sent either', () => {
    expect(refused(run([entry('disconnect', 4, 6)]).result)).toEqual([[minute(8), 'down']])
  })

  test('loses a request that was sent as it broke: the order is known to be gone, and opening waits for that', () => {
    const { result, broken } = run([entry('disconnect', 3, 1)])
    expect(broken).toEqual([])
    expect(result.orders[0]).toMatchObject({ status: 'canceled', note: 'reconciliation: the broker does not have it' })
  })

  test('lets nothing open while the fate of an order is not known, though it is up again', () => {
    const size = { lots: 10 }
    const strategies = [{ strategy: scripted({ 2: enterLong({ size }), 4: enterLong({ size, tag: 'other' }) }, 'trader'), allocation: 1 }]
    const { result } = runTrial({ ...world(), strategies }, scheduleOf(3, [entry('disconnect', 3, 1)]), new Map(), [])
    expect(refused(result as RunResult)).toEqual([[minute(5), 'unreconciled']])
  })

  test.each(['held', 'lost'])('with reports that are %s: both books are the same once it is up', (reports) => {
    expect(run([entry('disconnect', 3, 8, { reports })]).broken).toEqual([])
  })

  test('without reconciliation lost reports keep the books apart', () => {
    expect(run([entry('disconnect', 3, 8, { reports: 'lost' })], off).broken).not.toEqual([])
  })
})

test('a position that no execution explains is told, then told as critical, and nothing opens until the statement agrees', () => {
  const { result } = run([entry('wrong-position', 4, 20, { lots: 5 })])
  expect(breaches(result)).toEqual([
    ['warning', minute(4), { asset: 'A', ours: 10, theirs: 15 }],
    ['critical', minute(5), { asset: 'A', ours: 10, theirs: 15 }],
  ])
  expect(refused(result)).toEqual([
    [minute(13), 'unreconciled'],
    [minute(23), 'unreconciled'],
  ])
  expect(result.fills.filter(({ role }) => role === 'entry').map(({ time }) => time)).toEqual([
    minute(3),
    minute(33),
    minute(43),
    minute(53),
  ])
})

describe('a position that differs at two statements', () => {
  const rests = enterLong({ size: { lots: 10 }, order: limit(90), timeInForce: 'GTC', tag: 'rests' })
  const resting = (minutes: number, config: BacktestConfigInput = {}): RunResult => {
    const strategies = [{ strategy: scripted({ 2: rests }, 'trader'), allocation: 1 }]
    const schedule = scheduleOf(3, [entry('wrong-position', 4, minutes, { lots: 5 })])
    const { result, violations } = runTrial({ ...world(config), strategies }, schedule, new Map(), [heldBack, latches])
    expect(violations).toEqual([])
    return result as RunResult
  }
  const turns = ({ risk }: RunResult): unknown => risk?.transitions.map(({ cause, from, to, time }) => [cause, `${from} → ${to}`, time])

  test('reduces and cancels what could open, until the books agree', () => {
    const result = resting(20)
    expect(turns(result)).toEqual([
      ['RECONCILIATION', 'active → reducing', minute(5)],
      ['RECONCILED', 'reducing → active', minute(24)],
    ])
    expect(result.orders[0]).toMatchObject({ status: 'canceled', note: 'RECONCILIATION' })
  })

  test('at one it does neither', () => {
    const result = resting(1)
    expect([turns(result), result.orders[0]?.status]).toEqual([[], 'accepted'])
  })

  test('an operator lets go of the latch, and nothing opens before the books agree', () => {
    const operator = [{ at: new Date(minute(10)).toISOString(), do: 'unlatch' as const, reason: 'I know' }]
    expect(turns(resting(20, { operator }))).toEqual([
      ['RECONCILIATION', 'active → reducing', minute(5)],
      ['OPERATOR', 'reducing → active', minute(10)],
    ])
  })
})

test('an acknowledgement and a cancel that were lost are found out', () => {
  const { result } = run([entry('lost-ack', 1, 5)])
  expect(breaches(result)[0]).toEqual(['warning', minute(4), { unanswered: 1 }])
})

test('an order that is said to be canceled and works on is canceled again', () => {
  const script = { 2: enterLong({ size: { lots: 10 }, order: limit(90) }), 5: cancel() }
  const phantom = { ...world(), strategies: [{ strategy: scripted(script, 'trader'), allocation: 1 }] }
  const { result, violations } = runTrial(phantom, scheduleOf(3, [entry('phantom-order', 1, 6)]), new Map(), [sameBooks])
  expect(breaches(result as RunResult)).toEqual([['warning', minute(7), { unknown: 1 }]])
  expect(violations).toEqual([])
})

test('a run in which nothing goes wrong finds nothing, with a venue far away too', () => {
  for (const latency of [undefined, { entry: 300, response: 900 }] as const) {
    const { result, broken } = run([], latency === undefined ? {} : { latency })
    expect([broken, breaches(result), refused(result)]).toEqual([[], [], []])
  }
})

test('I2, I8, I9, I16: whatever is lost, late, told twice or out of order, the books end as the broker’s', () => {
  const anyEntry = fc.record({
    fault: fc.constantFrom(...venueFaults.map(({ name }) => name)),
    from: fc.integer({ min: 0, max: 50 }),
    minutes: fc.integer({ min: 1, max: 20 }),
    share: fc.double({ min: 0.2, max: 1, noNaN: true }),
  })
  const takesShare = new Set<string>(venueFaults.filter(({ params }) => params.safeParse({ share: 1 }).success).map(({ name }) => name))
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 5 }), (drawn) => {
      const entries = drawn.map(({ fault, from, minutes, share }) => entry(fault, from, minutes, takesShare.has(fault) ? { share } : {}))
      expect(run(entries).broken).toEqual([])
    }),
    { numRuns: runs(300) },
  )
})
