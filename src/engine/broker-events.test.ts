import { beforeEach, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import type { OrderEvent } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { asApproved, buy } from '../model/order.testing.js'
import { type AssembledRun, assemble } from './assemble.js'
import { backtestConfigSchema } from './config/config.js'
import type { Seats } from './pipeline.js'
import { Protection } from './protection/protection.js'
import { runResult } from './result/run-result.js'
import { StrategyHosts } from './seats/strategy-hosts.js'

/** What no simulated venue says, and a broker far away does: the pipeline takes it all the same. */
let run: AssembledRun
let orderId: number

beforeEach(() => {
  const series = [handSeries('A', flatBars(100, 100))]
  const config = backtestConfigSchema.parse({ ...free, monitors: { strategyLoss: 0.3 } })
  run = assemble({ strategies: [{ strategy: scripted({}) }], series }, config, true, new StrategyHosts(config, 1))
  orderId = run.orders.place(asApproved(buy(10, { instrument: 'A', strategy: 'scripted' })), 0).clientOrderId
})

function filled(fillId: number, quantity: number, done = false): OrderEvent {
  const fill: Fill = {
    ...{ fillId, clientOrderId: orderId, strategy: 'scripted', instrument: 'A', role: 'entry', side: 'buy', quantity },
    ...{ price: 100, referencePrice: 100, fee: 0.5, slippage: 0, time: 5, barIndex: 0 },
    ...{ rule: 'market-at-open', priceSource: 'open', ambiguous: false, volumeUnknown: false },
  }
  return { kind: 'filled', clientOrderId: orderId, time: 5, fill, done }
}

const hear = (...events: Parameters<AssembledRun['pipeline']['settle']>[0][]): (Fill | null)[] =>
  events.map((event) => run.pipeline.settle(event, 9))
const lots = (): number => run.portfolio.position('scripted', 'A').quantity
const commission = (fillId: number, amount: number): OrderEvent => ({ kind: 'commission', clientOrderId: orderId, time: 7, fillId, amount })
const canceled = (): OrderEvent => ({ kind: 'canceled', clientOrderId: orderId, time: 6, why: 'not wanted' })

test('a commission that comes after its fill costs cash and stands in the order’s fees, once', () => {
  hear(filled(1, 10, true), commission(1, 1.25), commission(1, 1.25))
  expect(run.portfolio.cash).toBe(100_000 - 1_000 - 0.5 - 1.25)
  expect(run.orders.orders[0]).toMatchObject({ status: 'filled', fees: 1.75 })
})

test('a fill that is told twice is booked once', () => {
  const [first, second] = hear(filled(1, 4), filled(1, 4))
  expect([first?.quantity, second]).toEqual([4, null])
  expect(lots()).toBe(4)
})

test('a fill after the end reaches the position, and the run says so', () => {
  hear(canceled(), filled(1, 4))
  expect(lots()).toBe(4)
  expect(run.orders.orders[0]).toMatchObject({ status: 'canceled', filledQuantity: 4 })
  expect(runResult(run).notes).toContain('1 fill came after the end of an order: booked, and the order stayed ended.')
})

/** A fill as the venue has it, and what it becomes. */
function revised(told: OrderEvent, fee: number, becomes: Partial<Fill> | null): OrderEvent {
  const fill = { ...(told as { readonly fill: Fill }).fill, fee }
  return { kind: 'revised', clientOrderId: orderId, time: 8, fill, becomes: becomes === null ? null : { ...fill, ...becomes } }
}

const losses = (): number[] => {
  run.postTrade?.check(9)
  return (run.postTrade?.result.breaches ?? []).map(({ context }) => Number(context.loss))
}

test('a fill that is put right and then taken back has cost its strategy nothing', () => {
  const told = filled(1, 10, true)
  hear(told, revised(told, 0.5, { fee: 2 }), revised(told, 0.5, null))
  expect([lots(), run.portfolio.cash, losses()]).toEqual([0, 100_000, []])
})

test('a fill whose cost was never told brings its strategy nothing as it is taken back', () => {
  const [told, kept] = [filled(1, 5), filled(2, 5, true)]
  const fill = { ...(told as { readonly fill: Fill }).fill, fee: 0 }
  hear({ ...told, fill } as OrderEvent, kept, revised(told, 0.5, null))
  expect([lots(), losses()]).toEqual([5, [0.5]])
})

test('of what the broker tells of the account only the last is kept', () => {
  for (let time = 1; time <= 1_000; time++) hear({ kind: 'account', time, cash: time, equity: time })
  hear({ kind: 'disconnected', time: 2_000, why: 'code 1100' }, { kind: 'account', time: 3_000, cash: 7, equity: 8 })
  expect(run.log.sessions).toMatchObject([{ kind: 'disconnected' }, { kind: 'account', cash: 7 }])
})

test('a fill without a whole number as its id is no fill', () => {
  for (const id of [-1, 0.5, Number.NaN]) {
    expect(() => run.portfolio.apply((filled(id, 1) as { fill: Fill }).fill, '', null)).toThrow('a fill has a whole number as its id')
  }
})

test('what the broker says of itself is kept for the notes, and changes nothing', () => {
  const before = run.portfolio.equity
  hear(
    { kind: 'disconnected', time: 3, why: 'code 1100' },
    { kind: 'account', time: 4, cash: 1, equity: 2 },
    { kind: 'reconnected', time: 4 },
  )
  expect(run.portfolio.equity).toBe(before)
  expect(runResult(run).notes).toEqual(
    expect.arrayContaining([
      'The broker was disconnected at 1970-01-01T00:00:00.003Z: code 1100.',
      'The broker was connected again at 1970-01-01T00:00:00.004Z.',
      'The broker told of the account last at 1970-01-01T00:00:00.004Z: cash 1, equity 2.',
    ]),
  )
})

test('a position that a restart finds without a stop gets one, and a lost connection is followed by the same look', () => {
  hear(filled(1, 10, true))
  const protection = new Protection({ isGiven: true, distance: 0.02, limitOffset: 0.005, order: 'stop' })
  protection.guard([run.strategies[0]?.seats as Seats], run.pipeline, () => {})
  expect([protection.isCalm, protection.review(9), protection.isCalm]).toEqual([false, true, true])
  expect(run.orders.orders.at(-1)).toMatchObject({
    intent: { role: 'stop', side: 'sell', reduceOnly: true },
    price: { trigger: 98 },
    quantity: 10,
  })
  protection.recheck()
  expect([protection.isCalm, protection.review(9)]).toEqual([false, false])
})
