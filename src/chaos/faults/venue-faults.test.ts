import { describe, expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { BrokerEvent, OrderEvent, OrderTicket } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { approvals } from '../invariants/approvals.js'
import { cash } from '../invariants/cash.js'
import { positions } from '../invariants/positions.js'
import { scheduleOf } from '../schedule/schedule.js'
import { runTrial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import type { VenueFault, VenueHands } from './fault.js'
import { bust } from './venue/bust.js'
import { cancelReject } from './venue/cancel-reject.js'
import { correction } from './venue/correction.js'
import { disconnect } from './venue/disconnect.js'
import { duplicateFill } from './venue/duplicate-fill.js'
import { fillAfterCancel } from './venue/fill-after-cancel.js'
import { fillBeforeAck } from './venue/fill-before-ack.js'
import { idRollback } from './venue/id-rollback.js'
import { lostAck } from './venue/lost-ack.js'
import { lostCommission } from './venue/lost-commission.js'
import { lostFills } from './venue/lost-fills.js'
import { pacing } from './venue/pacing.js'
import { partialFill } from './venue/partial-fill.js'
import { phantomOrder } from './venue/phantom-order.js'
import { reject } from './venue/reject.js'
import { slowAck } from './venue/slow-ack.js'
import { updateReject } from './venue/update-reject.js'
import { venueFaults } from './venue-faults.js'

const handsOf = <P>(fault: VenueFault<P>, params: object = {}): VenueHands =>
  fault.hands(fault.params.parse(params), randomStream(1, 'venue/0'))

const accepted: OrderEvent = { kind: 'accepted', clientOrderId: 1, time: 10 }
const canceled: OrderEvent = { kind: 'canceled', clientOrderId: 1, time: 10, why: 'asked for' }
const fill: Fill = {
  ...{ fillId: 5, clientOrderId: 1, strategy: 's', instrument: 'A', role: 'entry', side: 'buy', quantity: 10, price: 100 },
  ...{ referencePrice: 99, fee: 1, slippage: 10, time: 10, barIndex: 0, rule: 'market-at-open', priceSource: 'open' },
  ...{ ambiguous: false, volumeUnknown: false },
}
const filled = { kind: 'filled', clientOrderId: 1, time: 10, fill, done: true } as const

/** What is heard of a word that is told at its own time: each with when. */
const heard = (hands: VenueHands, event: BrokerEvent): (readonly [BrokerEvent, number])[] =>
  (hands.heard?.({ event, time: event.time }) ?? []).map((one) => [one.event, one.time] as const)

describe('reports', () => {
  test('slow-ack: what is no fill comes late', () => {
    const hands = handsOf(slowAck, { seconds: 3 })
    expect([heard(hands, accepted), heard(hands, canceled), heard(hands, filled)]).toEqual([
      [[accepted, 3010]],
      [[canceled, 3010]],
      [[filled, 10]],
    ])
  })

  test('lost-ack: the word that an order works never comes, every other does', () => {
    const hands = handsOf(lostAck)
    expect([heard(hands, accepted), heard(hands, canceled)]).toEqual([[], [[canceled, 10]]])
  })

  test('duplicate-fill: a fill comes so many times more, each a while behind the other', () => {
    const hands = handsOf(duplicateFill, { times: 2, seconds: 1 })
    expect(heard(hands, filled)).toEqual([
      [filled, 10],
      [filled, 1010],
      [filled, 2010],
    ])
    expect(heard(hands, accepted)).toEqual([[accepted, 10]])
  })

  test('fill-before-ack: the acknowledgement comes right behind the fill, or as the fault ends', () => {
    const hands = handsOf(fillBeforeAck)
    expect(heard(hands, accepted)).toEqual([])
    expect(heard(hands, { ...filled, time: 20 })).toEqual([
      [{ ...filled, time: 20 }, 20],
      [accepted, 20],
    ])
    expect(heard(hands, accepted)).toEqual([])
    expect(hands.ends?.(30)).toEqual([{ event: accepted, time: 30 }])
    expect(hands.ends?.(40)).toEqual([])
  })

  test('fill-after-cancel: the order is canceled, and then its last fill comes', () => {
    const hands = handsOf(fillAfterCancel, { seconds: 2 })
    expect(heard(hands, filled)).toMatchObject([
      [{ kind: 'canceled', clientOrderId: 1 }, 10],
      [filled, 2010],
    ])
    expect(heard(hands, { ...filled, done: false })).toHaveLength(1)
  })

  test('partial-fill: the parts are fills of their own and add up to the fill', () => {
    const hands = handsOf(partialFill)
    const parts = hands.makes?.(filled) ?? []
    const fills = parts.flatMap((one) => (one.kind === 'filled' ? [one] : []))
    expect(fills.map(({ fill: { quantity }, done }) => [quantity, done])).toEqual([
      [3, false],
      [3, false],
      [4, true],
    ])
    expect(new Set(fills.map(({ fill: { fillId } }) => fillId)).size).toBe(3)
    const sum = (of: (fill: Fill) => number): number => fills.reduce((all, one) => all + of(one.fill), 0)
    expect([sum(({ fee }) => fee), sum(({ slippage }) => slippage)]).toEqual([expect.closeTo(1, 12), expect.closeTo(10, 12)])
    expect(hands.makes?.({ ...filled, fill: { ...fill, quantity: 1 } })).toHaveLength(1)
    expect(hands.makes?.({ ...filled, fill: { ...fill, quantity: 0.5 } })).toHaveLength(1)
    expect(fills.map((one) => hands.makes?.(one).length)).toEqual([1, 1, 1])
  })

  test('bust, correction: a fill is nothing, or another, some time later', () => {
    const was = { kind: 'revised', clientOrderId: 1, fill, time: 60_010 }
    expect(handsOf(bust, { seconds: 60 }).revises?.(filled)).toEqual({ ...was, becomes: null })
    expect(handsOf(correction, { seconds: 60, price: 1.01, lots: 0.5 }).revises?.(filled)).toEqual({
      ...was,
      becomes: { ...fill, quantity: 5, price: 101, referencePrice: 101, fee: 0.5, slippage: 0 },
    })
    expect(handsOf(bust, { share: 0 }).revises?.(filled)).toBeNull()
  })

  test('lost-commission: a fill comes without its fee, and what is told later of it never', () => {
    const hands = handsOf(lostCommission)
    expect(heard(hands, filled)).toEqual([[{ ...filled, fill: { ...fill, fee: 0 } }, 10]])
    expect(heard(hands, { kind: 'commission', clientOrderId: 1, time: 11, fillId: 5, amount: 1 })).toEqual([])
  })

  test('lost-fills: no fill is told, and everything else is', () => {
    const hands = handsOf(lostFills)
    expect([heard(hands, filled), heard(hands, canceled)]).toEqual([[], [[canceled, 10]]])
  })
})

describe('requests', () => {
  test('reject, cancel-reject, update-reject: refused with a word', () => {
    expect(handsOf(reject).submit?.({} as OrderTicket, 0)).toEqual({ refuse: 'the venue refuses orders' })
    expect(handsOf(cancelReject).cancel?.(1, 0)).toEqual({ refuse: 'the venue does not cancel' })
    expect(handsOf(updateReject).modify?.(1, 0)).toEqual({ refuse: 'the venue does not change orders' })
    expect(handsOf(phantomOrder).cancel?.(1, 0)).toEqual({ confirm: 'canceled' })
    expect(handsOf(reject, { share: 0 }).submit?.({} as OrderTicket, 0)).toBe('pass')
  })

  test('pacing: the request over the rate is refused, and one passes again when the first is a window ago', () => {
    const hands = handsOf(pacing, { most: 2, seconds: 1 })
    expect([hands.submit?.({} as OrderTicket, 0), hands.cancel?.(1, 500)]).toEqual(['pass', 'pass'])
    expect(hands.modify?.(1, 999)).toEqual({ refuse: 'pacing: more than 2 requests in 1 s' })
    expect([hands.modify?.(1, 1000), hands.cancel?.(1, 1499)]).toEqual(['pass', { refuse: 'pacing: more than 2 requests in 1 s' }])
  })

  test('disconnect: what is sent is lost, what is said is held back, and told when the line is up', () => {
    const hands = handsOf(disconnect)
    expect(hands.begins?.(5)).toMatchObject([{ event: { kind: 'disconnected' }, time: 5 }])
    expect([hands.submit?.({} as OrderTicket, 6), hands.modify?.(1, 6), hands.cancel?.(1, 6), hands.cancelAll?.(6)]).toEqual(
      new Array(4).fill('lose'),
    )
    expect(heard(hands, filled)).toEqual([])
    expect(hands.ends?.(20)).toEqual([
      { event: { kind: 'reconnected', time: 20 }, time: 20 },
      { event: filled, time: 20 },
    ])
    expect(hands.ends?.(30)).toHaveLength(1)
  })

  test('id-rollback: ids begin anew as it comes on', () => {
    expect(handsOf(idRollback, { id: 3 }).begins?.(5)).toEqual([{ event: { kind: 'next-id', time: 5, id: 3 }, time: 5 }])
  })

  test('disconnect with lost reports: they are never told', () => {
    const hands = handsOf(disconnect, { reports: 'lost' })
    heard(hands, filled)
    expect(hands.ends?.(20)).toHaveLength(1)
  })
})

/** Trades every tenth minute, and goes out again five minutes later. */
const trades = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [5 * index + 2, index % 2 === 0 ? enterLong({ size: { lots: 10 } }) : exit()]),
)
const world: World = {
  name: 'flat',
  series: [handSeries('A', flatBars(...new Array<number>(80).fill(100)), { timeframe: '1m' })],
  strategies: [{ strategy: scripted(trades, 'trader'), allocation: 1 }],
  config: { riskProfile: 'guarded', slippage: 'none' },
}

function tried(fault: string, params: Record<string, number | string> = {}, reconciliation?: 'off'): RunResult {
  const at = new Date(START + MINUTE_MS).toISOString()
  const config = { ...world.config, monitors: { reconciliation } }
  const { result, refusal, ended, violations } = runTrial(
    { ...world, config },
    scheduleOf(7, [{ fault, when: { at }, minutes: 70, params }]),
    new Map(),
    [approvals, cash, positions],
  )
  expect([refusal, ended, violations]).toEqual([null, null, []])
  return result as RunResult
}

const calm = runTrial(world, scheduleOf(7, []), new Map(), []).result as RunResult
const lots = ({ fills }: RunResult): number => fills.reduce((sum, { quantity }) => sum + quantity, 0)

describe('a run in which it goes wrong', () => {
  test.each(venueFaults.map(({ name }) => name))(
    '%s: every position is the sum of its fills, cash what they leave, and no id is used twice',
    (name) => {
      tried(name)
    },
  )

  test.each(['lost-ack', 'fill-before-ack', 'duplicate-fill', 'partial-fill'])('%s: ends with the equity of a calm one', (name) => {
    const troubled = tried(name)
    expect([troubled.equity.equity.at(-1), lots(troubled)]).toEqual([calm.equity.equity.at(-1), lots(calm)])
  })

  test('each leaves its mark', () => {
    expect(tried('duplicate-fill').notes).toContainEqual(expect.stringContaining('came twice: counted once'))
    expect(tried('fill-after-cancel').notes).toContainEqual(expect.stringContaining('came after the end of an order'))
    expect(tried('partial-fill').fills.length).toBeGreaterThan(calm.fills.length)
    expect(tried('reject').fills).toEqual([])
    expect(tried('bust').notes).toContainEqual(expect.stringContaining('taken back or put right'))
    expect(tried('correction', { price: 1.1, seconds: 30 }).roundTrips[0]?.entryPrice).toBeCloseTo(110, 1)
    expect(tried('disconnect').notes).toContainEqual(expect.stringContaining('was disconnected at'))
    expect(tried('lost-fills', {}, 'off').fills).toEqual([])
    expect(tried('lost-commission').equity.equity.at(-1)).toBeGreaterThan(calm.equity.equity.at(-1) as number)
    expect(tried('pacing', { most: 1, seconds: 3600 }).orders.some(({ status }) => status === 'rejected')).toBe(true)
  })
})
